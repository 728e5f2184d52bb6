"""The evaluation and the snapshot from rows of the database: who is in them and under which area."""

from datetime import date

import pytest

from agencies.models import Area
from offenders.models import Offender
from reporting.evaluation import evaluate
from reporting.snapshot import snapshot
from tests.factories import (
    THEFT_FROM_SHOP,
    CohortFactory,
    CustodySpellFactory,
    MembershipFactory,
    OffenderFactory,
    SupervisionFactory,
    arrested,
)

pytestmark = pytest.mark.django_db
START, END = date(2018, 4, 1), date(2019, 3, 31)


def year():
    return evaluate(START, END)


@pytest.fixture
def jarvis(scheme):
    """On the scheme of Luton since 2017, with one dwelling burglary before and one theft in the year."""
    jarvis = OffenderFactory()
    MembershipFactory(offender=jarvis, selected_on=date(2017, 6, 1))
    arrested(jarvis, date(2017, 5, 1))
    arrested(jarvis, date(2018, 6, 1), code=THEFT_FROM_SHOP)
    return jarvis


def test_an_empty_register_has_a_row_for_each_area_and_the_total(scheme):
    empty = year()
    assert empty["sample"] == 0
    assert empty["excluded"] == {}
    assert list(empty["all_offences"]) == ["Bedford", "Luton", "total"]
    assert empty["all_offences"]["total"]["decrease_pct"] is None
    assert empty["cost_of_burglary"] == {"unit": 5930, "before": 0, "after": 0, "saved": 0}


def test_one_person(jarvis):
    luton = year()["all_offences"]["Luton"]
    assert (luton["before"], luton["after"], luton["unchanged"], luton["decrease_pct"]) == (1, 1, 1, 0)
    assert year()["burglary_dwelling"]["total"]["after"] == 0


@pytest.mark.parametrize(
    ("disposal", "counts"),
    [
        ("charged", 1),
        ("summonsed", 1),
        ("cautioned", 1),
        ("conditional_caution", 1),
        ("penalty_notice", 1),
        ("community_resolution", 1),
        ("taken_into_consideration", 1),
        ("no_further_action", 0),
        ("released_under_investigation", 0),
        ("bailed", 0),
        ("not_guilty", 0),
    ],
)
def test_a_counted_offence_has_a_positive_disposal(disposal, counts, scheme):
    jarvis = OffenderFactory()
    MembershipFactory(offender=jarvis, selected_on=date(2017, 6, 1))
    arrested(jarvis, date(2018, 6, 1), disposal=disposal)
    assert year()["all_offences"]["total"]["after"] == counts


def test_each_offence_of_an_arrest_counts(jarvis):
    offence = arrested(jarvis, date(2018, 7, 1))
    offence.pk, offence.ref = None, "another"
    offence.save()
    assert year()["all_offences"]["total"]["after"] == 3


def test_someone_outside_the_scheme_has_a_row_of_their_own_in_the_tables_they_are_in(jarvis):
    outside = OffenderFactory(area=Area.objects.get(code="OUT"))
    MembershipFactory(offender=outside, selected_on=date(2017, 6, 1))
    found = year()
    assert list(found["all_offences"]) == ["Bedford", "Luton", "OUT", "total"]
    assert found["all_offences"]["OUT"]["cohort"] == 1
    assert list(found["burglary_dwelling"]) == ["Bedford", "Luton", "total"]


def test_someone_withdrawn_is_in_no_figure(jarvis):
    followed = MembershipFactory(selected_on=date(2017, 1, 1), deselected_on=START, deselection_code_id="1").offender
    SupervisionFactory(offender=jarvis)
    before = year(), snapshot(END)
    assert before[0]["sample"] == 1
    assert list(before[0]["after_deselection"]) == [followed.ref]
    Offender.objects.update(withdrawn=True)
    after = year()
    assert (after["sample"], after["after_deselection"]) == (0, {})
    assert {key: value for key, value in snapshot(END).items() if value} == {"on": "2019-03-31"}


def test_two_senders_with_the_same_ref_are_two_people(scheme):
    from audit.models import Source

    for name in ("Luton", "Bedford"):
        person = OffenderFactory(ref="B1", source=Source.objects.create(name=name))
        MembershipFactory(offender=person, selected_on=date(2017, 1, 1), deselected_on=START, deselection_code_id="1")
    assert len(year()["after_deselection"]) == 2


def test_facts_of_many_people_are_not_mixed_up(scheme):
    for number in range(6):
        person = OffenderFactory()
        MembershipFactory(offender=person, selected_on=date(2017, 6, 1))
        if number % 2:
            CustodySpellFactory(offender=person, admitted_on=START)
        for _ in range(number):
            arrested(person, date(2017, 5, 1))
    found = year()
    assert found["excluded"] == {"over_half_in_custody": 3}
    assert found["all_offences"]["total"]["before"] == 0 + 2 + 4


# the snapshot


@pytest.mark.parametrize(
    ("selected", "deselected", "member"),
    [
        (END, None, 1),
        (date(2019, 4, 1), None, 0),
        (date(2018, 1, 1), END, 0),  # deselected that day
        (date(2018, 1, 1), date(2019, 4, 1), 1),
    ],
)
def test_who_is_a_member_on_the_day(selected, deselected, member, scheme):
    code = "1" if deselected else None
    MembershipFactory(selected_on=selected, deselected_on=deselected, deselection_code_id=code)
    assert snapshot(END)["total"] == member


def test_somebody_on_two_cohorts_is_in_both_and_once_in_the_total(jarvis):
    MembershipFactory(offender=jarvis, cohort=CohortFactory(code="HI"), selected_on=date(2018, 1, 1))
    found = snapshot(END)
    assert found["total"] == 1
    assert found["by_cohort"] == {"BD": {"Luton": 1}, "HI": {"Luton": 1}}


@pytest.mark.parametrize(
    ("admitted", "released", "where"),
    [
        (END, None, "custody"),
        (date(2019, 4, 1), None, "liberty"),
        (date(2019, 1, 1), END, "liberty"),  # released that day
        (date(2019, 1, 1), date(2019, 4, 1), "custody"),
    ],
)
def test_at_liberty_or_in_custody(admitted, released, where, jarvis):
    CustodySpellFactory(offender=jarvis, admitted_on=admitted, released_on=released)
    assert snapshot(END)[where] == {"Luton": 1}


@pytest.mark.parametrize(
    ("providers", "first"),
    [
        ([], "none"),
        (["yot"], "yot"),
        (["yot", "crc"], "crc"),
        (["crc", "nps"], "nps"),
        (["nps", "probation_service"], "probation_service"),
    ],
)
def test_the_first_of_several_providers(providers, first, jarvis):
    for provider in providers:
        SupervisionFactory(offender=jarvis, provider=provider)
    assert snapshot(END)["supervision"] == {first: 1}


@pytest.mark.parametrize(
    ("started", "ended", "supervised"),
    [
        (END, None, True),
        (date(2019, 4, 1), None, False),
        (date(2018, 1, 1), END, False),
        (date(2018, 1, 1), date(2019, 4, 1), True),
    ],
)
def test_a_supervision_holds_until_the_day_it_ends(started, ended, supervised, jarvis):
    SupervisionFactory(offender=jarvis, started_on=started, ended_on=ended)
    assert snapshot(END)["supervision"] == {"crc" if supervised else "none": 1}


@pytest.mark.parametrize(
    ("on", "deselected", "there"),
    [
        (END, date(2018, 12, 31), False),
        (END, date(2019, 1, 1), True),
        (END, END, True),
        (END, date(2019, 4, 1), False),
        # The day after 27 February is the 28th; three months before it is 28 November.
        (date(2019, 2, 27), date(2018, 11, 27), False),
        (date(2019, 2, 27), date(2018, 11, 28), True),
        # The day after 30 May is the 31st; three months before it is the last day of February.
        (date(2019, 5, 30), date(2019, 2, 27), False),
        (date(2019, 5, 30), date(2019, 2, 28), True),
    ],
)
def test_deselections_of_the_last_three_months(on, deselected, there, scheme):
    MembershipFactory(selected_on=date(2018, 1, 1), deselected_on=deselected, deselection_code_id="2")
    assert snapshot(on)["deselections"] == ({"2": 1} if there else {})
