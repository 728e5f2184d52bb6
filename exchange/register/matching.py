"""Staged rows matched to the register: the row that is corrected, and the person that it is about."""

from exchange.register.session import Session, same_row
from exchange.register.targets import FACTS, OFFENCES, PEOPLE, Target
from exchange.staging import staged_table
from offenders.models import Arrest, Join, Offender

PERSON = Offender._meta.db_table
ARREST = Arrest._meta.db_table
JOIN = Join._meta.db_table


def match(session: Session) -> None:
    """Match every file; people come first, since every other row is about one of them."""
    _joined(session)
    _people(session)
    _facts_of(session, OFFENCES, "t.arrest_id AS held_arrest_id, s.arrest_ref, s.arrested_on")
    _arrests(session)
    for target in FACTS:
        _facts_of(session, target, "t.offender_id AS held_by")


def _columns(target: Target) -> str:
    return ", ".join(f"{expression} AS {column}" for column, expression in target.values.items())


def _joined(session: Session) -> None:
    """Records that were joined to another, each with the one that stands, however often it was joined on."""
    session.make(
        "joined",
        f"""WITH RECURSIVE led AS (
            SELECT gone_id, stands_id FROM {JOIN} WHERE undone_at IS NULL
            UNION SELECT led.gone_id, j.stands_id FROM led
              JOIN {JOIN} j ON j.gone_id = led.stands_id AND j.undone_at IS NULL)
          SELECT led.gone_id, led.stands_id FROM led
           WHERE NOT EXISTS (SELECT 1 FROM {JOIN} j WHERE j.gone_id = led.stands_id AND j.undone_at IS NULL)""",
    )


def _people(session: Session) -> None:
    """The folder's people with the id that each has or will have; `alive` after the folder or withdrawn by it.

    What is sent of a joined person lands at the record that stands, which keeps its own name and numbers.
    """
    session.make(
        PEOPLE.resolved,
        f"""SELECT s.line, s.bad, s.deleted, s.offender_ref AS ref, t.id AS target_id, t.withdrawn AS was_withdrawn,
               {_columns(PEOPLE)}
          FROM {staged_table(PEOPLE.file)} s
          LEFT JOIN {PERSON} t ON {same_row("t", "s.offender_ref")} {PEOPLE.joins}""",
    )
    session.make(
        "people",
        f"""SELECT ref, coalesce(j.stands_id, target_id, nextval(pg_get_serial_sequence('{PERSON}', 'id'))) AS id, alive
          FROM (SELECT ref, min(target_id) AS target_id, NOT bool_and(deleted) AS alive
                  FROM {PEOPLE.resolved} WHERE ref IS NOT NULL GROUP BY ref) once
          LEFT JOIN joined j ON j.gone_id = once.target_id""",
    )
    session.report(
        PEOPLE.file.name,
        "deleted",
        f"""SELECT line, 'Y'::text AS value,
               'empty: this record and another were joined as one person; take the two apart first' AS expected
          FROM {PEOPLE.resolved} WHERE deleted AND target_id IN
               (SELECT gone_id FROM joined UNION SELECT stands_id FROM joined)""",
    )
    session.run(f"DELETE FROM {PEOPLE.resolved} WHERE target_id IN (SELECT gone_id FROM joined)")


def _facts_of(session: Session, target: Target, more: str) -> None:
    key = f"s.{target.file.key}"
    session.make(
        target.resolved,
        f"""SELECT s.line, s.bad, s.deleted, {key} AS ref, s.offender_ref, t.id AS target_id, {more},
               CASE WHEN p.ref IS NULL THEN coalesce(j.stands_id, o.id) WHEN p.alive THEN p.id END AS offender_id,
               {_columns(target)}
          FROM {staged_table(target.file)} s
          LEFT JOIN people p ON p.ref = s.offender_ref
          LEFT JOIN {PERSON} o ON p.ref IS NULL AND {same_row("o", "s.offender_ref")}
            AND (NOT o.withdrawn OR o.id IN (SELECT gone_id FROM joined))
          LEFT JOIN joined j ON j.gone_id = o.id
          LEFT JOIN {target.table} t ON {same_row("t", key)}
          {target.joins}""",
    )


def _arrests(session: Session) -> None:
    """The arrests that the folder's offences make: one person and one day each, if the folder is right."""
    session.make(
        "arrests_sent",
        f"""SELECT arrest_ref AS ref, min(line) AS line, min(offender_id) AS offender_id,
               min(arrested_on) AS arrested_on,
               min(offender_ref) <> max(offender_ref) OR min(arrested_on) <> max(arrested_on) AS mixed
          FROM {OFFENCES.resolved} WHERE NOT deleted AND NOT bad GROUP BY arrest_ref""",
    )
    session.make(
        "arrests",
        f"""SELECT s.*, t.id AS target_id, coalesce(t.id, nextval(pg_get_serial_sequence('{ARREST}', 'id'))) AS id
          FROM arrests_sent s LEFT JOIN {ARREST} t ON {same_row("t", "s.ref")}""",
    )
