"""What the records say of each kind of criterion, at, above and below its boundary. Days and counts by hand."""

from datetime import date

import pytest

from cohorts.examples import examples
from cohorts.rules import screening as rules
from cohorts.rules.screening import Facts, Offence, Sentence, Standing

ON = date(2019, 3, 31)
BURGLARY = frozenset({"burglary", "burglary_dwelling", "serious_acquisitive"})
MET, MISSED, UNKNOWN = Standing.MET, Standing.MISSED, Standing.NOT_RECORDED
_ids = iter(range(1, 10_000))


def offence(on, groups=BURGLARY, disposal="charged", positive=True):
    return Offence(next(_ids), on, groups, disposal, positive)


def found(check, *offences, **more):
    return rules.check(check, Facts(offences=tuple(offences), **more), ON)


CONVICTION = {"kind": "conviction_before", "group": "burglary"}
CHARGE = {"kind": "current_charge", "group": "burglary"}


def test_convictions_are_said_with_their_days():
    said = found(CONVICTION, offence(date(2018, 3, 3)), offence(date(2017, 5, 12)))
    assert said.standing is MET
    assert said.text == "two convictions for burglary before 30 September 2018: 12 May 2017, 3 March 2018"
    assert found(CHARGE, offence(date(2018, 3, 3))).text == "current charge for burglary: none"


@pytest.mark.parametrize(
    ("on", "conviction", "charge"),
    [
        (date(2018, 9, 29), MET, MISSED),
        (date(2018, 9, 30), MET, MISSED),  # 31 March less six months: the first day that is not current
        (date(2018, 10, 1), MISSED, MET),
        (ON, MISSED, MET),
    ],
)
def test_what_is_current_was_not_before(on, conviction, charge):
    assert found(CONVICTION, offence(on)).standing is conviction
    assert found(CHARGE, offence(on)).standing is charge


@pytest.mark.parametrize(
    ("disposal", "positive", "conviction", "charge"),
    [
        ("charged", True, MET, MET),
        ("summonsed", True, MET, MET),
        ("cautioned", True, MET, MISSED),
        ("bailed", False, MISSED, MISSED),
    ],
)
def test_a_caution_is_no_charge_and_bail_no_conviction(disposal, positive, conviction, charge):
    assert found(CONVICTION, offence(date(2017, 1, 1), disposal=disposal, positive=positive)).standing is conviction
    assert found(CHARGE, offence(ON, disposal=disposal, positive=positive)).standing is charge


def test_another_group_does_not_count():
    theft = frozenset({"serious_acquisitive"})
    assert found(CONVICTION, offence(date(2017, 1, 1), theft)).standing is MISSED
    assert found({**CONVICTION, "group": "any"}, offence(date(2017, 1, 1), theft)).standing is MET


@pytest.mark.parametrize(("count", "standing"), [(2, MISSED), (3, MET), (4, MET)])
def test_so_many_convictions(count, standing):
    said = found({**CONVICTION, "at_least": 3}, *(offence(date(2017, 1, n)) for n in range(1, count + 1)))
    assert said.standing is standing
    assert said.text.endswith("; three or more are asked")


@pytest.mark.parametrize(
    ("first", "standing"),
    [
        (date(2018, 3, 31), MISSED),  # a year to the day is not within the twelve months before
        (date(2018, 4, 1), MET),
    ],
)
def test_the_tameside_rule_counts_twelve_months(first, standing):
    offences = [offence(first, frozenset()), offence(date(2019, 1, 1)), offence(ON)]
    screening = rules.screen([], Facts(offences=tuple(offences)), ON)
    assert [one.standing for one in screening.others] == [standing]


@pytest.mark.parametrize(("count", "standing"), [(2, MISSED), (3, MET)])
def test_the_tameside_rule_asks_for_three(count, standing):
    offences = tuple(offence(date(2019, 1, n)) for n in range(1, count + 1))
    assert rules.screen([], Facts(offences=offences), ON).others[0].standing is standing


@pytest.mark.parametrize(
    ("committed", "standing"),
    [(date(2018, 5, 31), MET), (date(2018, 6, 1), MET), (date(2018, 6, 2), MISSED)],
)
def test_a_sentence_is_for_what_came_before_it(committed, standing):
    licence = Sentence("offenders.Supervision", 5, "licence", date(2018, 6, 1))
    said = found({"kind": "current_sentence", "group": "burglary"}, offence(committed), sentences=(licence,))
    assert said.standing is standing
    if standing is MET:
        assert said.text.startswith("licence since 1 June 2018; the last burglary before it: ")
        assert said.records[0] == ("offenders.Supervision", 5)


def test_without_a_sentence_there_is_none():
    said = found({"kind": "current_sentence", "group": "burglary"}, offence(date(2017, 1, 1)))
    assert (said.standing, said.text) == (MISSED, "current sentence for burglary: none")


@pytest.mark.parametrize(("score", "standing"), [(49.875, MISSED), (50, MET), (None, UNKNOWN)])
def test_a_score_at_or_above(score, standing):
    said = found({"kind": "score_at_least", "at_least": 50}, score=score, scored_on=ON)
    assert said.standing is standing


def test_a_marac_and_supervision():
    assert found({"kind": "marac_known"}).standing is MISSED
    assert found({"kind": "marac_known"}, maracs=((1, ON),)).standing is MET
    assert found({"kind": "not_supervised"}).standing is MET
    assert found({"kind": "not_supervised"}, supervisions=((1, ON),)).standing is MISSED


def test_what_people_judge_is_never_met_by_a_record():
    assert found({"kind": "by_hand", "note": "ready to change"}).standing is UNKNOWN


# Burglary Dwelling: (a sentence or a charge) and a conviction before (spec/source-facts.md, A1).
OLD, NEW = offence(date(2017, 5, 12)), offence(date(2019, 3, 20))
SERVED = Sentence("offenders.Supervision", 1, "licence", date(2018, 1, 1))


@pytest.mark.parametrize(
    ("offences", "sentences", "standing"),
    [
        ((), (), MISSED),
        ((OLD,), (), MISSED),  # C alone
        ((NEW,), (), MISSED),  # B alone
        ((OLD, NEW), (), MET),  # B and C
        ((OLD,), (SERVED,), MET),  # A and C
        ((NEW,), (SERVED,), MISSED),  # the sentence is not for it, and there is no conviction
    ],
)
def test_a_or_b_and_c(offences, sentences, standing):
    screening = rules.screen(examples()["BD"].checks, Facts(offences=offences, sentences=sentences), ON)
    assert screening.standing is standing


@pytest.mark.parametrize(
    ("requirements", "standing"),
    [
        ([], UNKNOWN),
        ([MET, MET], MET),
        ([MET, UNKNOWN], UNKNOWN),
        ([UNKNOWN, MISSED], MISSED),
        ([MET, MISSED], MISSED),
    ],
)
def test_all_requirements_must_hold(requirements, standing):
    assert rules.whole(requirements) is standing


@pytest.mark.parametrize(
    ("members", "maximum", "words"),
    [(249, 250, ""), (250, 250, "Would be number 251 of 250"), (251, 250, "Would be number 252 of 250"), (9, None, "")],
)
def test_the_maximum_warns(members, maximum, words):
    assert rules.over_the_maximum(members, maximum) == words


def test_every_example_has_its_source_and_checks_that_can_be_asked():
    assert len(examples()) == 14
    for example in examples().values():
        assert example.origin
        assert example.criteria
        for requirement in example.checks:
            assert requirement
            assert rules.any_of(rules.check(one, Facts(), ON) for one in requirement) in Standing
