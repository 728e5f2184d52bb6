"""Good rows written to the register, set by set: what is new, what differs, what is withdrawn.

A row that is the same is not touched, so an import of the same folder leaves no history.
"""

from dataclasses import dataclass

from exchange.register.session import Session
from exchange.register.targets import DECISIONS, FACTS, OFFENCES, PEOPLE, Target
from offenders.models import Arrest, Offence, Offender
from panels.models import AgendaItem

PERSON = Offender._meta.db_table
ARREST = Arrest._meta.db_table
OFFENCE = Offence._meta.db_table
AGENDA_ITEM = AgendaItem._meta.db_table


@dataclass(frozen=True)
class Written:
    """What became of the rows of one file."""

    created: int
    updated: int


def write(session: Session) -> dict[str, Written]:
    """Write every file's rows; returns what became of them, by file name."""
    written = {PEOPLE.file.name: _people(session)}
    _arrests(session)
    written[OFFENCES.file.name] = _facts(session, OFFENCES, "arrest_id")
    for target in FACTS:
        written[target.file.name] = _facts(session, target, "offender_id")
    _facts_of_the_withdrawn(session)
    _arrests_without_offences(session)
    return written


def _people(session: Session) -> Written:
    columns = list(PEOPLE.values)
    new = session.in_pieces(
        PEOPLE.resolved,
        f"""INSERT INTO {PERSON} (id, source_id, ref, import_number, created_by_id, {", ".join(columns)})
          SELECT p.id, %(source)s, r.ref, %(number)s, %(by)s, {", ".join(f"r.{c}" for c in columns)}
            FROM {PEOPLE.resolved} r JOIN people p USING (ref)
           WHERE r.target_id IS NULL AND NOT r.deleted AND {{piece}}""",
    )
    back = session.run(
        f"""UPDATE {PERSON} t SET withdrawn = false, import_number = %(number)s, {_set(PEOPLE)}
          FROM {PEOPLE.resolved} r WHERE r.target_id = t.id AND NOT r.deleted AND t.withdrawn""",
    )
    changed = session.in_pieces(PEOPLE.resolved, _update(PEOPLE))
    withdrawn = session.run(
        f"""UPDATE {PERSON} t SET withdrawn = true, import_number = %(number)s
          FROM {PEOPLE.resolved} r WHERE r.target_id = t.id AND r.deleted AND NOT t.withdrawn""",
    )
    return Written(new + back, changed + withdrawn)


def _set(target: Target, *more: str) -> str:
    return ", ".join(f"{column} = r.{column}" for column in (*target.values, *more))


def _update(target: Target, *more: str) -> str:
    """Replace the whole row where anything in it differs."""
    columns = (*target.values, *more)
    held = ", ".join(f"t.{column}" for column in columns)
    sent = ", ".join(f"r.{column}" for column in columns)
    return (
        f"UPDATE {target.table} t SET import_number = %(number)s, {_set(target, *more)} FROM {target.resolved} r "
        f"WHERE r.target_id = t.id AND NOT r.deleted AND ({held}) IS DISTINCT FROM ({sent}) AND {{piece}}"
    )


def _facts(session: Session, target: Target, owner: str) -> Written:
    columns = [*target.values, *target.at_first]
    values = [*(f"r.{column}" for column in target.values), *target.at_first.values()]
    owned_by, join = "r.offender_id", ""
    if target is OFFENCES:
        owned_by, join = "a.id", "JOIN arrests a ON a.ref = r.arrest_ref"
    new = session.in_pieces(
        target.resolved,
        f"""INSERT INTO {target.table} (source_id, ref, import_number, created_by_id, {owner}, {", ".join(columns)})
          SELECT %(source)s, r.ref, %(number)s, %(by)s, {owned_by}, {", ".join(values)}
            FROM {target.resolved} r {join} WHERE r.target_id IS NULL AND NOT r.deleted AND {{piece}}""",
    )
    if target is OFFENCES:
        changed = _changed_offences(session)
    else:
        changed = session.in_pieces(target.resolved, _update(target, owner))
    withdrawn = session.run(
        f"DELETE FROM {target.table} t USING {target.resolved} r WHERE r.target_id = t.id AND r.deleted"
    )
    return Written(new, changed + withdrawn)


def _changed_offences(session: Session) -> int:
    """Offences that differ, moved to another arrest included; and those whose arrest alone was corrected."""
    held = ", ".join(f"t.{column}" for column in OFFENCES.values)
    sent = ", ".join(f"r.{column}" for column in OFFENCES.values)
    return session.in_pieces(
        OFFENCES.resolved,
        f"""UPDATE {OFFENCE} t SET import_number = %(number)s, arrest_id = a.id, {_set(OFFENCES)}
          FROM {OFFENCES.resolved} r JOIN arrests a ON a.ref = r.arrest_ref
         WHERE r.target_id = t.id AND NOT r.deleted AND {{piece}}
           AND (a.corrected OR (t.arrest_id, {held}) IS DISTINCT FROM (a.id, {sent}))""",
    )


def _arrests(session: Session) -> None:
    """Arrests that are new, and those whose person or day every one of their offences now says otherwise."""
    session.run("ALTER TABLE arrests ADD COLUMN corrected boolean NOT NULL DEFAULT false")
    session.run(
        f"""UPDATE arrests a SET corrected = true FROM {ARREST} t
         WHERE t.id = a.target_id AND (t.offender_id, t.arrested_on) IS DISTINCT FROM (a.offender_id, a.arrested_on)"""
    )
    session.in_pieces(
        "arrests",
        f"""INSERT INTO {ARREST} (id, source_id, ref, import_number, created_by_id, offender_id, arrested_on)
          SELECT r.id, %(source)s, r.ref, %(number)s, %(by)s, r.offender_id, r.arrested_on
            FROM arrests r WHERE r.target_id IS NULL AND {{piece}}""",
    )
    session.run(
        f"""UPDATE {ARREST} t SET import_number = %(number)s, offender_id = a.offender_id, arrested_on = a.arrested_on
          FROM arrests a WHERE a.target_id = t.id AND a.corrected"""
    )


def used_by_a_panel(decision: str) -> str:
    """Whether a panel's record names a decision, as the one before or as its own."""
    return f"EXISTS (SELECT 1 FROM {AGENDA_ITEM} i WHERE i.decision_id = {decision} OR i.previous_id = {decision})"


WITHDRAWN_NOW = f"SELECT r.target_id FROM {PEOPLE.resolved} r WHERE r.deleted AND r.target_id IS NOT NULL"


def _facts_of_the_withdrawn(session: Session) -> None:
    """What is known about a person who is withdrawn goes with them; a panel's own decisions are never lost.

    Nobody is in most imports, and then nothing is looked for: after a first import of a million rows the database still
    takes the tables for empty, and to look for nothing took it longer than the import.
    """
    if not session.run(f"{WITHDRAWN_NOW} LIMIT 1"):
        return
    session.run(
        f"DELETE FROM {OFFENCE} t USING {ARREST} a WHERE a.id = t.arrest_id AND a.offender_id IN ({WITHDRAWN_NOW})"
    )
    session.run(f"DELETE FROM {ARREST} t WHERE t.offender_id IN ({WITHDRAWN_NOW})")
    for target in FACTS:
        kept = f"AND NOT {used_by_a_panel('t.id')}" if target is DECISIONS else ""
        session.run(f"DELETE FROM {target.table} t WHERE t.offender_id IN ({WITHDRAWN_NOW}) {kept}")


def _arrests_without_offences(session: Session) -> None:
    """An arrest that lost its last offence to this folder is no arrest any more."""
    session.run(
        f"""DELETE FROM {ARREST} t
         WHERE t.id IN (SELECT r.held_arrest_id FROM {OFFENCES.resolved} r LEFT JOIN arrests a ON a.ref = r.arrest_ref
                         WHERE r.held_arrest_id IS NOT NULL AND (r.deleted OR a.id <> r.held_arrest_id))
           AND NOT EXISTS (SELECT 1 FROM {OFFENCE} o WHERE o.arrest_id = t.id)"""
    )
