"""The lines of who runs the scheme: what waits to be screened, decided and confirmed, for whom, and from when."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.roles import Role
from casefile.worklist.look import look
from casefile.worklist.scope import Whose, scope_of
from tests.casefile.test_scheme import as_
from tests.casefile.test_worklist import lines, of, wanted
from tests.cohorts.conftest import chair, coordinator, jarvis, leads, second, warden  # noqa: F401 (fixtures)
from tests.cohorts.rows import deselection, proposal, referral, referred_by
from tests.conftest import TODAY
from tests.factories import CohortFactory, InvolvementFactory, OffenderFactory
from tests.people import make_for

# ruff: noqa: F811
pytestmark = pytest.mark.django_db
DAY = timedelta(1)
KINDS = ("referral_screen", "referral_decide", "selection_second", "deselection_second")


def waiting(user, whose=Whose.AGENCY):
    return [(source, due) for source, due, _ in lines(user, whose) if source in KINDS]


def referred(who, status="screened", **values):
    """By a prison, on 10 March; screened on 17 March."""
    days = {"screened_on": None} if status == "referred" else {}
    row = referral(offender=who, status=status, **(days | values))
    referred_by(row, of("prison"))
    return row


@pytest.mark.parametrize(
    ("status", "values", "found"),
    [
        ("referred", {}, [("referral_screen", date(2019, 3, 17))]),
        ("screened", {}, [("referral_decide", date(2019, 4, 17))]),
        ("deferred", {"deferred_until": TODAY - DAY}, [("referral_decide", date(2019, 4, 30))]),
        ("deferred", {"deferred_until": TODAY}, [("referral_decide", date(2019, 4, 30))]),
        ("deferred", {"deferred_until": TODAY + DAY}, []),
        ("selected", {"ended_on": TODAY}, []),
        ("not_selected", {"ended_on": TODAY}, []),
        ("withdrawn", {"ended_on": TODAY, "ended_because": "Moved away."}, []),
    ],
)
def test_a_referral_waits_by_its_status(status, values, found, coordinator, jarvis):
    """A week from 10 March to screen; a month from 17 March, or from the day of the deferral, to decide."""
    referred(jarvis, status, **values)
    assert waiting(coordinator) == found


@pytest.mark.parametrize(
    ("agency", "role", "there"),
    [
        ("police", Role.PANEL_CHAIR, True),
        ("police", Role.SUPERVISOR, True),
        ("probation", Role.COORDINATOR, True),
        ("police", Role.PRACTITIONER, False),
        ("prison", Role.SUPERVISOR, False),
        ("housing", Role.COORDINATOR, False),
    ],
)
def test_they_are_for_who_may_decide(agency, role, there, jarvis):
    referred(jarvis), referred(jarvis, "referred", cohort=CohortFactory(code="KEYS", name="Keys"))
    deselection(offender=jarvis)
    found = {source for source, _ in waiting(make_for(agency, role))}
    assert found == ({"referral_screen", "referral_decide", "deselection_second"} if there else set())


def test_whom_ones_agency_does_not_know_is_on_no_list(coordinator):
    referred(OffenderFactory())
    assert waiting(coordinator) == []


def test_a_proposal_waits_for_a_second_person_and_not_for_who_made_it(coordinator, second, jarvis):
    proposal(referred(jarvis), created_by=coordinator)
    deselection(offender=jarvis, created_by=second)
    week = TODAY + 7 * DAY
    assert waiting(second) == [("selection_second", week)]
    assert waiting(coordinator) == [("deselection_second", week)]


def test_one_that_was_answered_waits_for_a_decision_again(coordinator, second, jarvis):
    answered = {"state": "turned_down", "answer": "Not yet.", "answered_by": second, "answered_on": TODAY}
    proposal(referred(jarvis), created_by=coordinator, **answered)
    deselection(offender=jarvis, created_by=coordinator, **answered)
    assert waiting(second) == [("referral_decide", date(2019, 4, 17))]


def test_nobody_is_asked_to_decide_on_whom_they_lead(coordinator, second, jarvis, leads):
    leads(second, jarvis)
    referred(jarvis), deselection(offender=jarvis, created_by=coordinator)
    proposal(referred(jarvis, cohort=CohortFactory(code="KEYS", name="Keys")), created_by=coordinator)
    assert waiting(second) == waiting(second, Whose.MINE) == []
    assert {source for source, _ in waiting(make_for("police", Role.SUPERVISOR))} == set(KINDS[1:])


def test_nor_on_whom_they_referred(coordinator, second, jarvis):
    row = referral(offender=jarvis)
    referred_by(row, of("probation"), created_by=second)
    assert (waiting(second), len(waiting(coordinator))) == ([], 1)
    proposal(row, created_by=coordinator)
    assert waiting(second) == []


@pytest.mark.parametrize("told_by", ["cohort", "route"])
def test_a_referral_of_victims_is_for_who_reads_of_them(told_by, coordinator, jarvis):
    """Of a cohort of victims, or by a MARAC alone; by another too it is a referral like any."""
    cohort = CohortFactory(code="DV", name="Domestic violence") if told_by == "cohort" else CohortFactory()
    row = referral(offender=jarvis, cohort=cohort)
    referred_by(row, of("police"), route="form" if told_by == "cohort" else "marac")
    scope = scope_of(coordinator, Whose.AGENCY)
    assert [(e.line.source, e.line.needs) for e in look(scope).entries] == [("referral_decide", ("victims",))]
    reads = scope.views[jarvis.pk]
    without = type(reads.levels)({part: level for part, level in reads.levels.of.items() if part != "victims"})
    scope = scope_of(coordinator, Whose.AGENCY)
    scope.views[jarvis.pk] = type(reads)(reads.how, without)
    assert look(scope).entries == []


def test_who_is_only_referred_is_there_for_that_alone(coordinator, jarvis):
    """The police know of him and work with him no more than that: that he is wanted is another's line."""
    referred(jarvis), wanted(jarvis)
    assert {source for source, _, _ in lines(coordinator)} == {"referral_decide"}


def test_a_line_leads_to_where_it_is_done(client, coordinator, second, jarvis):
    row = referred(jarvis)
    proposal(row, created_by=coordinator), deselection(offender=jarvis, created_by=coordinator)
    page = as_(client, second).get(reverse("worklist:today")).content.decode()
    assert reverse("scheme:referral", args=[jarvis.public_id, row.public_id]) in page
    assert reverse("scheme:of_person", args=[jarvis.public_id]) in page
    assert "A proposal waits for a second person: " + row.cohort.name in page
    assert "A deselection waits for a second person" in page
    assert "to be answered within 7 days" in page


def test_the_list_asks_as_often_for_many_as_for_one(coordinator, jarvis):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            found = waiting(coordinator)
        return len(asked), len(found)

    def waits(who):
        referred(who, "referred", cohort=keys), referred(who), deselection(offender=who)

    keys = CohortFactory(code="KEYS", name="Keys")
    waits(jarvis)
    queries()  # what the agreement says of a reader is read once
    one = queries()
    for number in range(5):
        who = OffenderFactory(family_name=f"Other{number}")
        InvolvementFactory(offender=who, agency=of("police"), reason="home_police")
        waits(who)
    assert (one[1], queries()) == (3, (one[0], 18))
