"""How a plan is set on paper: at, above and below each boundary, reckoned by hand."""

import pytest

from casefile.pathways.printing import Setting, setting

ONE = ("Reception", "A tenancy.", "Fills in the form.")
TWO = ("Reception", "A tenancy.", "x" * 59)  # of 58 letters in the smaller type


@pytest.mark.parametrize(
    ("items", "words", "expected"),
    [
        ([], "", Setting.ROOMY),
        # In the larger type 1.45 lines an item: 18 are 26.1 of 27, 19 are 27.55.
        ([ONE] * 18, "", Setting.ROOMY),
        ([ONE] * 19, "", Setting.DENSE),
        # In the smaller 2.25 lines: 16 are 36 of 38, 17 are 38.25.
        ([TWO] * 16, "", Setting.DENSE),
        ([TWO] * 17, "", Setting.LONG),
        # 1.25 lines: 30 are 37.5, 31 are 38.75.
        ([ONE] * 30, "", Setting.DENSE),
        ([ONE] * 31, "", Setting.LONG),
        # What the person said: one line is room that is there, two more of 150 letters are two of the 38.
        ([TWO] * 16, "x" * 450, Setting.DENSE),
        ([TWO] * 16, "x" * 451, Setting.LONG),
        # A text that breaks its lines itself.
        ([("Reception", "1\n2\n3\n4\n5", "Go.")] * 4, "", Setting.ROOMY),
        ([("Reception", "1\n2\n3\n4\n5", "Go.")] * 5, "", Setting.DENSE),
    ],
)
def test_by_how_many_lines(items, words, expected):
    assert setting(items, words) is expected
