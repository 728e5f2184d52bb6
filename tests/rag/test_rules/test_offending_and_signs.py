"""The last month; arrests, intelligence, tests, at, above and below the boundary (spec/rag.md)."""

import pytest

from agencies.sharing import Category
from rag.rules import Code
from tests.rag.made import arrest, codes, d, due, found, judged, marker, report, sample, spell

# --- the last month: after (day less one month), up to and including the day


@pytest.mark.parametrize(
    ("on", "first_in", "last_out"),
    [
        ("2019-03-31", "2019-03-01", "2019-02-28"),  # less one month is clipped to 28 February
        ("2019-03-30", "2019-03-01", "2019-02-28"),
        ("2019-03-29", "2019-03-01", "2019-02-28"),
        ("2019-03-28", "2019-03-01", "2019-02-28"),
        ("2019-03-27", "2019-02-28", "2019-02-27"),
        ("2020-03-31", "2020-03-01", "2020-02-29"),  # a leap year
        ("2020-03-29", "2020-03-01", "2020-02-29"),
        ("2020-03-28", "2020-02-29", "2020-02-28"),
        ("2020-02-29", "2020-01-30", "2020-01-29"),
        ("2019-02-28", "2019-01-29", "2019-01-28"),
        ("2019-10-27", "2019-09-28", "2019-09-27"),  # the clocks go back
        ("2019-01-15", "2018-12-16", "2018-12-15"),  # over a new year
        ("2019-07-31", "2019-07-01", "2019-06-30"),
    ],
)
def test_the_last_month(on, first_in, last_out):
    def arrested(day):
        return "arrest" in found(on=d(on), arrests=[arrest(day)]).codes

    assert (arrested(last_out), arrested(first_in), arrested(on)) == (False, True, True)


def test_facts_after_the_day_are_not_seen():
    verdict = found(
        arrests=[arrest("04-01")],
        reports=[report("04-01"), report("04-01", kind="drug_use")],
        tests=[sample("04-01", "positive")],
        appointments=[due("04-01", "missed"), due("04-01", "missed", "police")],
        judgements=[judged("04-01")],
        custody=[spell("04-01")],
        wanted=[marker("04-01")],
    )
    assert (verdict.status, verdict.codes) == ("GREEN", ["no_concern"])


# --- AMBER+: arrested for an offence of a similar or higher severity than before


@pytest.mark.parametrize(
    ("arrests", "met"),
    [
        ([arrest("2018-01-01", 3), arrest("03-10", 3)], True),  # as severe
        ([arrest("2018-01-01", 3), arrest("03-10", 4)], True),
        ([arrest("2018-01-01", 3), arrest("03-10", 2)], False),
        ([arrest("03-10", 5)], False),  # nothing before
        ([arrest("2018-01-01", [1]), arrest("03-10", 5)], False),  # before, but nothing positive
        ([arrest("2018-01-01", 3), arrest("03-10", [3])], True),  # of the arrest itself all rows count
        ([arrest("2018-01-01", 2, [1]), arrest("03-10", 2)], True),  # one positive disposal among its rows is enough
        ([arrest("2018-01-01", 2, [4]), arrest("03-10", 3)], False),  # and of D's: the offence not proved is severe
        ([arrest("2018-01-01", 2), arrest("2018-01-01", [5]), arrest("03-10", 3)], True),  # another of D, none positive
        ([arrest("2018-01-01", 2), arrest("2018-01-01", 5), arrest("03-10", 3)], False),  # both of D positive
        ([arrest("2017-01-01", 5), arrest("2018-01-01", 2), arrest("03-10", 3)], True),  # D is the latest day
        ([arrest("2017-01-01", 2), arrest("2018-01-01", 5), arrest("03-10", 3)], False),
        ([arrest("2017-01-01", 2), arrest("2018-01-01", [5]), arrest("03-10", 3)], True),  # passed over: not positive
        ([arrest("03-10", 3), arrest("03-10", 5)], False),  # the same day is not before
        ([arrest("02-28", 3), arrest("03-01", 3)], True),
        ([arrest("2018-01-01", 3), arrest("02-28", 3)], False),  # arrested before the last month
        ([arrest("2018-01-01", 5), arrest("03-10", 2), arrest("03-20", 2)], True),  # the second against the first
        ([arrest("2018-01-01", 2), arrest("03-10", 2), arrest("03-20", 1)], True),  # some arrest is enough
        ([arrest("2018-01-01", 3), arrest("03-10", 1, 3, 2)], True),  # its most severe offence
    ],
)
def test_arrest_similar_or_higher(arrests, met):
    verdict = found(arrests=arrests)
    assert (Code.ARREST_SIMILAR_OR_HIGHER in verdict.codes) is met
    assert (verdict.status == "AMBER+") is met


def test_an_arrest_in_custody_counts():
    arrests = [arrest("2018-01-01", 3), arrest("03-10", 3)]
    assert "arrest_similar_or_higher" in codes(arrests=arrests, custody=[spell("03-01", "03-15")])


# --- intelligence: grade A or B of source 1 or 2 is confirmed, E never counts


@pytest.mark.parametrize("source", "123")
@pytest.mark.parametrize("grade", "ABCDE")
@pytest.mark.parametrize("kind", ["offending", "drug_use", "association"])
def test_intelligence_by_source_and_grade(source, grade, kind):
    expected = {
        "offending": ["intelligence_confirmed"] if grade in "AB" and source in "12" else ["intelligence_unconfirmed"],
        "drug_use": ["drug_use"],
        "association": ["no_concern"],
    }[kind]
    wanted = ["no_concern"] if grade == "E" else expected
    assert codes(reports=[report("03-10", source + grade, kind)]) == wanted


@pytest.mark.parametrize(("on", "counts"), [("02-28", False), ("03-01", True), ("03-31", True), ("04-01", False)])
@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (lambda on: {"reports": [report(on)]}, "intelligence_confirmed"),
        (lambda on: {"reports": [report(on, "3A")]}, "intelligence_unconfirmed"),
        (lambda on: {"reports": [report(on, "3D", "drug_use")]}, "drug_use"),
        (lambda on: {"tests": [sample(on, "positive")]}, "drug_use"),
        (lambda on: {"judgements": [judged(on)]}, "professional_judgement"),
        (lambda on: {"arrests": [arrest(on)]}, "arrest"),
        (
            lambda on: {"appointments": [due(on, "missed", a) for a in ("police", "prison")]},
            "multiple_agencies_disengaged",
        ),
        (lambda on: {"custody": [spell("2018-01-01", on, "poor")]}, "release_poor_engagement"),
        (lambda on: {"custody": [spell("2018-01-01", on, "good")]}, "release"),
    ],
)
def test_each_rule_looks_at_the_last_month_alone(facts, code, on, counts):
    if code.startswith("release") and on == "04-01":
        code = "in_custody"  # not released yet
        counts = True
    assert (code in codes(**facts(on))) is counts


# --- drug use


@pytest.mark.parametrize(
    ("opiates", "cocaine", "text"),
    [
        ("positive", "negative", "Positive test for opiates, 19 March 2019"),
        ("negative", "positive", "Positive test for cocaine, 19 March 2019"),
        ("positive", "positive", "Positive test for opiates and cocaine, 19 March 2019"),
        ("refused", "positive", "Positive test for cocaine, 19 March 2019"),
        ("refused", "negative", None),
        ("failed_to_attend", "failed_to_attend", None),
        ("negative", "negative", None),
    ],
)
def test_a_test_positive_for_opiates_or_cocaine(opiates, cocaine, text):
    verdict = found(tests=[sample("03-19", opiates, cocaine)])
    assert verdict.status == ("AMBER+" if text else "GREEN")
    assert [reason.text for reason in verdict.reasons if reason.code == "drug_use"] == ([text] if text else [])


def test_a_reason_for_each_category_that_drug_use_comes_from():
    verdict = found(
        tests=[sample("03-19", "positive"), sample("03-20", "positive", regime="voluntary")],
        reports=[report("03-21", "2C", "drug_use")],
    )
    assert verdict.codes == ["drug_use"]
    assert {reason.category for reason in verdict.reasons} == {
        Category.TESTS,
        Category.TREATMENT,
        Category.INTELLIGENCE_ORIGINAL,
    }
