"""What the database refuses by itself about allocations, supports and transfers, through raw SQL."""

from datetime import date

import pytest

from agencies.models import Agency, User
from agencies.roles import Role
from allocation.models import (
    Allocation,
    HandoverItem,
    HandoverTick,
    NeighbourhoodCare,
    Support,
    Transfer,
    TransferConsent,
    WorkloadPoints,
)
from offenders.models import Consent
from tests import constraints
from tests.constraints import Held
from tests.factories import AgencyFactory, AreaFactory, InvolvementFactory, OffenderFactory
from tests.people import make_for

pytestmark = [pytest.mark.django_db, pytest.mark.services]
ON = date(2019, 3, 31)
ALLOCATION, SUPPORT, TRANSFER = "allocation_allocation", "allocation_support", "allocation_transfer"
POINTS, ITEM = "allocation_workloadpoints", "allocation_handoveritem"
TICK, ASKED = "allocation_handovertick", "allocation_transferconsent"


def people() -> list[User]:
    AgencyFactory(code="police", position=0), AgencyFactory(code="probation", position=1)
    AreaFactory(code="Luton"), AreaFactory(code="Bedford")
    return [make_for("police", role) for role in (Role.PRACTITIONER, Role.SUPERVISOR, Role.COORDINATOR)]


def allocations():
    """Of one person, one that waits and one that was refused."""
    officer, made_by, answered_by = people()
    person = OffenderFactory()
    held = {"offender": person, "agency": officer.agency, "officer": officer, "made_on": ON, "made_by": made_by}
    Allocation.objects.create(**held, state="waits")
    Allocation.objects.create(**held, state="refused", answered_by=answered_by, answered_on=ON)


def support():
    officer = people()[0]
    row = InvolvementFactory(reason="supports", agency=officer.agency)
    Support.objects.create(involvement=row, offender=row.offender)


def cares():
    """Of one person, one that was given back and one that runs."""
    by, person = people()[1], OffenderFactory()
    for number, back in enumerate((ON, None)):
        NeighbourhoodCare.objects.create(
            offender=person, area=person.area, agency=by.agency, team="Luton South", officer="PC Hall", eighths=40,
            bound=20, taken_on=ON, until_on=date(2019, 6, 30), made_by=by, given_back_on=back,
            given_back_by=by if back else None, given_back_because="Risen." if back else "",
            request_key=f"00000000-0000-4000-8000-00000000000{number}",
        )  # fmt: skip


def transfers(**more):
    """Of one person, one that is open and one that was refused."""
    by = people()
    held = {"offender": OffenderFactory(), "from_agency": Agency.objects.get(code="police"), "because": "Moved.",
            "to_agency": Agency.objects.get(code="probation"), "asked_on": ON, "asked_by": by[1]}  # fmt: skip
    Transfer.objects.create(**held, **more)
    Transfer.objects.create(**held, state="refused", answer="No.", answered_by=by[2], answered_on=ON)


def ticks():
    transfers()
    row = Transfer.objects.get(state="asked")
    for code in ("risk", "summary"):
        HandoverTick.objects.create(
            transfer=row, offender=row.offender, item=HandoverItem.objects.get(code=code), ticked_by=row.asked_by,
            ticked_on=ON,
        )  # fmt: skip


def asked():
    transfers()
    row = Transfer.objects.get(state="asked")
    for category in ("treatment", "health"):
        consent = Consent.objects.create(
            offender=row.offender, category=category, agency=row.from_agency, given_on=ON, how="Signed.",
            recorded_by=row.asked_by,
        )  # fmt: skip
        TransferConsent.objects.create(
            transfer=row, offender=row.offender, consent=consent, confirmed=True, how="Signed.",
            asked_by=row.asked_by, asked_on=ON,
        )  # fmt: skip


def other(role: str) -> str:
    return f"(SELECT u.id FROM agencies_user u WHERE u.email LIKE 'police.{role}%')"


def points():
    assert WorkloadPoints.objects.filter(factor="status").count() > 1


def nothing():
    return None


CARE = "allocation_neighbourhoodcare"
TABLE = [
    Held(
        "neighbourhood_care_one_at_a_time",
        cares,
        refused=f"UPDATE {CARE} SET given_back_on = NULL, given_back_by_id = NULL, given_back_because = ''",
        allowed=f"UPDATE {CARE} SET team = 'Luton North'",
    ),
    Held(
        "neighbourhood_care_until_a_later_day",
        cares,
        refused=f"UPDATE {CARE} SET until_on = taken_on",
        allowed=f"UPDATE {CARE} SET until_on = taken_on + 1",
    ),
    Held("neighbourhood_care_says_who_took_them", cares, refused=f"UPDATE {CARE} SET team = ''"),
    Held("neighbourhood_care_says_who_took_them", cares, refused=f"UPDATE {CARE} SET officer = ''"),
    Held(
        "neighbourhood_care_given_back_says_why",
        cares,
        refused=f"UPDATE {CARE} SET given_back_because = '' WHERE given_back_on IS NOT NULL",
    ),
    Held(
        "neighbourhood_care_given_back_says_why",
        cares,
        refused=f"UPDATE {CARE} SET given_back_on = taken_on - 1 WHERE given_back_on IS NOT NULL",
        allowed=f"UPDATE {CARE} SET given_back_on = taken_on + 1 WHERE given_back_on IS NOT NULL",
    ),
    Held(
        "workload_points_once_a_day",
        points,
        refused=f"UPDATE {POINTS} SET from_on = '2000-01-01' WHERE factor = 'status'",
        allowed=f"UPDATE {POINTS} SET value = 'RED', from_on = from_on + id::integer WHERE factor = 'status'",
    ),
    Held(
        "workload_points_end_after_they_begin",
        points,
        refused=f"UPDATE {POINTS} SET until_on = from_on",
        allowed=f"UPDATE {POINTS} SET until_on = from_on + 1",
    ),
    Held("workload_points_have_a_source", points, refused=f"UPDATE {POINTS} SET source = ''"),
    Held("handover_item_once_a_day", nothing, refused=f"UPDATE {ITEM} SET code = 'risk'"),
    Held(
        "handover_item_ends_after_it_begins",
        nothing,
        refused=f"UPDATE {ITEM} SET until_on = from_on",
        allowed=f"UPDATE {ITEM} SET until_on = from_on + 1",
    ),
    Held("handover_item_has_a_source", nothing, refused=f"UPDATE {ITEM} SET source = ''"),
    Held(
        "allocation_one_waits_a_person",
        allocations,
        refused=f"UPDATE {ALLOCATION} SET state = 'waits'",
        allowed=f"UPDATE {ALLOCATION} SET state = 'made'",
    ),
    Held(
        "allocation_overridden_with_a_reason",
        allocations,
        refused=f"UPDATE {ALLOCATION} SET because = ''",
        allowed=f"UPDATE {ALLOCATION} SET recommended_id = made_by_id, because = 'She speaks Polish.'",
    ),
    Held(
        "allocation_second_approval_is_anothers",
        allocations,
        refused=f"UPDATE {ALLOCATION} SET state = 'refused' WHERE state = 'withdrawn'",
        allowed=f"UPDATE {ALLOCATION} SET answered_by_id = made_by_id, state = 'withdrawn' WHERE state = 'refused'",
    ),
    Held(
        "allocation_answered_says_when_and_by_whom",
        allocations,
        refused=f"UPDATE {ALLOCATION} SET answered_on = made_on - 1 WHERE state = 'refused'",
        allowed=f"UPDATE {ALLOCATION} SET answered_on = made_on + 1 WHERE state = 'refused'",
    ),
    Held(
        "allocation_ended_is_answered",
        allocations,
        refused=f"UPDATE {ALLOCATION} SET state = 'withdrawn' WHERE state = 'made'",
        allowed=f"UPDATE {ALLOCATION} SET state = 'made' WHERE state = 'waits'",
    ),
    Held(
        "support_started_for_a_reason",
        support,
        refused=f"UPDATE {SUPPORT} SET because = ''",
        allowed=f"UPDATE {SUPPORT} SET started_by_id = {other('practitioner')}, because = 'Heroin.'",
    ),
    Held(
        "support_ended_for_a_reason",
        support,
        refused=f"UPDATE {SUPPORT} SET ended_because = ''",
        allowed=f"UPDATE {SUPPORT} SET ended_by_id = {other('practitioner')}, ended_because = 'Done.'",
    ),
    Held(
        "transfer_one_open_a_person",
        transfers,
        refused=f"UPDATE {TRANSFER} SET state = 'asked', answered_by_id = NULL, answered_on = NULL",
        allowed=f"UPDATE {TRANSFER} SET state = 'withdrawn' WHERE state = 'refused'",
    ),
    Held(
        "transfer_goes_somewhere_else",
        transfers,
        refused=f"UPDATE {TRANSFER} SET to_area_id = NULL",
        allowed=f"UPDATE {TRANSFER} SET to_agency_id = from_agency_id, from_area_id = (SELECT min(id) FROM "
        "agencies_area), to_area_id = (SELECT max(id) FROM agencies_area)",
    ),
    Held(
        "transfer_of_area_is_between_two",
        transfers,
        refused=f"UPDATE {TRANSFER} SET from_area_id = (SELECT min(id) FROM agencies_area), "
        "to_area_id = (SELECT min(id) FROM agencies_area)",
        allowed=f"UPDATE {TRANSFER} SET from_area_id = (SELECT min(id) FROM agencies_area)",
    ),
    Held("transfer_says_why", transfers, refused=f"UPDATE {TRANSFER} SET because = ''"),
    Held(
        "transfer_answered_says_when_and_by_whom",
        transfers,
        refused=f"UPDATE {TRANSFER} SET answered_on = asked_on - 1 WHERE state = 'refused'",
        allowed=f"UPDATE {TRANSFER} SET answered_on = asked_on + 1 WHERE state = 'refused'",
    ),
    Held(
        "transfer_ended_says_why",
        transfers,
        refused=f"UPDATE {TRANSFER} SET state = 'refused' WHERE state = 'accepted'",
        allowed=f"UPDATE {TRANSFER} SET answer = '', state = 'accepted' WHERE state = 'refused'",
    ),
    Held(
        "transfer_second_approval_is_anothers",
        transfers,
        refused=f"UPDATE {TRANSFER} SET approved_by_id = asked_by_id, approved_on = asked_on",
        allowed=f"UPDATE {TRANSFER} SET approved_by_id = {other('coordinator')}, approved_on = asked_on",
    ),
    Held(
        "transfer_approved_says_by_whom",
        transfers,
        refused=f"UPDATE {TRANSFER} SET approved_by_id = NULL, approved_on = NULL WHERE state = 'approved'",
        allowed=f"UPDATE {TRANSFER} SET state = 'approved', approved_by_id = {other('coordinator')}, "
        "approved_on = asked_on WHERE state = 'asked'",
    ),
    Held("handover_tick_once", ticks, refused=f"UPDATE {TICK} SET item_id = (SELECT min(item_id) FROM {TICK})"),
    Held(
        "transfer_consent_once", asked, refused=f"UPDATE {ASKED} SET consent_id = (SELECT min(consent_id) FROM {ASKED})"
    ),
    Held("transfer_consent_says_how", asked, refused=f"UPDATE {ASKED} SET how = ''"),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("allocation")
