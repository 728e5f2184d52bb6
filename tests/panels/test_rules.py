"""The order of an agenda, when a reason is owed, the ways of a panel and of an action."""

from datetime import date

import pytest

from agencies.categories import Category
from panels import rules
from panels.models import ActionStatus, PanelStatus
from panels.rules import Candidate, Step
from rag.models import Status
from rag.rules import Code, Reason


def order(*people: Candidate) -> list[str]:
    return [who.name for who in rules.agenda(people)]


def who(name: str, proposed: str, *, decided: str | None = None, rank: int | None = None, pk: int = 1) -> Candidate:
    return Candidate(pk, Status(decided) if decided else None, Status(proposed), rank, name)


def test_worst_first_and_custody_last():
    people = [who(status, status) for status in ("BLUE", "GREEN", "AMBER", "AMBER+", "RED")]
    assert order(*people) == ["RED", "AMBER+", "AMBER", "GREEN", "BLUE"]


@pytest.mark.parametrize(
    ("proposed", "first"), [("AMBER", True), ("AMBER+", True), ("RED", True), ("BLUE", True), ("GREEN", False)]
)
def test_back_from_reactive_management_stands_at_the_top(proposed, first):
    back = who("Kane", proposed, decided="GREEN_RM")
    assert (order(who("Adams", "RED"), back)[0] == "Kane") is first


def test_only_reactive_management_comes_back():
    assert order(who("Adams", "RED"), who("Kane", "AMBER", decided="GREEN")) == ["Adams", "Kane"]


def test_alike_by_rank_then_by_name():
    people = [
        who("Young", "AMBER", rank=3),
        who("Baker", "AMBER"),
        who("Abbot", "AMBER"),
        who("Zane", "AMBER", rank=2),
    ]
    assert order(*people) == ["Zane", "Young", "Abbot", "Baker"]


def test_namesakes_keep_one_order():
    a, b = who("Smith", "RED", pk=2), who("Smith", "RED", pk=1)
    assert [p.offender_id for p in rules.agenda([a, b])] == [1, 2]


@pytest.mark.parametrize(
    ("shown", "decided", "owed"),
    [
        ("AMBER", "AMBER", False),
        ("AMBER", "GREEN", True),
        ("GREEN", "GREEN_RM", True),  # reactive management is never proposed
        (None, "RED", True),  # the proposal is not shown to who decides
    ],
)
def test_when_a_reason_is_owed(shown, decided, owed):
    assert rules.reason_owed(shown, Status(decided)) is owed


@pytest.mark.parametrize("status", PanelStatus)
@pytest.mark.parametrize("step", Step)
def test_every_way_of_a_panel(status, step):
    allowed = {
        ("planned", "issue"): "issued",
        ("planned", "cancel"): "cancelled",
        ("issued", "take_back"): "planned",
        ("issued", "open"): "open",
        ("issued", "cancel"): "cancelled",
        ("open", "end"): "ended",
        ("ended", "resume"): "open",
        ("ended", "close"): "closed",
    }
    assert rules.PANEL_STEPS.get((status, step)) == allowed.get((status.value, step.value))


@pytest.mark.parametrize("status", ActionStatus)
@pytest.mark.parametrize("step", Step)
def test_every_way_of_an_action(status, step):
    allowed = {("open", "finish"): "done", ("open", "cancel"): "cancelled"}
    assert rules.ACTION_STEPS.get((status, step)) == allowed.get((status.value, step.value))


@pytest.mark.parametrize(
    ("held_on", "today", "last", "allowed"),
    [
        (date(2019, 3, 31), date(2019, 3, 31), None, True),
        (date(2019, 3, 1), date(2019, 3, 31), None, True),
        (date(2019, 2, 28), date(2019, 3, 31), None, False),  # last month's
        (date(2018, 3, 31), date(2019, 3, 31), None, False),
        (date(2019, 3, 31), date(2019, 3, 30), None, False),  # tomorrow's
        (date(2019, 3, 20), date(2019, 3, 31), date(2019, 3, 20), False),
        (date(2019, 3, 21), date(2019, 3, 31), date(2019, 3, 20), True),
    ],
)
def test_the_day_of_a_panel(held_on, today, last, allowed):
    assert rules.held_on_allowed(held_on, today, last) is allowed


@pytest.mark.parametrize(("due", "allowed"), [(30, False), (31, True)])
def test_an_action_is_not_due_before_its_panel(due, allowed):
    assert rules.due_on_allowed(date(2019, 3, due), date(2019, 3, 31)) is allowed


@pytest.mark.parametrize(("due", "late"), [(30, True), (31, False)])
def test_overdue_from_the_day_after(due, late):
    assert rules.overdue(date(2019, 3, due), date(2019, 3, 31)) is late


COMPARED = "Arrested 18 March 2019 for an offence of severity 5; severity 3 on 2 January 2019"


@pytest.mark.parametrize(
    ("compared", "arrests", "said"),
    [
        (COMPARED, "Arrested 18 March 2019", [COMPARED]),
        (COMPARED, "Arrested 18 March 2019; Arrested 18 March 2019", [COMPARED]),
        (COMPARED, "Arrested 18 March 2019; Arrested 11 March 2019", [COMPARED, "Arrested 11 March 2019"]),
        (COMPARED, "Arrested 8 March 2019", [COMPARED, "Arrested 8 March 2019"]),
        (COMPARED, "Arrested 18 March 2019; and 2 more", [COMPARED]),
        (None, "Arrested 18 March 2019", ["Arrested 18 March 2019"]),
    ],
)
def test_a_list_names_an_arrest_once(compared, arrests, said):
    reasons = [Reason(Code.ARREST, arrests, Category.OFFENDING)]
    if compared:
        reasons.insert(0, Reason(Code.ARREST_SIMILAR_OR_HIGHER, compared, Category.OFFENDING))
    assert rules.without_repeats(reasons) == said
