"""The import of a nation's people and offences, against the same rows copied and inserted by hand.

A hundred thousand people and a million offences: of a million people each import takes half an hour on two busy cores,
and it is made several times. By hand: COPY into two tables, then INSERT ... SELECT into the register's own tables, with
their constraints, keys and indexes, in one transaction. The import besides judges each cell, names what is wrong by its
line, works out who is involved and looks for possible duplicates.
"""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import connection, transaction

from agencies.code_lists import command_line
from agencies.models import AgencyKind
from audit import clock
from audit.models import Source
from bench import _nation
from bench._nation import DAY
from exchange.actions.imports import import_folder
from exchange.rules.layout import OFFENCES, OFFENDERS, File
from tools.bench import Figure
from tools.say import say

NAME = "nation_import"
WHEN_NAMED_ONLY = True
PEOPLE, ROUNDS, BOUND = 100_000, 3, 1.6
AREAS = ("Luton", "Bedford", "Dunstable", "Biggleswade")
SCHEME = {
    "name": "Bedfordshire",
    "areas": [{"code": area, "name": area, "parent": "Bedfordshire"} for area in AREAS],
    "groupings": [],
    "cohorts": [{"code": "HI", "name": "High Impact", "maximum": None}],
    "agencies": [
        {"code": kind.value, "name": kind.label, "kind": kind.value} for kind in AgencyKind if kind != AgencyKind.OTHER
    ],
}
# The letter by which a PNC identifier is checked follows from its digits.
CHECKED = """left(pnc_id, 12) || substr('ZABCDEFGHJKLMNPQRTUVWXY',
    1 + ((substr(pnc_id, 3, 2) || substr(pnc_id, 6, 7))::bigint % 23)::int, 1)"""
# The files of the format, from the nation that the database has made.
WRITTEN = {
    OFFENDERS: f"""
        SELECT p.ref, {CHECKED}, crn, prison_number, family_name, given_names, date_of_birth, sex, NULL::text,
            area.code, CASE WHEN resident THEN 'Y' ELSE 'N' END
        FROM offenders_offender p JOIN agencies_area area ON area.id = p.area_id ORDER BY p.id""",
    OFFENCES: """
        SELECT p.ref, a.ref, o.ref, a.arrested_on, o.offence_code_id, o.disposal, area.code
        FROM offenders_offence o JOIN offenders_arrest a ON a.id = o.arrest_id
        JOIN offenders_offender p ON p.id = a.offender_id JOIN agencies_area area ON area.id = o.area_id
        ORDER BY o.id""",
}
SENT = """
    CREATE TEMP TABLE sent_people (ref text, pnc_id text, crn text, prison_number text, family_name text,
        given_names text, date_of_birth date, sex text, ethnicity text, area text, resident text) ON COMMIT DROP;
    CREATE TEMP TABLE sent_offences (person text, arrest text, ref text, arrested_on date, code text, disposal text,
        area text) ON COMMIT DROP
"""
BY_HAND = (
    """INSERT INTO offenders_offender (source_id, ref, import_number, created_by_id, pnc_id, crn, prison_number,
           family_name, given_names, date_of_birth, sex, ethnicity_id, area_id, resident)
       SELECT %(source)s, s.ref, 1, %(by)s, coalesce(pnc_id, ''), coalesce(crn, ''), coalesce(prison_number, ''),
           family_name, given_names, date_of_birth, sex, ethnicity, area.id, s.resident = 'Y'
       FROM sent_people s JOIN agencies_area area ON area.code = s.area""",
    """INSERT INTO offenders_arrest (source_id, ref, import_number, created_by_id, offender_id, arrested_on)
       SELECT %(source)s, arrest, 1, %(by)s, p.id, min(s.arrested_on)
       FROM sent_offences s JOIN offenders_offender p ON p.source_id = %(source)s AND p.ref = s.person
       GROUP BY arrest, p.id""",
    """INSERT INTO offenders_offence (source_id, ref, import_number, created_by_id, arrest_id, offence_code_id,
           disposal, area_id)
       SELECT %(source)s, s.ref, 1, %(by)s, a.id, s.code, s.disposal, area.id
       FROM sent_offences s JOIN offenders_arrest a ON a.source_id = %(source)s AND a.ref = s.arrest
       JOIN agencies_area area ON area.code = s.area""",
)


# Who leads and who is involved follows from the people, and the import writes it with them: by hand as well.
ALSO_BY_HAND = (
    """INSERT INTO offenders_caselead (offender_id, agency_id, from_on)
       SELECT p.id, police.id, %(on)s FROM offenders_offender p, agencies_agency police WHERE police.kind = 'police'""",
    """INSERT INTO offenders_involvement (agency_id, offender_id, reason, from_on)
       SELECT police.id, p.id, reason, %(on)s
       FROM offenders_offender p, agencies_agency police, unnest(ARRAY['home_police', 'leads']) reason
       WHERE police.kind = 'police'""",
)
TABLES = ("offender", "arrest", "offence", "caselead", "involvement")


def run() -> list[Figure]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        try:
            _nation.found()
            _nation.grow(0, PEOPLE)
            for file, select in WRITTEN.items():
                _write(folder, file, select)
        finally:
            _empty()
        return measured(folder)


def measured(folder: Path) -> list[Figure]:
    took: dict[str, list[float]] = {"import": [], "by hand": [], "bare": []}
    written: list[list[int]] = []
    for _ in range(ROUNDS):
        for what, times in ((_imported, took["import"]), (_by_hand, took["by hand"])):
            try:
                _found_scheme(folder)
                times.append(what(folder))
                written.append(_rows())
            finally:
                _empty()
        took["bare"].append(_timed(lambda: _copied(folder)))
    if any(rows != written[0] for rows in written):
        raise SystemExit(f"The two do not write as many rows: {written}.")
    ratio = statistics.median(one / other for one, other in zip(took["import"], took["by hand"], strict=True))
    bare = statistics.median(one / other for one, other in zip(took["import"], took["bare"], strict=True))
    seconds = ", ".join(f"{name} {statistics.median(times):.3g} s" for name, times in took.items())
    say(f"{NAME}: {PEOPLE:,} people: {seconds}; {bare:.3g} times the bare COPY")
    return [Figure(NAME, ratio, BOUND, "COPY and INSERT ... SELECT by hand into the same tables")]


def _write(folder: Path, file: File, select: str) -> None:
    with (folder / file.name).open("w", encoding="utf-8") as to, connection.cursor() as cursor:
        to.write(",".join(file.names) + "\n")
        to.flush()
        cursor.copy_expert(f"COPY ({select}) TO STDOUT (FORMAT csv)", to)


def _empty() -> None:
    call_command("flush", interactive=False, verbosity=0)


def _found_scheme(folder: Path) -> None:
    with TemporaryDirectory() as name:
        (Path(name) / "scheme.json").write_text(json.dumps(SCHEME), encoding="utf-8")
        _sound(import_folder(Path(name), by=command_line(), as_of=DAY))


def _sound(result: object) -> None:
    if problems := list(getattr(result, "problems", [])):
        raise SystemExit(f"The generated nation is not sound: {problems[0]}")


def _imported(folder: Path) -> float:
    stages: list[tuple[float, str]] = []

    def progress(stage: str) -> None:
        words = stage.split(":")[0]
        if not stages or stages[-1][1] != words:
            stages.append((time.perf_counter(), words))

    began = time.perf_counter()
    _sound(import_folder(folder, by=command_line(), as_of=DAY, progress=progress))
    ended = time.perf_counter()
    ends = [at for at, _ in stages[1:]] + [ended]
    say("; ".join(f"{words} {end - at:.3g} s" for (at, words), end in zip(stages, ends, strict=True)))
    return ended - began


def _by_hand(folder: Path) -> float:
    return _timed(lambda: _written_by_hand(folder))


def _written_by_hand(folder: Path) -> None:
    values = {"source": Source.objects.get(name=SCHEME["name"]).pk, "by": command_line().pk, "on": clock.today()}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(SENT)
        _copy(cursor, folder, "sent_people", "sent_offences")
        cursor.execute("ANALYZE sent_people, sent_offences")
        cursor.execute(BY_HAND[0], values)
        cursor.execute("ANALYZE offenders_offender")
        cursor.execute(BY_HAND[1], values)
        cursor.execute("ANALYZE offenders_arrest")
        for statement in (BY_HAND[2], *ALSO_BY_HAND):
            cursor.execute(statement, values)


def _rows() -> list[int]:
    """How many rows each table has."""
    counts = ", ".join(f"(SELECT count(*) FROM offenders_{table})" for table in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return list(cursor.fetchone())


def _copied(folder: Path) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SENT)
        _copy(cursor, folder, "sent_people", "sent_offences")


def _copy(cursor: object, folder: Path, people: str, offences: str) -> None:
    for table, file in ((people, OFFENDERS), (offences, OFFENCES)):
        with (folder / file.name).open("rb") as rows:
            cursor.copy_expert(f"COPY {table} FROM STDIN (FORMAT csv, HEADER)", rows)  # type: ignore[attr-defined]


def _timed(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began
