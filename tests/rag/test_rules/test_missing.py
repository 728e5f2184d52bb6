"""What is not on record and could make the proposal another (issue 6): each gap at its edge, by hand."""

import pytest

from agencies.categories import Category
from rag.rules import Booked, Facts, Missing, propose_fully
from rag.status import Status
from tests.rag.made import KEPT, ON, arrest, d, due, marker, number, sample, spell
from tests.rag.scheme import version_1

AMBER, AMBER_PLUS, GREEN = Status.AMBER, Status.AMBER_PLUS, Status.GREEN


def booked(on, agency="probation"):
    return Booked(next(number), d(on), agency, agency.capitalize())


def gaps(engaged=True, **facts):
    """(text, could_be) of each, for somebody who kept an appointment today unless `engaged` is False."""
    if engaged:
        facts["appointments"] = (*facts.get("appointments", ()), KEPT._replace(due_on=ON))
    known = Facts(**{name: tuple(rows) for name, rows in facts.items()})
    return [(gap.text, gap.could_be) for gap in propose_fully(known, ON, version_1()).missing]


def test_nothing_is_missing_where_nothing_is_waited_for():
    assert gaps() == []


NO_OUTCOME = "No outcome recorded of an appointment with Probation since 3 March 2019"


def test_an_appointment_without_its_outcome_could_be_the_drop_that_nobody_has_seen():
    # Kept 1 of 1 in the last month: a miss makes it 1 of 2, with 1 of 1 in the three months before: a drop.
    assert gaps(booked=[booked("03-03")], appointments=[due("02-10")]) == [(NO_OUTCOME, (AMBER,))]


def test_without_a_share_to_compare_with_a_miss_beside_what_was_kept_changes_nothing():
    assert gaps(booked=[booked("03-03")]) == []


def test_an_appointment_without_its_outcome_could_be_what_shows_green():
    # Proposed AMBER, since nothing shows engagement. Kept makes it GREEN; missed is another reason for AMBER.
    assert gaps(engaged=False, booked=[booked("03-03")]) == [(NO_OUTCOME, (GREEN,))]


def test_one_agency_more_that_was_missed_could_be_amber_plus():
    # Of police one miss already and nothing kept with anybody: AMBER. A miss with probation is the second agency; kept
    # would be 1 of 2, with nothing before to compare it with: GREEN.
    found = gaps(engaged=False, booked=[booked("03-03")], appointments=[due("03-10", "missed", "police")])
    assert found == [(NO_OUTCOME, (AMBER_PLUS, GREEN))]


@pytest.mark.parametrize(("day", "named"), [("02-28", False), ("03-01", True), ("03-30", True), ("03-31", False)])
def test_only_what_lies_in_the_month_and_whose_day_is_over(day, named):
    """28 February lies before the last month; today's appointment may still be kept."""
    assert bool(gaps(engaged=False, booked=[booked(day)])) == named


def test_appointments_of_one_agency_are_one_gap_from_the_first_on():
    found = gaps(engaged=False, booked=[booked("03-20"), booked("03-03"), booked("03-21", "police")])
    assert [text for text, _ in found] == [
        "No outcome recorded of an appointment with Police since 21 March 2019",
        "No outcome recorded of 2 appointments with Probation since 3 March 2019",
    ]


def test_how_somebody_engaged_before_a_release_could_make_it_amber_plus():
    text = "Engagement before the release of 19 March 2019 is not recorded"
    assert gaps(custody=[spell("01-02", "03-19")]) == [(text, (AMBER_PLUS,))]
    assert gaps(custody=[spell("01-02", "03-19", "good")]) == []
    assert gaps(custody=[spell("01-02", "03-19", "poor")]) == []


def test_a_disposal_to_come_could_make_an_arrest_the_one_to_compare_with():
    # Arrested on 10 March, severity 3. The arrest of 5 January, severity 2, ended on bail: charged, it is the one
    # before, and 3 is at least 2.
    text = "No disposal yet of the arrest of 5 January 2019"
    before = arrest("01-05", [2])._replace(offences=(arrest("01-05", [2]).offences[0]._replace(open=True),))
    assert gaps(arrests=[arrest("03-10", [3]), before]) == [(text, (AMBER_PLUS,))]


def test_a_disposal_that_nothing_follows_is_not_missing():
    assert gaps(arrests=[arrest("03-10", [3]), arrest("01-05", [2])]) == []


def test_while_the_status_stands_alone_nothing_could_change_it():
    inside = [spell("03-01"), spell("01-02", "02-20")]
    assert gaps(engaged=False, custody=inside, booked=[booked("03-03")]) == []
    assert gaps(engaged=False, wanted=[marker("03-01")], booked=[booked("03-03")]) == []


def test_where_only_the_reasons_could_change_no_status_is_named():
    # AMBER+ for a positive test. A miss would be one more reason, and kept would take one away.
    found = gaps(engaged=False, tests=[sample("03-19", "positive")], booked=[booked("03-03")])
    assert found == [(NO_OUTCOME, ())]


def test_a_gap_stands_in_the_category_of_its_facts():
    known = Facts(booked=(booked("03-03"),))
    assert propose_fully(known, ON, version_1()).missing == (
        Missing("appointment_outcome", NO_OUTCOME, Category.ENGAGEMENT, (GREEN,)),
    )
