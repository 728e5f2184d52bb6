"""The quorum of a meeting, at, above and below its number; agencies are numbered 1 to 4, of which 1 must be there."""

import pytest

from panels.rules.quorum import Expected, Needed, quorum

NEEDED = Needed(frozenset({1, 2, 3, 4}), 3, frozenset({1}))


@pytest.mark.parametrize(
    ("coming", "open_still", "expected", "number", "missing"),
    [
        ([], [1, 2, 3, 4], Expected.NOT_YET, 0, {1}),
        ([1, 2], [3], Expected.NOT_YET, 2, set()),  # below
        ([1, 2, 3], [], Expected.YES, 3, set()),  # at
        ([1, 2, 3, 4], [], Expected.YES, 4, set()),  # above
        ([2, 3, 4], [1], Expected.NOT_YET, 3, {1}),  # enough, and the one that must be there has not answered
        ([2, 3, 4], [], Expected.NO, 3, {1}),  # and has said no
        ([1, 2], [], Expected.NO, 2, set()),  # nobody is left to make three
        ([1, 2, 9], [8], Expected.NO, 2, set()),  # one that is not named does not count
        ([1, 1, 2], [2], Expected.NO, 2, set()),  # two of one agency are one
    ],
)
def test_whether_it_is_reached(coming, open_still, expected, number, missing):
    found = quorum(NEEDED, coming, open_still)
    assert (found.expected, found.coming, found.missing) == (expected, number, missing)


def test_where_none_is_set_nothing_is_said_of_it():
    assert quorum(None, [1, 2], []).expected == Expected.NONE_SET


def test_of_none_that_must_be_there_the_number_alone_decides():
    assert quorum(Needed(frozenset({1, 2}), 1), [2], [1]).expected == Expected.YES
    assert quorum(Needed(frozenset({1, 2}), 0), [], []).expected == Expected.YES
