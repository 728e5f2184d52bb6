"""Points and the recommendation: the figures come in, a choice with a sentence that holds them comes out."""

from datetime import date

import pytest

from allocation.rules.workload import Candidate, Case, points_of, recommend

POINTS = {
    ("status", "RED"): 6, ("status", "GREEN"): 2, ("status", "none"): 1,
    ("place", "liberty"): 2, ("place", "custody"): 1, ("contacts", "4"): 4,
}  # fmt: skip


@pytest.mark.parametrize(
    ("case", "counts"),
    [
        (Case(), 1 + 2),
        (Case("RED"), 6 + 2),
        (Case("RED", contacts=4), 6 + 2 + 4),
        (Case("RED", in_custody=True, contacts=4), 6 + 1),  # nobody is met four times a week in prison
        (Case("RED", contacts=5), 6 + 2),  # a value without a row counts nothing
        (Case("AMBER"), 2),
    ],
)
def test_a_case_counts_its_facts(case, counts):
    assert points_of(case, POINTS) == counts


def one(key, points, **more):
    return Candidate(key, f"Officer {key}", points, **more)


MAY_2018, JUNE_2018 = date(2018, 5, 31), date(2018, 6, 30)


@pytest.mark.parametrize(
    ("candidates", "credit", "key", "reason"),
    [
        ([one(1, 24), one(2, 18), one(3, 31)], 0, 2, "18 points against 24 and 31"),
        ([one(1, 17), one(2, 18), one(3, 31)], 0, 1, "17 points against 18 and 31"),
        (
            [one(1, 24), one(2, 18, led_until=MAY_2018), one(3, 31)],
            0,
            2,
            "18 points against 24 and 31; led this person until May 2018",
        ),
        (
            [one(1, 15), one(2, 17, led_until=MAY_2018)],
            3,
            2,
            "17 points against 15; led this person until May 2018, which counts as 3 points fewer",
        ),
        ([one(1, 15), one(2, 19, led_until=MAY_2018)], 3, 1, "15 points against 19"),
        # At the boundary both count 15: who has led the person goes first.
        (
            [one(1, 15), one(2, 18, led_until=MAY_2018)],
            3,
            2,
            "18 points against 15; led this person until May 2018, which counts as 3 points fewer",
        ),
        (
            [one(1, 18, led_until=MAY_2018), one(2, 18, led_until=JUNE_2018)],
            0,
            2,
            "18 points against 18; led this person until June 2018",
        ),
        ([one(1, 18, recent=3), one(2, 18, recent=1)], 0, 2,
         "18 points against 18; of equals given 1 in the last 7 days against 3"),
        ([one(1, 18, cases=5), one(2, 18, cases=4)], 0, 2, "18 points against 18; of equals 4 cases against 5"),
        ([one(2, 18), one(1, 18)], 0, 1, "18 points against 18; of equals the first by name"),
        ([one(1, 1)], 0, 1, "1 point; no other officer to compare"),
        ([one(n, n) for n in range(1, 8)], 0, 1, "1 point against 2, 3, 4, 5 and 2 more, up to 7"),
    ],
)  # fmt: skip
def test_who_is_recommended_and_why(candidates, credit, key, reason):
    found = recommend(candidates, credit)
    assert (found.key, found.reason) == (key, reason)


def test_nobody_is_recommended_among_nobody():
    assert recommend([]) is None


def test_the_reason_names_nobody():
    assert "Officer" not in recommend([one(1, 24), one(2, 18)]).reason
