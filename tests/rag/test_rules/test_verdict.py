"""What is named, in which order, by which version, at, above and below the boundary (spec/rag.md)."""

import pytest

from agencies.sharing import Category
from rag.models import Status
from rag.rules import Code, Reason, Record, Verdict
from tests.rag.made import arrest, codes, due, found, judged, marker, report, sample, spell
from tests.rag.scheme import DATA, changed

# --- judgement and the rest


def test_a_judgement_that_risk_falls_says_nothing():
    assert codes(judgements=[judged("03-10", "decrease")]) == ["no_concern"]


def test_nothing_of_concern_is_green():
    assert found() == Verdict(Status.GREEN, found().reasons)
    assert codes() == ["no_concern"]


SOME = {
    "arrest": {"arrests": [arrest("03-10")]},
    "intelligence_confirmed": {"reports": [report("03-10")]},
    "intelligence_unconfirmed": {"reports": [report("03-10", "3C")]},
    "drug_use": {"tests": [sample("03-10", "positive")]},
    "professional_judgement": {"judgements": [judged("03-10")]},
    "release": {"custody": [spell("01-01", "03-10")]},
    "release_poor_engagement": {"custody": [spell("03-11", "03-12", "poor")]},
    "engagement_not_evidenced": {"appointments": []},
    "multiple_agencies_disengaged": {"appointments": [due("03-10", "missed", a) for a in ("police", "prison")]},
    "engagement_drop": {"appointments": [due("03-10", "missed")]},
    "arrest_similar_or_higher": {"arrests": [arrest("2018-01-01", 3), arrest("03-11", 3)]},
}
AMBER_PLUS = {
    "intelligence_confirmed",
    "drug_use",
    "release_poor_engagement",
    "multiple_agencies_disengaged",
    "arrest_similar_or_higher",
}
ALSO = {
    "multiple_agencies_disengaged": {"engagement_drop"},
    "arrest_similar_or_higher": {"arrest"},
    "arrest": set(),
}
ENGAGEMENT = ("engagement_not_evidenced", "multiple_agencies_disengaged", "engagement_drop")


# Of the three answers to the one question of engagement no two are put together: they are in test_engagement.
PAIRS = [(a, b) for a in SOME for b in SOME if a == b or not {a, b} <= set(ENGAGEMENT)]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_every_reason_that_holds_is_named_of_amber_plus_and_amber_together(first, second):
    """The whole grid of two reasons: the status is the worse of the two, and both are named."""
    facts = {}
    for name, rows in [*SOME[first].items(), *(SOME[second].items() if second != first else [])]:
        facts[name] = [*facts.get(name, []), *rows]
    verdict = found(engaged="appointments" not in facts, **facts)
    assert set(verdict.codes) == {first, second} | ALSO.get(first, set()) | ALSO.get(second, set())
    assert verdict.status == ("AMBER+" if {first, second} & AMBER_PLUS else "AMBER")


TAKEN = {"tested_on": "2019-03-19", "regime": "licence", "opiates": "positive", "cocaine": "negative"}
MADE = {"arrested_on": "2019-03-10", "offences": [{"severity": 3, "positive": True, "open": False}]}


def test_reasons_name_their_category_their_records_and_the_status_they_lead_to():
    """Each record with the values that the reason rested on: they stand when the record has been corrected."""
    taken, made = sample("03-19", "positive"), arrest("03-10")
    verdict = found(tests=[taken], arrests=[made])
    assert verdict.reasons == (
        Reason(
            Code.DRUG_USE,
            "Positive test for opiates, 19 March 2019",
            Category.TESTS,
            (Record("enforcement.drugtest", taken.id, TAKEN),),
            Status.AMBER_PLUS,
        ),
        Reason(
            Code.ARREST,
            "Arrested 10 March 2019",
            Category.OFFENDING,
            (Record("offenders.arrest", made.id, MADE),),
            Status.AMBER,
        ),
    )


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("arrest", Category.OFFENDING),
        ("arrest_similar_or_higher", Category.OFFENDING),
        ("intelligence_confirmed", Category.INTELLIGENCE_ORIGINAL),
        ("intelligence_unconfirmed", Category.INTELLIGENCE_ORIGINAL),
        ("drug_use", Category.TESTS),
        ("professional_judgement", Category.SCHEME),
        ("release", Category.CUSTODY),
        ("release_poor_engagement", Category.CUSTODY),
        ("engagement_drop", Category.ENGAGEMENT),
        ("engagement_not_evidenced", Category.ENGAGEMENT),
        ("multiple_agencies_disengaged", Category.ENGAGEMENT),
    ],
)
def test_each_reason_belongs_to_the_category_that_it_comes_from(code, category):
    verdict = found(engaged="appointments" not in SOME[code], **SOME[code])
    assert {reason.category for reason in verdict.reasons if reason.code == code} == {category}


def test_a_long_list_stays_short():
    verdict = found(arrests=[arrest(f"03-{n:02}", [1]) for n in range(10, 15)])
    assert verdict.reasons[0].text == (
        "Arrested 14 March 2019; Arrested 13 March 2019; Arrested 12 March 2019; and 2 more"
    )


# --- thresholds and the order are data of the scheme


def test_another_area_may_ask_for_a_larger_drop():
    appointments = [
        due("03-10"),
        due("03-11", "missed"),
        *[due("02-10")] * 3,
        *[due("02-11", "missed")] * 2,
    ]  # 60% to 50%
    drop = {
        n: found(appointments=appointments, engaged=False, thresholds=changed(least_drop_percent=n)) for n in (10, 11)
    }
    assert [drop[n].codes for n in (10, 11)] == [["engagement_drop"], ["no_concern"]]


def test_another_area_may_set_its_own_windows_and_order():
    assert codes(arrests=[arrest("02-10")], thresholds=changed(recent_months=2)) == ["arrest"]
    order = list(reversed(DATA["thresholds"]["order"]))
    verdict = found(custody=[spell("03-01")], wanted=[marker("03-01")], thresholds=changed(order=order))
    assert verdict.codes == ["wanted"]


def test_a_version_with_a_key_that_no_rule_knows_is_refused():
    with pytest.raises(TypeError):
        changed(least_dorp=1)
