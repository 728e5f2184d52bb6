"""Each factor at, above and below its boundaries (spec/ranking.md). The day is 31 March 2019."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ranking.code_lists import DATA
from ranking.rules import (
    DrugTestTaken,
    Facts,
    Level,
    Report,
    ScoringMatrix,
    Spell,
    described,
    printed,
    score,
)
from ranking.rules.matrix import MatrixError

DAY = date(2019, 3, 31)
MATRIX = ScoringMatrix.read(json.loads((DATA / "matrix_1.json").read_text()))


def ago(days):
    return DAY - timedelta(days=days)


def points(name, **facts):
    return score(Facts(**facts), DAY, MATRIX).of(name)


@pytest.mark.parametrize(
    ("days", "given"),
    [
        (-1, 0),  # an arrest of tomorrow is not known today
        (0, 20), (27, 20),
        (28, 15), (90, 15),
        (91, 10), (181, 10),
        (182, 5), (364, 5),
        (365, 0), (4000, 0),
    ],
)  # fmt: skip
def test_recency_is_the_days_since_the_latest_offence(days, given):
    assert points("recency", offences=((ago(days), 1),)) == given


def test_recency_takes_the_latest_of_several_and_not_a_later_one():
    assert points("recency", offences=((ago(300), 1), (ago(100), 1), (ago(-1), 1))) == 10


@pytest.mark.parametrize(
    ("number", "given"), [(0, 0), (1, 5), (2, 5), (3, 10), (5, 10), (6, 15), (9, 15), (10, 20), (40, 20)]
)
def test_frequency_counts_offences_within_a_year(number, given):
    offences = tuple((ago(364), 1) for _ in range(number))
    too_old_or_too_new = ((ago(365), 1), (ago(-1), 1)) * 10
    assert points("frequency", offences=offences + too_old_or_too_new) == given


@pytest.mark.parametrize("severity", [1, 2, 3, 4, 5])
def test_severity_is_four_times_the_highest_within_a_year(severity):
    offences = ((ago(364), severity), (ago(3), 1), (ago(365), 5), (ago(-1), 5))
    assert points("severity", offences=offences) == 4 * severity


def test_no_offence_within_a_year_has_no_severity():
    assert points("severity", offences=((ago(365), 5),)) == 0


def report(days=0, kind="offending", grade="C", source=3):
    return Report(ago(days), kind, grade, source)


@pytest.mark.parametrize(
    ("reports", "given"),
    [
        ([], 0),
        ([report()], 5),
        ([report()] * 2, 5),
        ([report()] * 3, 10),
        ([report(90)] * 3, 10),
        ([report(90), report(90), report(91)], 5),
        ([report(), report(), report(-1)], 5),
        ([report(), report(), report(grade="E")], 5),
        ([report(), report(), report(kind="association")], 5),
        ([report(), report(), report(kind="drug_use")], 5),
        ([report(grade="E")], 0),
        ([report(grade="A", source=1)], 15),
        ([report(grade="A", source=2)], 15),
        ([report(grade="B", source=1)], 15),
        ([report(90, grade="B", source=2)], 15),
        ([report(91, grade="B", source=2)], 0),
        ([report(grade="B", source=3)], 5),
        ([report(grade="A", source=3)] * 3, 10),
        ([report(grade="C", source=1)], 5),
        ([report(grade="D", source=1)] * 3, 10),
        ([report(kind="drug_use", grade="A", source=1)], 0),
        # Grade and source are those of one report, never of two together.
        ([report(grade="A", source=3), report(grade="C", source=1)], 5),
    ],
)
def test_intelligence(reports, given):
    assert points("intelligence", reports=tuple(reports)) == given


NEED, NO_NEED = True, False


@pytest.mark.parametrize(
    ("facts", "given"),
    [
        ({}, 0),
        ({"tests": (DrugTestTaken(ago(0), True),)}, 10),
        ({"tests": (DrugTestTaken(ago(90), True),)}, 10),
        ({"tests": (DrugTestTaken(ago(91), True),)}, 0),
        ({"tests": (DrugTestTaken(ago(-1), True),)}, 0),
        ({"tests": (DrugTestTaken(ago(0), False),)}, 0),
        ({"reports": (report(90, kind="drug_use", grade="D"),)}, 10),
        ({"reports": (report(91, kind="drug_use", grade="D"),)}, 0),
        ({"reports": (report(kind="drug_use", grade="E"),)}, 0),
        ({"levels": (Level("drugs_alcohol", ago(4000), NEED),)}, 5),
        ({"levels": (Level("drugs_alcohol", ago(0), NO_NEED),)}, 0),
        ({"levels": (Level("drugs_alcohol", ago(-1), NEED),)}, 0),
        ({"levels": (Level("drugs_alcohol", ago(9), NEED), Level("drugs_alcohol", ago(8), NO_NEED))}, 0),
        ({"levels": (Level("drugs_alcohol", ago(9), NEED), Level("drugs_alcohol", ago(9), NO_NEED))}, 5),
        ({"levels": (Level("health", ago(0), NEED),)}, 0),
        ({"tests": (DrugTestTaken(ago(0), True),), "levels": (Level("drugs_alcohol", ago(0), NEED),)}, 10),
    ],
)
def test_drugs(facts, given):
    assert points("drugs", **facts) == given


@pytest.mark.parametrize(
    ("levels", "given"),
    [
        ([], 0),
        ([Level("accommodation", ago(3), NEED)], 5),
        ([Level("relationships", ago(3000), NEED)], 5),
        ([Level("accommodation", ago(3), NEED), Level("relationships", ago(3), NEED)], 5),
        ([Level("accommodation", ago(3), NO_NEED), Level("relationships", ago(30), NEED)], 5),
        ([Level("accommodation", ago(3), NEED), Level("accommodation", ago(2), NO_NEED)], 0),
        ([Level("accommodation", ago(3), NO_NEED), Level("accommodation", ago(3), NEED)], 5),
        ([Level("accommodation", ago(3), NO_NEED), Level("accommodation", ago(-1), NEED)], 0),
        ([Level("finance", ago(3), NEED)], 0),
    ],
)
def test_instability(levels, given):
    assert points("instability", levels=tuple(levels)) == given


@pytest.mark.parametrize(
    ("kept", "missed", "given"),
    [
        (0, 0, 0),
        (0, 1, 10),
        (0, 5, 10),
        (1, 2, 7),  # one third
        (49, 51, 7),
        (1, 1, 4),  # one half is not under it
        (2, 1, 4),
        (74, 26, 4),
        (3, 1, 0),  # three quarters is not under it
        (1, 0, 0),
    ],
)
def test_engagement(kept, missed, given):
    assert points("engagement", kept=(ago(90),) * kept, missed=(ago(0),) * missed) == given


@pytest.mark.parametrize("outside", [91, -1])
def test_appointments_outside_the_window_do_not_count(outside):
    assert points("engagement", kept=(ago(outside),), missed=(ago(outside),) * 4) == 0


# Recency 20, frequency 5, severity 20: 45 points.
FORTY_FIVE = Facts(offences=((ago(0), 5),))
INSIDE = (Spell(ago(0), None),)


@pytest.mark.parametrize(
    ("changes", "eighths", "prints"),
    [
        ({}, 360, "45.00"),
        ({"custody": INSIDE}, 90, "11.25"),
        ({"resident": False}, 180, "22.50"),
        ({"custody": INSIDE, "resident": False}, 45, "5.63"),
    ],
)
def test_the_divisions_apply_together_and_lose_nothing(changes, eighths, prints):
    found = score(replace(FORTY_FIVE, **changes), DAY, MATRIX)
    assert (found.eighths, str(found)) == (eighths, prints)
    assert found.of("recency") == 20, "the factors' points are those before the divisions"


@pytest.mark.parametrize(
    ("admitted", "released", "inside"),
    [(0, None, True), (1, 0, False), (1, -1, True), (-1, None, False), (0, 0, False), (400, None, True)],
)
def test_in_custody_from_the_day_of_admission_to_the_day_before_release(admitted, released, inside):
    spell = Spell(ago(admitted), None if released is None else ago(released))
    assert score(Facts(custody=(spell,)), DAY, MATRIX).in_custody is inside


def test_overlapping_spells_divide_once():
    spells = (Spell(ago(50), ago(-50)), Spell(ago(20), None))
    assert score(replace(FORTY_FIVE, custody=spells), DAY, MATRIX).eighths == 90


def test_offences_in_custody_count():
    assert score(replace(FORTY_FIVE, custody=(Spell(ago(300), None),)), DAY, MATRIX).of("frequency") == 5


@pytest.mark.parametrize(
    ("eighths", "prints"),
    [(0, "0.00"), (1, "0.13"), (2, "0.25"), (3, "0.38"), (4, "0.50"), (5, "0.63"), (7, "0.88"), (800, "100.00")],
)
def test_a_score_is_printed_with_two_decimals_half_a_hundredth_up(eighths, prints):
    assert printed(eighths) == prints


def test_everything_at_once_is_a_hundred():
    worst = Facts(
        offences=((ago(0), 5),) * 10,
        reports=(report(grade="A", source=1),),
        tests=(DrugTestTaken(ago(0), True),),
        levels=(Level("accommodation", ago(0), NEED),),
        missed=(ago(0),),
    )
    found = score(worst, DAY, MATRIX)
    assert [factor.points for factor in found.factors] == [20, 20, 20, 15, 10, 5, 10]
    assert [factor.most for factor in found.factors] == [20, 20, 20, 15, 10, 5, 10]
    assert str(found) == "100.00"


def test_each_factor_says_why():
    facts = Facts(
        offences=((ago(12), 4), (ago(40), 2), (ago(364), 1)),
        levels=(Level("accommodation", ago(3), NEED),),
        kept=(ago(4), ago(5)),
        missed=(ago(1),),
    )
    assert [factor.sentence for factor in score(facts, DAY, MATRIX).factors] == [
        "Latest offence 12 days before: 20 of 20",
        "Three offences in the last 365 days: 10 of 20",
        "The most severe offence of the last 365 days is of severity 4: 16 of 20",
        "No reports of offending in the last 91 days: 0 of 15",
        "Drugs and alcohol is not a need; no positive test or report of drug use in the last 91 days: 0 of 10",
        "Accommodation is a need: 5 of 5",
        "Two appointments kept and one missed in the last 91 days: 4 of 10",
    ]


def test_a_leap_day_is_a_day():
    # 29 February 2020 lies 28 days before 28 March 2020: not within 28.
    leap = Facts(offences=((date(2020, 2, 29), 1),))
    assert score(leap, date(2020, 3, 28), MATRIX).of("recency") == 15
    assert score(leap, date(2020, 3, 27), MATRIX).of("recency") == 20


def test_divisions_that_would_not_leave_whole_eighths_are_refused():
    numbers = json.loads((DATA / "matrix_1.json").read_text())
    with pytest.raises(MatrixError):
        ScoringMatrix.read({**numbers, "divided_in_custody": 3})


@pytest.mark.parametrize(
    ("grade", "source", "given"),
    [("C", 3, 15), ("A", 3, 5), ("C", 1, 5), ("E", 3, 5), ("B", 3, 0)],
)
def test_which_grades_count_is_the_matrix_s_to_say(grade, source, given):
    other = replace(MATRIX, confirmed_grades=("C",), confirmed_sources=(3,), believed_grades=("A", "C", "E"))
    facts = Facts(reports=(report(grade=grade, source=source),))
    assert score(facts, DAY, other).of("intelligence") == given


def test_the_grades_are_printed_as_the_matrix_has_them():
    page = {name: lines for name, _, lines in described(replace(MATRIX, confirmed_grades=("A",)))}
    assert page["intelligence"][0] == ("any of grade A from a source of grade 1 or 2", 15)
    assert page["drugs"][0][0].endswith("a report of drug use of grade A, B, C or D")
