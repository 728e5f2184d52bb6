"""The figures of meetings, worked out by hand."""

from datetime import date

import pytest

from panels import rules as panels
from rag.models import Status
from reporting.rules.meetings import (
    ALL,
    WORST_FIRST,
    Decided,
    Given,
    Meeting,
    against,
    counts,
    groups,
    showing,
    state_of,
)
from reporting.rules.suppression import Showing

ON = date(2019, 5, 1)
RED, AMBER_PLUS, AMBER, GREEN, GREEN_RM, BLUE = (
    Status.RED, Status.AMBER_PLUS, Status.AMBER, Status.GREEN, Status.GREEN_RM, Status.BLUE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("proposed", "decided", "how"),
    [
        (AMBER, AMBER, "same"),
        (AMBER, AMBER_PLUS, "worse"),
        (AMBER, GREEN, "better"),
        (RED, AMBER_PLUS, "better"),
        (GREEN, GREEN_RM, "same"),  # a proposal is never GREEN RM
        (AMBER, GREEN_RM, "better"),
        (BLUE, GREEN, "other"),
        (RED, BLUE, "other"),
        (BLUE, BLUE, "same"),
    ],
)
def test_a_decision_against_its_proposal(proposed, decided, how):
    assert against(proposed, decided) == how


@pytest.mark.parametrize(
    ("due", "ended", "done", "state"),
    [
        (14, date(2019, 4, 14), True, "in_time"),
        (14, date(2019, 4, 15), True, "late"),
        (14, date(2019, 4, 20), False, "cancelled"),
        (30, None, False, "overdue"),
    ],
)
def test_an_action(due, ended, done, state):
    assert state_of(Given(date(2019, 4, due), ended, done), ON) == state


def test_the_order_is_that_of_the_agenda():
    assert (*WORST_FIRST, BLUE) == panels.WORST_FIRST


def test_what_is_due_today_is_not_overdue():
    assert state_of(Given(ON), ON) == "open"


def first() -> Meeting:
    """Five decided and two left; five actions, each of another state."""
    return Meeting(
        1, "Luton", "RAG panel", date(2019, 4, 2), 120, frozenset({"Police", "Probation"}), True,
        [
            Decided(AMBER, AMBER), Decided(AMBER, GREEN, with_reason=True), Decided(GREEN, AMBER_PLUS),
            Decided(GREEN, GREEN_RM), Decided(AMBER, BLUE, with_reason=True),
        ],
        2,
        [
            Given(date(2019, 4, 14), date(2019, 4, 14), done=True),
            Given(date(2019, 4, 14), date(2019, 4, 15), done=True),
            Given(date(2019, 4, 14), date(2019, 4, 16)),
            Given(date(2019, 5, 1)),
            Given(date(2019, 4, 30)),
        ],
    )  # fmt: skip


def second(same: int = 9, worse: int = 7) -> Meeting:
    decided = [Decided(AMBER, AMBER)] * same + [Decided(GREEN, AMBER)] * worse
    return Meeting(2, "Luton", "RAG panel", date(2019, 5, 1), 90, frozenset({"Police"}), False, decided, 6)


def test_one_meeting_counted_by_hand():
    assert counts([first()], ON) == {
        "people": 7, "same": 2, "worse": 1, "better": 1, "other": 1, "left": 2, "differing": 3, "with_reason": 2,
        "without_reason": 1,
        "given": 5, "in_time": 1, "late": 1, "cancelled": 1, "open": 1, "overdue": 1,
    }  # fmt: skip


def test_a_year_of_an_area_and_kind():
    """2 + 9 as proposed; 120 and 90 minutes: of two the shorter; the police twice, probation once."""
    elsewhere = Meeting(3, "Bedford", "RAG panel", date(2019, 4, 3), 60)
    bedford, luton = groups([second(), first(), elsewhere], ON)
    assert (bedford.area, [one.key for one in luton.meetings]) == ("Bedford", [1, 2])
    assert (luton.cells[1, "same"], luton.cells[2, "same"], luton.cells[ALL, "same"]) == (2, 9, 11)
    assert (luton.cells[ALL, "people"], luton.cells[ALL, "left"]) == (29, 8)
    assert luton.middle_minutes == 90
    assert luton.attendance() == [("Police", 2), ("Probation", 1)]
    assert (luton.with_quorum, bedford.with_quorum) == ((1, 2), (0, 0))


def test_small_figures_are_hidden_and_no_total_gives_them_away():
    """Of the first 2 as proposed, and of the second 9: 11 in all would give the 2 away."""
    (luton,) = groups([first(), second()], ON)
    how = showing(luton)
    assert how[1, "same"] is Showing.FEW
    shown = [how[2, "same"], how[ALL, "same"]]
    assert shown != [Showing.SHOWN, Showing.SHOWN]
    assert how[1, "people"] is not Showing.FEW  # 7 people


def differing(with_reason: int, without: int) -> Meeting:
    """Fifteen: five worse, five better, five otherwise. And 20 as proposed, 6 left: nothing else is small."""
    reasons = [True] * with_reason + [False] * without
    ways = [(GREEN, AMBER)] * 5 + [(AMBER, GREEN)] * 5 + [(AMBER, BLUE)] * 5
    decided = [Decided(*way, with_reason=one) for way, one in zip(ways, reasons, strict=True)]
    return Meeting(
        4, "Luton", "RAG panel", date(2019, 4, 2), 60, decided=[Decided(AMBER, AMBER)] * 20 + decided, left=6
    )


# By hand: 15 less the 13 with a reason would say that 2 have none, so one of the 15 and the 13 goes at least; of 3 with
# a reason one of the 15 and the 12 without. Of 5 and 10 nothing is small.
@pytest.mark.parametrize(
    ("with_reason", "without", "few"),
    [(13, 2, "without_reason"), (11, 4, "without_reason"), (3, 12, "with_reason"), (5, 10, ""), (10, 5, "")],
)
def test_those_with_a_reason_do_not_give_away_those_without(with_reason, without, few):
    (luton,) = groups([differing(with_reason, without)], ON)
    how, names = showing(luton), ("differing", "with_reason", "without_reason")
    for key in (4, ALL):
        assert [luton.cells[key, name] for name in names] == [15, with_reason, without]
        shown = {name for name in names if how[key, name] is Showing.SHOWN}
        if few:
            assert how[key, few] is Showing.FEW
            assert len(shown) <= 1
        else:
            assert shown == set(names)
