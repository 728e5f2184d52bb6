"""How long a ranking takes, against one scan of all offences joined to their arrests and added up for each person."""

import time
from collections.abc import Callable
from datetime import date

from django.core.management import call_command
from django.db import connection

from agencies.code_lists import command_line
from agencies.models import Agency
from audit.models import Source
from ranking import actions

NAME = "ranking"
BOUND = 7.5
AGAINST = "one aggregate scan of all offences joined to arrests, by person"
PEOPLE = 20_000
REPEATS = 5
DAY = date(2019, 3, 31)

# Ten offences a person; one tenth of the people have half of them: 50 each, the others 5 and a half.
ARRESTS = """
    INSERT INTO offenders_arrest (source_id, ref, offender_id, arrested_on)
    SELECT person.source_id, person.ref || '-' || n, person.id, %(day)s::date - (random() * 1500)::int
    FROM offenders_offender person,
        generate_series(1, CASE WHEN person.id %% 10 = 0 THEN 50 ELSE 5 + person.id %% 2 END) n
"""
OFFENCES = """
    INSERT INTO offenders_offence (source_id, ref, arrest_id, offence_code_id, disposal, area_id)
    SELECT arrest.source_id, arrest.ref, arrest.id, codes[1 + arrest.id %% array_length(codes, 1)],
        (ARRAY['charged', 'cautioned', 'summonsed', 'no_further_action'])[1 + arrest.id %% 4], area.id
    FROM offenders_arrest arrest, (SELECT array_agg(code ORDER BY code) codes FROM offenders_offencecode) known,
        (SELECT min(id) id FROM agencies_area) area
"""
PERSONS = """
    INSERT INTO offenders_offender (source_id, ref, family_name, given_names, date_of_birth, sex, pnc_id, crn,
        prison_number, area_id, resident)
    SELECT source.id, 'B' || n, 'Jarvis', 'Ethan', '1990-05-03', 'M', '', '', '', area.id, n %% 20 <> 0
    FROM generate_series(1, %(people)s) n, (SELECT min(id) id FROM agencies_area) area, audit_source source
    WHERE source.name = %(source)s
"""
REPORTS = """
    INSERT INTO offenders_intelligencereport (source_id, ref, offender_id, received_on, source_grade,
        intelligence_grade, handling, kind, summary)
    SELECT source_id, ref, id, %(day)s::date - (random() * 300)::int, 1 + id %% 3, 'B', 'P', 'offending', 'Seen.'
    FROM offenders_offender WHERE id %% 2 = 0
"""
APPOINTMENTS = """
    INSERT INTO offenders_contact (source_id, ref, offender_id, due_on, agency_id, kind, outcome)
    SELECT person.source_id, person.ref || '-' || n, person.id, %(day)s::date - (random() * 300)::int, agency.id,
        'office', (ARRAY['kept', 'missed_unacceptable', 'missed_acceptable'])[1 + (person.id + n) %% 3]
    FROM offenders_offender person, generate_series(1, 4) n, (SELECT min(id) id FROM agencies_agency) agency
"""
SCAN = """
    SELECT count(*), max(latest), sum(number) FROM (
        SELECT arrest.offender_id, max(arrest.arrested_on) latest, count(*) number
        FROM offenders_offence offence JOIN offenders_arrest arrest ON arrest.id = offence.arrest_id
        GROUP BY arrest.offender_id) of_person
"""


def run() -> float:
    """The time of one ranking, over that of the scan."""
    _fill(PEOPLE)
    try:
        return _fastest(_rank) / _fastest(lambda: _execute(SCAN))
    finally:
        call_command("flush", interactive=False, verbosity=0)


def _fill(people: int) -> None:
    source = Source.product().name
    Agency.objects.create(code="probation", name="Probation", kind="probation")
    values = {"people": people, "day": DAY, "source": source}
    for statement in (PERSONS, ARRESTS, OFFENCES, REPORTS, APPOINTMENTS, "ANALYZE"):
        _execute(statement, values)


def _execute(statement: str, values: dict[str, object] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _rank() -> None:
    actions.run(as_of=DAY, by=command_line())


def _fastest(what: Callable[[], None]) -> float:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        what()
        times.append(time.perf_counter() - start)
    return min(times)
