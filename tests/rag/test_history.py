"""What follows from the decided history: decisions that hold, runs of three months, and what a panel should look at."""

from datetime import date

import pytest

from rag.models import Status
from rag.rules import Facts, Stay, current_run, member_since, status_on, what_follows
from tests.rag.made import ON, arrest, d, decided, report
from tests.rag.scheme import changed, version_1

OTHERS = ("AMBER", "AMBER+", "RED", "BLUE")
ALWAYS = (Stay(date(2017, 1, 1), None),)


def stay(start, end=None):
    return Stay(d(start), d(end) if end else None)


@pytest.mark.parametrize(
    ("decisions", "status"),
    [
        ([], None),
        ([decided("04-01", "RED")], None),  # after the day
        ([decided("03-31", "RED")], "RED"),
        ([decided("01-01", "GREEN"), decided("02-01", "AMBER")], "AMBER"),  # until the next
        ([decided("02-01", "AMBER"), decided("01-01", "GREEN")], "AMBER"),  # in whatever order they are read
        ([decided("02-01", "AMBER", "interim", "R9"), decided("02-01", "GREEN", "panel", "R1")], "GREEN"),
        ([decided("02-01", "AMBER", "panel", "R2"), decided("02-01", "GREEN", "panel", "R10")], "AMBER"),
        ([decided("02-01", "AMBER", "panel", "a"), decided("02-01", "GREEN", "panel", "Z")], "AMBER"),
        ([decided("02-01", "AMBER", "panel", "é"), decided("02-01", "GREEN", "panel", "z")], "AMBER"),
        ([decided("02-01", "AMBER", "interim", "R2"), decided("02-01", "GREEN", "interim", "R1")], "AMBER"),
        (
            [decided("02-01", "AMBER", "panel"), decided("02-02", "GREEN", "interim")],
            "GREEN",
        ),  # a later day is the next
    ],
)
def test_a_decision_holds_until_the_next(decisions, status):
    assert status_on(decisions, ON) == status


@pytest.mark.parametrize(
    ("stays", "since"),
    [
        ([], None),
        ([stay("01-15")], "01-15"),
        ([stay("03-31")], "03-31"),
        ([stay("04-01")], None),
        ([stay("01-15", "03-31")], None),  # not on the day of deselection itself
        ([stay("01-15", "04-01")], "01-15"),
        ([stay("01-15", "02-15"), stay("02-16")], "02-16"),  # a day between: a new selection
        ([stay("01-15", "02-15"), stay("02-15")], "01-15"),  # they touch: moved to another cohort
        ([stay("01-15", "02-15"), stay("02-01", "03-01"), stay("03-01")], "01-15"),
        ([stay("01-15"), stay("02-01", "02-10")], "01-15"),  # one inside another
        ([stay("01-15", "02-01"), stay("02-10", "02-10"), stay("03-01")], "03-01"),  # a membership of no day
    ],
)
def test_since_when_somebody_has_been_a_member(stays, since):
    assert member_since(stays, ON) == (d(since) if since else None)


@pytest.mark.parametrize(
    ("decisions", "stays", "run"),
    [
        ([decided("01-01", "GREEN")], ALWAYS, ("GREEN", "01-01")),
        ([decided("01-01", "GREEN"), decided("02-01", "GREEN")], ALWAYS, ("GREEN", "01-01")),  # confirmed
        ([decided("01-01", "GREEN"), decided("02-01", "AMBER"), decided("03-01", "GREEN")], ALWAYS, ("GREEN", "03-01")),
        # an interim decision that the panel of the same day overruled never held
        (
            [decided("01-01", "GREEN"), decided("02-01", "AMBER", "interim"), decided("02-01", "GREEN")],
            ALWAYS,
            ("GREEN", "01-01"),
        ),
        # the decision holds across a deselection and a new selection, the run does not
        ([decided("01-01", "GREEN")], [stay("2018-01-01", "02-01"), stay("03-01")], ("GREEN", "03-01")),
        ([decided("01-01", "GREEN")], [stay("2018-01-01", "02-01"), stay("02-01")], ("GREEN", "01-01")),
        ([decided("01-01", "GREEN")], [stay("2018-01-01", "02-01")], None),  # no member today
        ([], ALWAYS, None),
    ],
)
def test_a_run_is_broken_by_another_status_and_by_a_new_selection(decisions, stays, run):
    found = current_run(decisions, stays, ON)
    assert found == (None if run is None else (run[0], d(run[1])))


@pytest.mark.parametrize(
    ("status", "since", "on", "proposed", "kind"),
    [
        # Green since g, and g plus three months <= day
        ("GREEN", "2018-12-30", "2019-03-31", "GREEN", "may_enter_reactive_management"),
        ("GREEN", "2018-12-31", "2019-03-31", "GREEN", "may_enter_reactive_management"),
        ("GREEN", "2019-01-01", "2019-03-31", "GREEN", None),
        ("GREEN", "2019-01-01", "2019-04-01", "GREEN", "may_enter_reactive_management"),
        # months are clipped: 30 November and three months is 28 February, 29 in a leap year
        ("GREEN", "2018-11-30", "2019-02-28", "GREEN", "may_enter_reactive_management"),
        ("GREEN", "2018-11-30", "2019-02-27", "GREEN", None),
        ("GREEN", "2019-11-30", "2020-02-28", "GREEN", None),
        ("GREEN", "2019-11-30", "2020-02-29", "GREEN", "may_enter_reactive_management"),
        # still proposed GREEN
        ("GREEN", "2018-01-01", "2019-03-31", "AMBER", None),
        ("GREEN", "2018-01-01", "2019-03-31", "BLUE", None),
        # three months in reactive management, and still proposed GREEN
        ("GREEN_RM", "2018-12-31", "2019-03-31", "GREEN", "deselection_due"),
        ("GREEN_RM", "2019-01-01", "2019-03-31", "GREEN", None),
        # any proposal other than GREEN for somebody in reactive management
        *[
            ("GREEN_RM", "2019-03-31", "2019-03-31", status, "back_to_panel")
            for status in ("AMBER", "AMBER+", "RED", "BLUE")
        ],
        ("GREEN_RM", "2018-01-01", "2019-03-31", "AMBER", "back_to_panel"),
        # other statuses lead to nothing, however long
        *[(status, "2017-01-01", "2019-03-31", "GREEN", None) for status in OTHERS],
    ],
)
def test_what_follows(status, since, on, proposed, kind):
    facts = Facts(decisions=(decided(since, status),), memberships=ALWAYS)
    follows = what_follows(facts, Status(proposed), d(on), version_1())
    assert [follow.kind for follow in follows] == ([kind] if kind else [])
    assert all(follow.since == d(since) for follow in follows)


def test_the_sentence_says_since_when_and_never_which_status_is_proposed():
    facts = Facts(decisions=(decided("2018-10-01", "GREEN_RM"),), memberships=ALWAYS)
    (follow,) = what_follows(facts, Status.RED, ON, version_1())
    assert follow.text == "In reactive management since 1 October 2018, and no longer proposed GREEN: back to the panel"


def test_the_months_are_data_of_the_scheme():
    facts = Facts(decisions=(decided("02-28", "GREEN"),), memberships=ALWAYS)
    assert what_follows(facts, Status.GREEN, ON, version_1()) == []
    assert len(what_follows(facts, Status.GREEN, ON, changed(green_months=1))) == 1


STABLE = {f"pathway {n}": False for n in range(6)}


@pytest.mark.parametrize(
    ("levels", "met"),
    [
        ({**STABLE, "health": True, "finance": True}, True),  # 6 of 8: three quarters
        ({**STABLE, "pathway 0": True, "health": True, "finance": True}, False),  # 5 of 8
        ({**STABLE, "health": False, "finance": None}, False),  # one was never assessed
        ({}, False),
    ],
)
def test_the_evidence_for_code_2(levels, met):
    assert [e.met for e in due(levels=levels).evidence if e.deselection_code == "2"] == [met]


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({}, [True, True]),
        ({"arrests": (arrest("2018-10-01", 1),)}, [False, True]),  # (30 September, 31 March]
        ({"arrests": (arrest("2018-09-30", 1),)}, [True, True]),
        ({"arrests": (arrest("2018-10-01", [5]),)}, [True, True]),  # no positive disposal
        ({"reports": (report("2018-10-01", "3B", "association"),)}, [True, False]),  # any kind, any source
        ({"reports": (report("2018-10-01", "1C"),)}, [True, True]),
        ({"reports": (report("2018-09-30", "1A"),)}, [True, True]),
    ],
)
def test_the_evidence_for_code_1(facts, met):
    assert [e.met for e in due(**facts).evidence if e.deselection_code == "1"] == met


def due(levels=None, **facts):
    facts = Facts(decisions=(decided("2018-10-01", "GREEN_RM"),), memberships=ALWAYS, **facts)
    (follow,) = what_follows(facts, Status.GREEN, ON, version_1(), levels)
    return follow
