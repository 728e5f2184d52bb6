"""In custody, wanted, released, at, above and below the boundary (spec/rag.md)."""

import pytest

from rag.rules import Code
from tests.rag.made import arrest, codes, found, marker, spell

# --- BLUE: admitted_on <= day < released_on


@pytest.mark.parametrize(
    ("spells", "status"),
    [
        ([spell("03-30")], "BLUE"),
        ([spell("03-31")], "BLUE"),  # admitted on the day
        ([spell("04-01")], "GREEN"),  # admitted after it
        ([spell("03-01", "04-01")], "BLUE"),  # an end after the day is not yet reached
        ([spell("03-01", "03-31")], "AMBER"),  # released on the day
        ([spell("03-31", "03-31")], "AMBER"),  # covers no day, but is a release
        ([spell("01-01", "02-01"), spell("01-15", "04-15")], "BLUE"),  # overlapping
        ([spell("01-01", "03-31"), spell("03-31")], "BLUE"),  # remand ends where the sentence begins
        ([spell("2018-01-01", "02-28")], "GREEN"),  # released before the last month
    ],
)
def test_in_custody(spells, status):
    assert found(custody=spells).status == status


def test_blue_carries_one_reason_whatever_else_holds():
    verdict = found(
        custody=[spell("03-01"), spell("02-01", "04-30")], wanted=[marker("03-01")], arrests=[arrest("03-10")]
    )
    assert [reason.code for reason in verdict.reasons] == [Code.IN_CUSTODY]
    assert verdict.reasons[0].text == (
        "In custody, HMP Bedford, since 1 February 2019; In custody, HMP Bedford, since 1 March 2019"
    )


# --- RED: issued on or before the day, not resolved on or before it


@pytest.mark.parametrize(
    ("issued", "resolved", "status"),
    [
        ("03-31", None, "RED"),
        ("04-01", None, "GREEN"),
        ("2015-01-01", None, "RED"),  # however long ago
        ("03-01", "03-30", "GREEN"),
        ("03-01", "03-31", "GREEN"),  # resolved on the day
        ("03-01", "04-01", "RED"),  # resolved after it: not yet
        ("03-31", "03-31", "GREEN"),
    ],
)
@pytest.mark.parametrize("kind", ["warrant", "named_suspect", "recall"])
def test_wanted(issued, resolved, status, kind):
    assert found(wanted=[marker(issued, resolved, kind)]).status == status


def test_red_carries_one_reason():
    verdict = found(wanted=[marker("03-01"), marker("03-02", kind="recall")], arrests=[arrest("03-10")])
    assert [(reason.code, reason.text) for reason in verdict.reasons] == [
        (Code.WANTED, "Wanted on warrant since 1 March 2019; Recalled to prison since 2 March 2019")
    ]


# --- releases


@pytest.mark.parametrize(
    ("spells", "expected"),
    [
        ([spell("01-01", "03-01")], ["release"]),
        ([spell("01-01", "02-28")], ["no_concern"]),
        ([spell("01-01", "03-31", "poor")], ["release_poor_engagement"]),
        # another spell covers the day: no release
        ([spell("01-01", "03-10", "poor"), spell("02-01", "03-20", "good")], ["release"]),
        # it ends that day: it does not cover it
        ([spell("01-01", "03-10", "poor"), spell("02-01", "03-10", "good")], ["release_poor_engagement"]),
        ([spell("01-01", "03-10", "good"), spell("02-01", "03-10")], ["release"]),
        # it begins that day: it covers it
        ([spell("01-01", "03-10", "poor"), spell("03-10", "03-15")], ["release"]),
        # two releases, one of them of poor engagement
        ([spell("01-01", "03-05", "poor"), spell("03-10", "03-15")], ["release", "release_poor_engagement"]),
        # a spell that covered no day itself
        ([spell("03-10", "03-10", "poor")], ["release_poor_engagement"]),
        ([spell("03-10", "03-10")], ["release"]),
        ([spell("01-01", "03-10"), spell("03-10", "03-10", "poor")], ["release_poor_engagement"]),
        ([spell("03-01", "03-20"), spell("03-10", "03-10", "poor")], ["release"]),  # in custody all the same
        # the clocks went forward on 31 March
        ([spell("03-30", "03-31")], ["release"]),
    ],
)
def test_releases(spells, expected):
    assert codes(custody=spells) == expected
