"""What can only be judged across rows, on the register as it would be after the whole folder."""

from exchange.register.session import Session
from exchange.register.targets import CUSTODY, DECISIONS, FACTS, MEMBERSHIPS, OFFENCES, Target
from exchange.register.writing import used_by_a_panel
from exchange.rules.layout import File
from exchange.staging import staged_table
from offenders.models import Arrest, Offence


def keys_once(session: Session, file: File) -> None:
    """A key stands once in its file; a second row of it is judged no further."""
    table, key = staged_table(file), file.key
    session.make(
        "twice",
        f"""SELECT s.line, s.{key} AS value, first FROM {table} s
          JOIN (SELECT {key}, min(line) AS first FROM {table} WHERE {key} IS NOT NULL
                 GROUP BY {key} HAVING count(*) > 1) more USING ({key}) WHERE s.line > first""",
    )
    expected = "'a key that stands once in its file; it stands on line ' || first || ' as well'"
    if session.report(file.name, key, f"SELECT line, value, {expected} AS expected FROM twice"):
        session.run(f"UPDATE {table} SET bad = true WHERE line IN (SELECT line FROM twice)")


def across_rows(session: Session, *, people_known: bool) -> None:
    """Every check across rows. Where not all of offenders.csv could be read, nobody is called missing."""
    if people_known:
        for target in (OFFENCES, *FACTS):
            _person_exists(session, target)
    _one_person_and_day_an_arrest(session)
    _arrest_as_the_register_has_it(session)
    _memberships_apart(session)
    _one_open_spell(session)
    _panels_keep_their_decisions(session)


def _person_exists(session: Session, target: Target) -> None:
    session.report(
        target.file.name,
        "offender_ref",
        f"""SELECT line, offender_ref AS value, 'a person of this sender, in the folder or on the register' AS expected
          FROM {target.resolved} WHERE NOT deleted AND offender_ref IS NOT NULL AND offender_id IS NULL""",
    )


def _one_person_and_day_an_arrest(session: Session) -> None:
    for column in ("offender_ref", "arrested_on"):
        session.report(
            OFFENCES.file.name,
            column,
            f"""SELECT r.line, r.{column}::text AS value,
                   'what line ' || f.line || ' says of the same arrest: ' || f.{column} AS expected
              FROM arrests a JOIN {OFFENCES.resolved} f ON f.line = a.line
              JOIN {OFFENCES.resolved} r ON r.arrest_ref = a.ref
             WHERE a.mixed AND NOT r.deleted AND NOT r.bad AND r.{column} <> f.{column}""",
        )


def _arrest_as_the_register_has_it(session: Session) -> None:
    """An arrest may change its person or day only where each of its offences comes with the folder."""
    arrest, offence = Arrest._meta.db_table, Offence._meta.db_table
    for column, held in (("offender_ref", "offender_id"), ("arrested_on", "arrested_on")):
        session.report(
            OFFENCES.file.name,
            column,
            f"""SELECT r.line, r.{column}::text AS value,
                   'what the offences of this arrest say that are on the register and not in the folder' AS expected
              FROM arrests a JOIN {arrest} t ON t.id = a.target_id AND t.{held} <> a.{held}
              JOIN {OFFENCES.resolved} r ON r.line = a.line
             WHERE EXISTS (SELECT 1 FROM {offence} o WHERE o.arrest_id = t.id
                              AND NOT EXISTS (SELECT 1 FROM {OFFENCES.resolved} x WHERE x.target_id = o.id))
               AND NOT EXISTS (SELECT 1 FROM people p WHERE p.id = t.offender_id AND NOT p.alive)""",
        )


def _after(session: Session, target: Target, columns: str) -> None:
    """The rows that people of this file would have afterwards: those sent, and those of theirs that stay."""
    session.make(
        "afterwards",
        f"""SELECT line, offender_id, {columns} FROM {target.resolved}
             WHERE NOT bad AND NOT deleted AND offender_id IS NOT NULL
            UNION ALL
            SELECT NULL, t.offender_id, {columns} FROM {target.table} t
             WHERE t.offender_id IN (SELECT offender_id FROM {target.resolved} WHERE NOT bad AND NOT deleted)
               AND NOT EXISTS (SELECT 1 FROM {target.resolved} r WHERE r.target_id = t.id)""",
    )


def _memberships_apart(session: Session) -> None:
    """Overlap: each is selected before the other is deselected; one may start on the day another ended."""
    _after(session, MEMBERSHIPS, "cohort_id, selected_on, coalesce(deselected_on, 'infinity'::date) AS until_on")
    session.report(
        MEMBERSHIPS.file.name,
        "selected_on",
        """SELECT a.line, a.selected_on::text AS value, min(
               'no other time of this person on this cohort then; one runs from ' || b.selected_on
               || coalesce(' to ' || nullif(b.until_on, 'infinity'), ', not ended')
               || coalesce(' (line ' || b.line || ')', '')) AS expected
          FROM afterwards a JOIN afterwards b USING (offender_id, cohort_id)
         WHERE a.line IS NOT NULL AND (b.line IS NULL OR b.line < a.line)
           AND a.selected_on < b.until_on AND b.selected_on < a.until_on
         GROUP BY a.line, a.selected_on""",
    )


def _one_open_spell(session: Session) -> None:
    _after(session, CUSTODY, "admitted_on, released_on")
    session.report(
        CUSTODY.file.name,
        "released_on",
        """SELECT a.line, ''::text AS value, min(
               'an end: another spell of this person is open, from ' || b.admitted_on
               || coalesce(' (line ' || b.line || ')', '')) AS expected
          FROM afterwards a JOIN afterwards b USING (offender_id)
         WHERE a.line IS NOT NULL AND (b.line IS NULL OR b.line < a.line)
           AND a.released_on IS NULL AND b.released_on IS NULL GROUP BY a.line""",
    )


def _panels_keep_their_decisions(session: Session) -> None:
    """The record of a panel stands: a decision that it names is corrected, not withdrawn."""
    used = used_by_a_panel("r.target_id")
    session.report(
        DECISIONS.file.name,
        "deleted",
        f"""SELECT r.line, 'Y'::text AS value, 'empty: the record of a panel names this decision' AS expected
          FROM {DECISIONS.resolved} r WHERE r.deleted AND r.target_id IS NOT NULL AND {used}""",
    )
