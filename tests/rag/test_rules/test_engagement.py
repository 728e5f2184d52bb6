"""Appointments kept and missed, at, above and below the boundary (spec/rag.md)."""

import pytest

from tests.rag.made import codes, d, decided, due, found

# --- appointments


@pytest.mark.parametrize(
    ("appointments", "expected"),
    [
        # no miss: no drop and nobody lost
        ([due("03-01")], ["no_concern"]),
        ([due("03-31")], ["no_concern"]),
        # Green has to be shown: neither kept nor missed
        ([], ["engagement_not_evidenced"]),
        ([due("02-28")], ["engagement_not_evidenced"]),
        ([due("03-10", "excused")], ["engagement_not_evidenced"]),
        # one agency missed, nothing kept
        ([due("03-10", "missed")], ["engagement_drop"]),
        ([due("03-10", "missed"), due("03-11", "excused")], ["engagement_drop"]),
        # two agencies missed and none kept
        (
            [due("03-10", "missed"), due("03-11", "missed", "police")],
            ["engagement_drop", "multiple_agencies_disengaged"],
        ),
        ([due("03-10", "missed"), due("03-11", "missed")], ["engagement_drop"]),  # one agency twice
        # kept with one of the two: not lost to it; and no months before to compare with
        ([due("03-10", "missed"), due("03-11", "missed", "police"), due("03-12")], ["no_concern"]),
        ([due("03-10", "missed"), due("03-11", "missed", "police"), due("03-12", agency="police")], ["no_concern"]),
        # kept with a third: lost to two all the same
        (
            [due("03-10", "missed"), due("03-11", "missed", "police"), due("03-12", agency="prison")],
            ["multiple_agencies_disengaged"],
        ),
        # a second agency's miss the day before the last month
        ([due("03-10", "missed"), due("02-28", "missed", "police")], ["engagement_drop"]),
        # an excused miss is no miss
        ([due("03-10", "missed"), due("03-11", "excused", "police")], ["engagement_drop"]),
        # the share kept: a half now, against
        ([due("03-10"), due("03-11", "missed"), due("02-10")], ["engagement_drop"]),  # all
        ([due("03-10"), due("03-11", "missed"), due("02-10"), due("02-11", "missed")], ["no_concern"]),  # a half
        ([due("03-10"), due("03-11", "missed"), due("02-11", "missed")], ["no_concern"]),  # none
        ([due("03-10"), due("03-11", "missed"), due("02-10", "excused")], ["no_concern"]),  # nothing that counts
        # the months before are (30 November, 28 February]
        ([due("03-10"), due("03-11", "missed"), due("02-28")], ["engagement_drop"]),
        ([due("03-10"), due("03-11", "missed"), due("2018-12-01")], ["engagement_drop"]),
        ([due("03-10"), due("03-11", "missed"), due("2018-11-30")], ["no_concern"]),
        # all kept now is no drop
        ([due("03-10"), due("02-10")], ["no_concern"]),
        # a fall, however small: 66 of 100 against 67 of 101
        (
            [
                *[due("03-10")] * 66,
                *[due("03-11", "missed")] * 34,
                *[due("02-10")] * 67,
                *[due("02-11", "missed")] * 34,
            ],
            ["engagement_drop"],
        ),
        # 1 of 3 and 2 of 6 are one share
        (
            [due("03-10"), *[due("03-11", "missed")] * 2, *[due("02-10")] * 2, *[due("02-11", "missed")] * 4],
            ["no_concern"],
        ),
    ],
)
def test_engagement(appointments, expected):
    assert codes(appointments=appointments, engaged=False) == expected


@pytest.mark.parametrize(
    ("on", "inside", "outside"),
    [
        # less four months of 30 June is 28 February, clipped; less one month 30 May
        ("2019-06-30", ["2019-03-01", "2019-05-30"], ["2019-02-28"]),
        ("2020-06-30", ["2020-03-01", "2020-05-30"], ["2020-02-29"]),
        ("2019-03-31", ["2018-12-01", "2019-02-28"], ["2018-11-30"]),
    ],
)
def test_the_three_months_before(on, inside, outside):
    def dropped(day):
        appointments = [due(on), due(on, "missed"), due(day)]
        return "engagement_drop" in found(on=d(on), engaged=False, appointments=appointments).codes

    assert [dropped(day) for day in inside] == [True] * len(inside)
    assert [dropped(day) for day in outside] == [False]


@pytest.mark.parametrize(
    ("decisions", "kept_on", "evidenced"),
    [
        ([decided("02-01", "GREEN_RM")], "01-01", True),  # light contact: (31 December, 31 March]
        ([decided("02-01", "GREEN_RM")], "2018-12-31", False),
        ([decided("02-01", "GREEN_RM")], "02-28", True),
        ([decided("02-01", "GREEN")], "02-28", False),
        ([], "02-28", False),
        ([decided("03-31", "GREEN_RM")], "02-28", True),  # decided on the day
        ([decided("04-01", "GREEN_RM")], "02-28", False),  # after it
        ([decided("02-01", "GREEN_RM"), decided("03-31", "GREEN")], "02-28", False),  # the next holds
        (
            [decided("02-01", "GREEN_RM"), decided("02-01", "GREEN", by="interim", ref="R2")],
            "02-28",
            True,
        ),  # the panel's
        ([decided("02-01", "GREEN_RM", ref="R2"), decided("02-01", "GREEN", ref="R10")], "02-28", True),
        ([decided("02-01", "GREEN_RM", ref="a"), decided("02-01", "GREEN", ref="Z")], "02-28", True),
    ],
)
def test_contact_is_light_in_reactive_management(decisions, kept_on, evidenced):
    verdict = found(decisions=decisions, appointments=[due(kept_on)], engaged=False)
    assert ("engagement_not_evidenced" not in verdict.codes) is evidenced
