"""Each rule of the proposal at, above and below its boundary (spec/rag.md), on plain values."""

from datetime import date
from itertools import count

import pytest

from agencies.sharing import Category
from rag.models import Status
from rag.rules import (
    Appointment,
    Arrest,
    Code,
    Decided,
    DrugTest,
    Facts,
    Judged,
    Marker,
    Offence,
    Reason,
    Report,
    Spell,
    Verdict,
    propose,
)
from tests.rag.scheme import DATA, changed, version_1

ON = date(2019, 3, 31)  # a Sunday; the clocks go forward. The last month is 1 to 31 March, after 28 February
number = count(1)

KEPT = Appointment(900, date(2019, 3, 10), "probation", "kept")


def d(text: str) -> date:
    """ "03-31" is of 2019."""
    return date.fromisoformat(text if len(text) > 5 else f"2019-{text}")


def spell(start, end=None, engagement=""):
    return Spell(next(number), d(start), d(end) if end else None, engagement, "HMP Bedford")


def marker(issued, resolved=None, kind="warrant"):
    return Marker(next(number), kind, d(issued), d(resolved) if resolved else None)


def arrest(on, *offences):
    """An offence is its severity; in brackets it has no positive disposal."""
    rows = (Offence(o[0], False) if isinstance(o, list) else Offence(o, True) for o in offences or (3,))
    return Arrest(next(number), d(on), tuple(rows))


def report(on, grade="1A", kind="offending"):
    return Report(next(number), d(on), kind, grade[1], int(grade[0]))


def sample(on, opiates="negative", cocaine="negative", regime="licence"):
    return DrugTest(next(number), d(on), regime, opiates, cocaine)


def due(on, outcome="kept", agency="probation"):
    names = {"kept": "kept", "missed": "missed_unacceptable", "excused": "missed_acceptable"}
    return Appointment(next(number), d(on), agency, names[outcome])


def judged(on, direction="increase"):
    return Judged(next(number), d(on), "Probation", direction)


def decided(on, status, by="panel", ref="R1"):
    return Decided(next(number), ref, d(on), status, by == "panel")


def found(on=ON, thresholds=None, engaged=True, **facts):
    """The verdict on somebody who keeps appointments, with these facts besides."""
    if engaged:
        facts["appointments"] = (*facts.get("appointments", ()), KEPT._replace(due_on=on))
    return propose(Facts(**{name: tuple(rows) for name, rows in facts.items()}), on, thresholds or version_1())


def codes(**facts):
    return found(**facts).codes


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
        pytest.skip("in custody on the day")
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


@pytest.mark.parametrize("first", SOME)
@pytest.mark.parametrize("second", SOME)
def test_every_reason_that_holds_is_named_of_amber_plus_and_amber_together(first, second):
    """The whole grid of two reasons: the status is the worse of the two, and both are named."""
    if first != second and first in ENGAGEMENT and second in ENGAGEMENT:
        pytest.skip("three answers to one question: they are in test_engagement")
    facts = {}
    for name, rows in [*SOME[first].items(), *(SOME[second].items() if second != first else [])]:
        facts[name] = [*facts.get(name, []), *rows]
    verdict = found(engaged="appointments" not in facts, **facts)
    assert set(verdict.codes) == {first, second} | ALSO.get(first, set()) | ALSO.get(second, set())
    assert verdict.status == ("AMBER+" if {first, second} & AMBER_PLUS else "AMBER")


def test_reasons_name_their_category_their_records_and_the_status_they_lead_to():
    taken, made = sample("03-19", "positive"), arrest("03-10")
    verdict = found(tests=[taken], arrests=[made])
    assert verdict.reasons == (
        Reason(
            Code.DRUG_USE,
            "Positive test for opiates, 19 March 2019",
            Category.TESTS,
            (("enforcement.drugtest", taken.id),),
            Status.AMBER_PLUS,
        ),
        Reason(
            Code.ARREST, "Arrested 10 March 2019", Category.OFFENDING, (("offenders.arrest", made.id),), Status.AMBER
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
