"""Who holds and who supervises somebody is involved with them: the rule, in SQL, and its use for one person.

`exchange.involvement` works the same rule, with the other reasons, for everybody of an import and every night.
"""

from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from audit.floor import System, as_system
from audit.locks import Lock
from offenders.models import Involvement, InvolvementReason, Offender, Provider

PROBATION_PROVIDERS = (Provider.PROBATION_SERVICE, Provider.NPS, Provider.CRC)
REASONS = (InvolvementReason.HOLDS, InvolvementReason.SUPERVISES)

# An agency works in the areas named for it (a force is all of its areas), and in the whole scheme where none is.
WORKS_THERE = """(NOT EXISTS (SELECT FROM agencies_agencyarea w WHERE w.agency_id = a.id) OR EXISTS (
        SELECT FROM agencies_agencyarea w JOIN agencies_area home ON home.id = o.area_id
        WHERE w.agency_id = a.id AND w.area_id IN (home.id, home.parent_id)))"""

# Each gives agency, person and reason; `person` has the id and area of those whom it is about.
SUPERVISES = f"""
    SELECT a.id AS agency_id, s.offender_id, 'supervises' AS reason
    FROM offenders_supervision s JOIN agencies_agency a
      ON a.kind = CASE WHEN s.provider = ANY(%(probation)s) THEN 'probation' ELSE 'youth_justice' END
    JOIN person o ON o.id = s.offender_id AND {WORKS_THERE}
    WHERE s.started_on <= %(on)s AND (s.ended_on IS NULL OR s.ended_on > %(on)s)"""
HOLDS = """
    SELECT a.id AS agency_id, c.offender_id, 'holds' AS reason
    FROM offenders_custodyspell c JOIN agencies_agency a ON a.kind = 'prison' AND a.name = c.establishment
    WHERE c.admitted_on <= %(on)s AND (c.released_on IS NULL OR c.released_on > %(on)s)
    AND c.offender_id IN (SELECT id FROM involvement_people)"""
OF_ONE = f"""
WITH person AS (SELECT id, area_id FROM offenders_offender WHERE id = %(person)s AND NOT withdrawn),
involvement_people AS (SELECT id FROM person)
{SUPERVISES} UNION {HOLDS}
"""


@transaction.atomic
@as_system(System.INVOLVEMENT)
def bring_into_line(offender: Offender, on: date, *, at_once: bool = False) -> None:
    """Open and close, of one person, the involvements of who holds and who supervises them; twice changes nothing.

    What is over "ends that day" (spec/access.md, section 1: a lead's and a supporter's alone tapers), so its agency
    has the person until the day is over: to see to the release, and to put right what it has just recorded. `at_once`
    is for what never was. The last thing of an action: who made the change may not see the person when it is done.
    """
    ends = on if at_once else on + timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({Lock.INVOLVEMENT:d})")
        cursor.execute(OF_ONE, _values(offender, on))
        wanted = {(agency, reason) for agency, _, reason in cursor.fetchall()}
    running = Involvement.objects.filter(Q(until_on=None) | Q(until_on__gt=on), offender=offender, reason__in=REASONS)
    for row in running.order_by("from_on"):
        until = None if (row.agency_id, row.reason) in wanted else max(row.from_on, ends)
        if row.until_on != until:
            row.until_on = until
            row.save(update_fields=["until_on"])
        wanted.discard((row.agency_id, row.reason))
    for agency, reason in sorted(wanted):
        Involvement.objects.create(agency_id=agency, offender=offender, reason=reason, from_on=on)


def _values(offender: Offender, on: date) -> dict[str, Any]:
    return {"person": offender.pk, "on": on, "probation": [str(provider) for provider in PROBATION_PROVIDERS]}
