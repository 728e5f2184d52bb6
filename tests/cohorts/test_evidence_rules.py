"""The evidence of each deselection code at the edges of its windows, from codes/deselection.csv. Days by hand."""

from datetime import date
from fractions import Fraction

import pytest

from cohorts.rules import evidence as rules
from cohorts.rules.evidence import Facts, Limits, Report, Said, Spell
from cohorts.rules.screening import Standing

ON = date(2019, 3, 31)
MET, MISSED, UNKNOWN = Standing.MET, Standing.MISSED, Standing.NOT_RECORDED
# Six months before 31 March 2019 is 30 September 2018, three months before is 31 December 2018; neither is within.
SIX, THREE = date(2018, 9, 30), date(2018, 12, 31)


def standings(code, facts=None, **said):
    return [piece.standing for piece in rules.evidence(code, facts or Facts(), Said(**said), ON, Limits())]


def report(on, grade="A", kind="offending"):
    return Report(1, on, grade, kind)


@pytest.mark.parametrize(("on", "standing"), [(SIX, MET), (date(2018, 10, 1), MISSED), (ON, MISSED)])
def test_code_1_six_months_without_an_offence(on, standing):
    assert standings("1", Facts(proved=((1, on),))) == [standing, MET]


@pytest.mark.parametrize(("on", "standing"), [(SIX, MET), (date(2018, 10, 1), MISSED), (ON, MISSED)])
def test_code_1_six_months_without_confirmed_intelligence(on, standing):
    assert standings("1", Facts(reports=(report(on, "B"),))) == [MET, standing]


@pytest.mark.parametrize(("grade", "standing"), [("A", MISSED), ("B", MISSED), ("C", MET), ("D", MET), ("E", MET)])
def test_code_1_grades(grade, standing):
    assert standings("1", Facts(reports=(report(ON, grade, "association"),)))[1] is standing


def pathways(stable, needs, unknown=0):
    levels = [False] * stable + [True] * needs + [None] * unknown
    return Facts(pathways={f"Pathway {n}": need for n, need in enumerate(levels)})


@pytest.mark.parametrize(
    ("stable", "needs", "unknown", "standing"),
    [
        (5, 3, 0, MISSED),
        (6, 2, 0, MET),  # six of eight is 75%
        (8, 0, 0, MET),
        (5, 2, 0, MISSED),  # five of seven is 71%
        (6, 1, 0, MET),
        (7, 0, 1, UNKNOWN),  # the latest assessment of every pathway
        (0, 0, 0, UNKNOWN),
    ],
)
def test_code_2_three_quarters_of_the_pathways(stable, needs, unknown, standing):
    assert standings("2", pathways(stable, needs, unknown), agency="Housing") == [standing, MET]


def test_code_2_names_the_single_agency():
    assert standings("2", pathways(6, 2)) == [MET, UNKNOWN]


@pytest.mark.parametrize("code", ["3", "4"])
def test_codes_3_and_4_are_non_statutory(code):
    assert standings(code)[0] is MET
    assert standings(code, Facts(supervisions=((1, ON),)))[0] is MISSED


@pytest.mark.parametrize("code", ["3", "4"])
@pytest.mark.parametrize(("on", "standing"), [(THREE, MET), (date(2019, 1, 1), MISSED), (ON, MISSED)])
def test_codes_3_and_4_three_months_without_an_appointment_kept(code, on, standing):
    assert standings(code, Facts(kept=((1, on),)))[1] is standing


@pytest.mark.parametrize(
    ("on", "grade", "kind", "counts"),
    [
        (THREE, "A", "offending", False),
        (date(2019, 1, 1), "A", "offending", True),
        (ON, "D", "drug_use", True),
        (ON, "E", "offending", False),
        (ON, "A", "association", False),
    ],
)
def test_code_3_asks_for_no_report_and_code_4_for_one(on, grade, kind, counts):
    facts = Facts(reports=(report(on, grade, kind),))
    assert standings("3", facts)[2] is (MISSED if counts else MET)
    assert standings("4", facts)[2] is (MET if counts else MISSED)


def test_code_5_lives_outside_and_the_area_is_named():
    assert standings("5") == [MISSED, UNKNOWN]
    assert standings("5", Facts(outside=("Home area: Outside",)), area="Northampton") == [MET, MET]


@pytest.mark.parametrize(("days", "standing"), [(1825, MISSED), (1826, MISSED), (1827, MET), (None, UNKNOWN)])
def test_code_6a_more_than_five_years(days, standing):
    facts = Facts(open_spell=Spell(1, date(2019, 1, 1), days), expected_on=date(2022, 1, 1))
    assert standings("6A", facts, reassess_on=date(2021, 12, 1)) == [standing, MET]


def test_code_6a_is_in_custody_on_that_day():
    assert standings("6A", reassess_on=date(2021, 12, 1)) == [MISSED, UNKNOWN]


@pytest.mark.parametrize(
    ("booked", "standing"),
    [(date(2021, 12, 31), MET), (date(2022, 1, 1), MISSED), (date(2022, 1, 2), MISSED), (None, UNKNOWN)],
)
def test_code_6a_is_reassessed_before_the_release(booked, standing):
    facts = Facts(open_spell=Spell(1, date(2019, 1, 1), 1827), expected_on=date(2022, 1, 1))
    assert standings("6A", facts, reassess_on=booked)[1] is standing


@pytest.mark.parametrize(
    ("fate", "on", "standing"),
    [
        ("deceased", ON, MET),
        ("deported", date(2019, 4, 1), UNKNOWN),  # a day to come is said too early
        ("deceased", None, UNKNOWN),
        ("", ON, UNKNOWN),
    ],
)
def test_code_6b_says_which_and_when(fate, on, standing):
    assert standings("6B", fate=fate, fate_on=on) == [standing]


@pytest.mark.parametrize(("because", "standing"), [("Too old for it.", MET), (" ", UNKNOWN)])
def test_code_6c_says_why(because, standing):
    assert standings("6C", because=because) == [standing]


def test_the_pieces_name_their_records_and_their_parts():
    pieces = rules.evidence("1", Facts(proved=((7, ON),), reports=(report(ON),)), Said(), ON, Limits())
    assert [piece.records for piece in pieces] == [
        (("offenders.Offence", 7),),
        (("offenders.IntelligenceReport", 1),),
    ]
    assert [sorted(piece.categories) for piece in pieces] == [["offending"], ["intelligence_original"]]


def test_the_numbers_are_the_schemes_own():
    narrow = Limits(desistance_months=1, stable=Fraction(1))
    assert rules.evidence("1", Facts(proved=((1, date(2019, 2, 1)),)), Said(), ON, narrow)[0].standing is MET
    assert rules.pathways_stabilised({"One": False, "Two": True}, narrow.stable).standing is MISSED
