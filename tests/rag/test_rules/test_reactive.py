"""Reactive management by its days (spec/rag.md, "What follows from the decided history")."""

from datetime import date, timedelta

import pytest

from rag.rules import StatusRun, reactive
from rag.rules.reactive import Stage
from tests.rag.scheme import version_1


@pytest.mark.parametrize(
    ("status", "since", "stage", "due_on"),
    [
        ("GREEN", date(2019, 1, 1), Stage.BEFORE, date(2019, 4, 1)),
        ("GREEN", date(2018, 11, 30), Stage.BEFORE, date(2019, 2, 28)),  # February has no 30th
        ("GREEN_RM", date(2019, 1, 1), Stage.WITHIN, date(2019, 4, 1)),
    ],
)
def test_three_months_of_either(status, since, stage, due_on):
    found = reactive(StatusRun(status, since), version_1())
    assert found is not None and (found.stage, found.since, found.due_on) == (stage, since, due_on)
    days = [found.due(due_on + timedelta(n)) for n in (-1, 0, 1)]
    assert days == [False, True, True]


@pytest.mark.parametrize("status", ["RED", "AMBER+", "AMBER", "BLUE"])
def test_nobody_else_has_such_days(status):
    assert reactive(StatusRun(status, date(2019, 1, 1)), version_1()) is None


def test_who_has_no_status_has_none():
    assert reactive(None, version_1()) is None
