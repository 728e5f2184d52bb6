"""Figures that add up in many lines at once: what a reader can work out, by trying every register that fits."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.rules.suppression import Line, Showing
from reporting.rules.withholding import bounds, withhold

NEED, NONE, ASSESSED, NEVER, MEMBERS = "need", "none", "assessed", "never", "members"
LINES = [Line((NEED, NONE), ASSESSED), Line((ASSESSED, NEVER), MEMBERS)]


def register(need, none, never):
    return {NEED: need, NONE: none, ASSESSED: need + none, NEVER: never, MEMBERS: need + none + never}


def fits(found, showing, values):
    """Whether a reader could think so: what is shown is equal, what is few is few."""
    return all(
        found[key] == values[key] if showing[key] is Showing.SHOWN else showing[key] is Showing.HIDDEN or found[key] < 5
        for key in values
    )


# By hand. 31 of 94 assessed, 12 with a need: nothing is small.
@pytest.mark.parametrize(
    ("need", "none", "never", "few", "hidden"),
    [
        (12, 19, 63, set(), set()),
        (5, 19, 63, set(), set()),
        # 4 and 19 of 23: the 19 goes, the smallest that is shown beside it; 23 may stay.
        (4, 19, 63, {NEED}, {NONE}),
    ],
)
def test_what_is_shown_of_31_of_94(need, none, never, few, hidden):
    showing = withhold(register(need, none, never), LINES)
    assert {key for key, how in showing.items() if how is Showing.FEW} == few
    assert {key for key, how in showing.items() if how is Showing.HIDDEN} >= hidden


def test_one_line_closes_what_another_leaves_open():
    """63 of 94 were never assessed, so 31 were, whatever stands in that cell: it hides nothing by not being shown."""
    values = register(3, 28, 63)
    showing = dict.fromkeys(values, Showing.SHOWN) | {NEED: Showing.FEW, ASSESSED: Showing.HIDDEN}
    assert bounds(values, showing, LINES)[NEED] == (3, 3)
    assert bounds(values, withhold(values, LINES), LINES)[NEED] == (0, 4)


@settings(max_examples=60, deadline=None)
@given(need=st.integers(0, 14), none=st.integers(0, 14), never=st.integers(0, 14))
def test_every_register_that_fits_leaves_doubt(need, none, never):
    values = register(need, none, never)
    showing = withhold(values, LINES)
    possible = [one for parts in product(range(35), repeat=3) if fits(one := register(*parts), showing, values)]
    for key, how in showing.items():
        seen = {one[key] for one in possible}
        assert how is not Showing.SHOWN or values[key] >= 5
        assert how is not Showing.FEW or seen == set(range(5))
        assert how is not Showing.HIDDEN or len(seen) >= 5


def test_of_nobody_nothing_is_told():
    assert Showing.SHOWN not in withhold(register(0, 0, 0), LINES).values()
