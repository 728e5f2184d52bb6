"""How a token is found again: a rank as a number of its own, and not in the random ids of addresses."""

import pytest

from tests.grid.canaries import Canaries


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<td>70,001</td>", True),
        ("<td>70001</td>", True),
        ("rank 70,001 of 80,000", True),
        ('{"rank":70001}', True),
        ("A,70001,B", True),
        ("<td>70,002</td>", False),  # nobody's
        ("<td>170,001</td>", False),
        ("<td>700011</td>", False),
        ("/people/1c70001f-2b3a-4c5d-8e9f-0a1b2c3d4e5f/", False),
        ("/people/1cabcdef-2b3a-4c5d-8e9f-0a1b2c70001e/", False),
    ],
)
def test_a_rank(text, found):
    canaries = Canaries()
    assert canaries.rank("own") == 70001
    assert (canaries.found_in(text) == {("own", "rank")}) is found
