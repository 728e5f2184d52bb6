"""Time on the scheme, whatever the cohort."""

import pytest

from reporting.rules.episodes import episodes
from reporting.rules.facts import Membership
from tests.reporting.test_rules.made import day, held


@pytest.mark.parametrize(
    ("times", "starts"),
    [
        (["2017-01-01 2017-06-01", "2017-06-01 2017-09-01"], ["2017-01-01"]),  # touch
        (["2017-01-01 2017-06-01", "2017-05-01 2017-09-01"], ["2017-01-01"]),  # overlap
        (["2017-01-01 2017-06-01", "2017-06-02 2017-09-01"], ["2017-01-01", "2017-06-02"]),  # a day between
        (["2017-01-01", "2018-01-01"], ["2017-01-01"]),  # the first has not ended
        # A short one inside a long one does not end it.
        (["2017-01-01 2017-12-01", "2017-02-01 2017-03-01", "2017-11-01 2018-01-01"], ["2017-01-01"]),
        (["2017-01-01 2017-01-01"], ["2017-01-01"]),
    ],
)
def test_memberships_that_touch_or_overlap_are_one_episode(times, starts):
    for order in (times, list(reversed(times))):
        assert [str(episode.selected_on) for episode in episodes(held(*order))] == starts


@pytest.mark.parametrize(
    ("memberships", "code"),
    [
        # The one that ends last, though it began first.
        ([("2017-01-01", "2018-06-01", "1", "A"), ("2017-02-01", "2018-05-01", "2", "B")], "1"),
        # Of two that end together the one selected last.
        ([("2017-01-01", "2018-06-01", "1", "B"), ("2017-02-01", "2018-06-01", "2", "A")], "2"),
        # Of two that are alike the greater ref.
        ([("2017-01-01", "2018-06-01", "1", "M2"), ("2017-01-01", "2018-06-01", "2", "M10")], "1"),
        # No end is last.
        ([("2017-01-01", None, None, "A"), ("2017-02-01", "2018-06-01", "2", "B")], None),
    ],
)
def test_an_episodes_code_is_that_of_the_membership_that_ends_last(memberships, code):
    made = [Membership(day(on), day(off), given, given or "none", ref) for on, off, given, ref in memberships]
    [episode] = episodes(made)
    assert episode.code == code
    assert episode.cohort == (code or "none")
