"""Which agency is involved with whom, worked out from the register (spec/access.md, section 1).

In SQL, of everybody at once or of the people of an import: what should hold is written down, what holds and should
not is closed, what should and does not is opened. Rows that people made (support, an open action) are never touched.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from agencies.models import AgencyKind
from audit import log
from audit.floor import System, as_system
from audit.locks import Lock
from audit.log import Actor
from cohorts.models import ReferredBy
from offenders.custody.involved import HOLDS, PROBATION_PROVIDERS, SUPERVISES, WORKS_THERE
from offenders.models import InvolvementReason as Reason

# Who referred somebody is a kind of agency; a court, a MARAC and "other" are none that sees people.
REFERRER_KINDS = {
    ReferredBy.POLICE: AgencyKind.POLICE,
    ReferredBy.PROBATION_SERVICE: AgencyKind.PROBATION,
    ReferredBy.PROBATION_CRC: AgencyKind.PROBATION,
    ReferredBy.PROBATION_NPS: AgencyKind.PROBATION,
    ReferredBy.YOUTH_OFFENDING: AgencyKind.YOUTH_JUSTICE,
    ReferredBy.PRISON: AgencyKind.PRISON,
    ReferredBy.LOCAL_AUTHORITY: AgencyKind.LOCAL_AUTHORITY,
    ReferredBy.HEALTH: AgencyKind.HEALTH,
    ReferredBy.VOLUNTARY: AgencyKind.VOLUNTARY,
}

# The reasons that this module opens and closes.
BY_RULE = (
    Reason.HOME_POLICE,
    Reason.SUPERVISES,
    Reason.HOLDS,
    Reason.UNDER_18,
    Reason.COHORT,
    Reason.REFERRED,
    Reason.LEADS,
)

ONE_AT_A_TIME = f"SELECT pg_advisory_xact_lock({Lock.INVOLVEMENT:d})"

EVERYBODY = "SELECT id FROM offenders_offender"

# Whom a refresh is about. Every statement below looks at these people's rows alone.
PEOPLE = (
    "CREATE TEMPORARY TABLE involvement_people ON COMMIT DROP AS SELECT DISTINCT id FROM ({of}) of "
    # What a joined record holds stays as it was, so that an undoing finds it.
    "WHERE id IS NOT NULL AND id NOT IN (SELECT gone_id FROM offenders_join WHERE undone_at IS NULL)"
)
THESE = "IN (SELECT id FROM involvement_people)"

# A birthday on 29 February is kept on the 28th in a common year, as audit.months clips it.
IS_UNDER_18 = "o.date_of_birth + interval '18 years' > %(on)s"

CLOSE_LEADS_OF_THE_WITHDRAWN = f"""
UPDATE offenders_caselead l SET until_on = GREATEST(l.from_on, %(on)s)
FROM offenders_offender o
WHERE o.id = l.offender_id AND o.withdrawn AND o.id {THESE} AND (l.until_on IS NULL OR l.until_on > %(on)s)
"""

FIRST = (
    f"(SELECT a.id FROM agencies_agency a WHERE a.kind = '{{kind}}' AND {WORKS_THERE} ORDER BY position, code LIMIT 1)"
)

# What is to be written is found before any of it is: a plan made for a table that was empty looks through all of it for
# each row, and one that grows meanwhile is looked through longer each time.
LEADS_TO_OPEN = f"""
CREATE TEMPORARY TABLE involvement_leads ON COMMIT DROP AS
SELECT who.id, who.agency_id FROM (
    SELECT o.id, COALESCE(
        CASE WHEN {IS_UNDER_18} THEN {FIRST.format(kind="youth_justice")} END,
        CASE WHEN EXISTS (
            SELECT FROM offenders_supervision s WHERE s.offender_id = o.id AND s.provider = ANY(%(probation)s)
            AND s.started_on <= %(on)s AND (s.ended_on IS NULL OR s.ended_on > %(on)s)
        ) THEN {FIRST.format(kind="probation")} END,
        {FIRST.format(kind="police")}
    ) AS agency_id
    FROM offenders_offender o
    WHERE NOT o.withdrawn AND o.id {THESE} AND NOT EXISTS (
        SELECT FROM offenders_caselead l
        WHERE l.offender_id = o.id AND (l.until_on IS NULL OR l.until_on > %(on)s))
) who WHERE who.agency_id IS NOT NULL
"""
OPEN_LEADS = """
INSERT INTO offenders_caselead (offender_id, agency_id, from_on)
SELECT id, agency_id, %(on)s FROM involvement_leads ORDER BY id
"""

# One SELECT a reason: agency, person, reason. DISTINCT, since two spells or memberships are one involvement.
WHAT_SHOULD_HOLD = f"""
CREATE TEMPORARY TABLE involvement_wanted ON COMMIT DROP AS
WITH person AS (
    SELECT o.id, o.date_of_birth, o.area_id FROM offenders_offender o WHERE NOT o.withdrawn AND o.id {THESE}),
member AS (
    SELECT m.offender_id, m.referred_by, c.code AS cohort
    FROM cohorts_membership m JOIN cohorts_cohort c ON c.id = m.cohort_id
    WHERE m.selected_on <= %(on)s AND (m.deselected_on IS NULL OR m.deselected_on > %(on)s)
    AND m.offender_id {THESE}),
referrer AS (SELECT * FROM unnest(%(referrers)s, %(referrer_kinds)s) AS r (referred_by, kind)),
named AS (
    SELECT p.kind, p.every_cohort, p.cohorts
    FROM agencies_agreementparty p JOIN agencies_agreement g ON g.id = p.agreement_id
    WHERE g.state IN ('in_force', 'replaced', 'ended') AND g.starts_on <= %(on)s
    AND (g.expires_on IS NULL OR g.expires_on > %(on)s) AND (g.replaced_on IS NULL OR g.replaced_on > %(on)s)),
only_one AS (SELECT kind, min(id) AS id FROM agencies_agency GROUP BY kind HAVING count(*) = 1),
wanted AS (
    SELECT a.id AS agency_id, o.id AS offender_id, 'home_police' AS reason
    FROM person o CROSS JOIN agencies_agency a WHERE a.kind = 'police' AND {WORKS_THERE}
  UNION ALL
{SUPERVISES}
  UNION ALL
    {HOLDS}
  UNION ALL
    SELECT a.id, o.id, 'under_18'
    FROM person o CROSS JOIN agencies_agency a WHERE a.kind = 'youth_justice' AND {IS_UNDER_18} AND {WORKS_THERE}
  UNION ALL
    SELECT a.id, m.offender_id, 'cohort'
    FROM member m JOIN named n ON n.every_cohort OR m.cohort = ANY(n.cohorts) JOIN agencies_agency a USING (kind)
    JOIN person o ON o.id = m.offender_id AND {WORKS_THERE}
  UNION ALL
    SELECT a.id, m.offender_id, 'referred'
    FROM member m JOIN referrer r USING (referred_by) JOIN only_one a USING (kind)
  UNION ALL
    SELECT b.agency_id, r.offender_id, 'referred'
    FROM cohorts_referral r JOIN cohorts_referralby b ON b.referral_id = r.id
    WHERE r.offender_id {THESE} AND (r.status IN ('referred', 'screened', 'deferred') OR EXISTS (
        SELECT FROM cohorts_membership m WHERE m.referral_id = r.id
        AND m.selected_on <= %(on)s AND (m.deselected_on IS NULL OR m.deselected_on > %(on)s)))
  UNION ALL
    SELECT l.agency_id, l.offender_id, 'leads'
    FROM offenders_caselead l
    WHERE l.from_on <= %(on)s AND (l.until_on IS NULL OR l.until_on > %(on)s) AND l.offender_id {THESE})
SELECT DISTINCT w.agency_id, w.offender_id, w.reason FROM wanted w JOIN person o ON o.id = w.offender_id
"""

# Who put somebody on the register by a form has referred them, also where no cohort says so.
PUT_ON_BY_HAND = """i.reason = 'referred' AND EXISTS (
    SELECT FROM offenders_offender p WHERE p.id = i.offender_id AND p.request_key IS NOT NULL AND NOT p.withdrawn)"""

# Who recorded a release or the end of supervision has the person until the day is over (offenders.custody.involved).
ENDS_TODAY = "i.reason IN ('holds', 'supervises') AND i.until_on IS NOT DISTINCT FROM %(on)s::date + 1"

CLOSE = f"""
UPDATE offenders_involvement i SET until_on = GREATEST(i.from_on, %(on)s)
WHERE i.offender_id {THESE} AND i.reason = ANY(%(by_rule)s) AND (i.until_on IS NULL OR i.until_on > %(on)s)
AND NOT EXISTS (
    SELECT FROM involvement_wanted w
    WHERE w.agency_id = i.agency_id AND w.offender_id = i.offender_id AND w.reason = i.reason)
AND NOT ({PUT_ON_BY_HAND})
AND NOT ({ENDS_TODAY})
"""

# A row that was to begin later (the clock of a demonstration may be set back) begins today.
BEGIN_EARLIER = f"""
UPDATE offenders_involvement i SET from_on = %(on)s
WHERE i.offender_id {THESE} AND i.reason = ANY(%(by_rule)s)
AND i.from_on > %(on)s AND (i.until_on IS NULL OR i.until_on > i.from_on)
AND NOT EXISTS (
    SELECT FROM offenders_involvement e
    WHERE e.agency_id = i.agency_id AND e.offender_id = i.offender_id AND e.reason = i.reason
    AND e.id <> i.id AND (e.until_on IS NULL OR e.until_on > %(on)s) AND e.from_on < i.from_on)
"""

TO_OPEN = """
CREATE TEMPORARY TABLE involvement_to_open ON COMMIT DROP AS
SELECT w.agency_id, w.offender_id, w.reason FROM involvement_wanted w
WHERE NOT EXISTS (
    SELECT FROM offenders_involvement i
    WHERE w.agency_id = i.agency_id AND w.offender_id = i.offender_id AND w.reason = i.reason
    AND (i.until_on IS NULL OR i.until_on > %(on)s))
"""
OPEN = """
INSERT INTO offenders_involvement (agency_id, offender_id, reason, from_on)
SELECT agency_id, offender_id, reason, %(on)s FROM involvement_to_open ORDER BY offender_id, agency_id, reason
"""
TEMPORARY = ("involvement_people", "involvement_leads", "involvement_wanted", "involvement_to_open")


@dataclass(frozen=True)
class Refreshed:
    """How many involvements were opened and closed, and how many cases got their default lead."""

    opened: int
    closed: int
    leads: int


@transaction.atomic
@as_system(System.INVOLVEMENT)
def refresh(on: date, by: Actor, *, of: str = EVERYBODY) -> Refreshed:
    """Bring involvements into line with the register as it stands on a day; twice changes nothing.

    `of` is a SELECT of the people whom it is about (column id): an import names its own, the night takes everybody.

    Police are involved with everybody of their areas (`AgencyArea`; none named is the whole scheme, here and below);
    probation and youth justice with whom they supervise; the prison with whom
    it holds (the agency of the establishment's very name; a prison that is no agency here holds for nobody); youth
    justice with the under-18s; the kinds that the sharing agreement of the day names for a cohort (by default police
    and probation for all) with its members; who referred a member, where one agency alone can be meant; who referred
    somebody by a form, while that is open or what came of it holds; and who leads. A case without a lead gets one:
    youth justice under 18, probation where supervised, else the police. A lead that stands is a person's to change.
    """
    values = _values(on)
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
        cursor.execute("DROP TABLE IF EXISTS " + ", ".join(f"pg_temp.{table}" for table in TEMPORARY))
        cursor.execute(PEOPLE.format(of=of))
        cursor.execute("ANALYZE involvement_people")
        cursor.execute(CLOSE_LEADS_OF_THE_WITHDRAWN, values)
        cursor.execute(LEADS_TO_OPEN, values)
        cursor.execute(OPEN_LEADS, values)
        leads = cursor.rowcount
        opened, closed = _bring_into_line(cursor, values)
    if opened or closed or leads:
        log.ran("exchange.refresh_involvement", by=by, on=str(on), opened=opened, closed=closed, leads=leads)
    return Refreshed(opened, closed, leads)


def _bring_into_line(cursor: Any, values: dict[str, Any]) -> tuple[int, int]:
    cursor.execute(WHAT_SHOULD_HOLD, values)
    cursor.execute("ANALYZE involvement_wanted")
    cursor.execute(CLOSE, values)
    closed = cursor.rowcount
    cursor.execute(BEGIN_EARLIER, values)
    cursor.execute(TO_OPEN, values)
    cursor.execute(OPEN, values)
    return cursor.rowcount, closed


def _values(on: date) -> dict[str, Any]:
    return {
        "on": on,
        "probation": [str(provider) for provider in PROBATION_PROVIDERS],
        "referrers": [str(referrer) for referrer in REFERRER_KINDS],
        "referrer_kinds": [str(kind) for kind in REFERRER_KINDS.values()],
        "by_rule": [str(reason) for reason in BY_RULE],
    }
