"""Why somebody has their rank, as each reader may know it."""

import pytest
from django.template.loader import render_to_string

from agencies.sharing import everyday
from ranking import queries, visible
from tests.conftest import TODAY
from tests.factories import DrugTestFactory, IntelligenceReportFactory, OffenderFactory, arrested
from tests.ranking.test_young import BORN

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(scheme, rank):
    wayne = OffenderFactory(resident=False)
    arrested(wayne, TODAY)
    IntelligenceReportFactory(offender=wayne)
    return queries.places(rank(), [wayne.pk])[wayne.pk]


def by_name(factors):
    return {factor.name: (factor.points, factor.reason) for factor in factors}


def test_the_police_see_every_factor_with_its_sentence(place, person):
    shown = by_name(visible.factors_for(everyday(person("aisha")), place))
    assert shown["recency"] == (20, "Latest offence on the day itself")
    assert shown["intelligence"][0] == 15


def test_partners_see_neither_points_nor_sentence_of_intelligence(place, person):
    shown = by_name(visible.factors_for(everyday(person("ines")), place))
    assert shown["recency"][0] == 20
    assert shown["intelligence"] == shown["drugs"] == (None, visible.NOT_SHOWN)


@pytest.mark.parametrize(
    "behind",
    [
        lambda who: DrugTestFactory(offender=who, regime="voluntary", opiates="positive"),
        lambda who: DrugTestFactory(offender=who, regime="licence", cocaine="positive"),
        lambda who: IntelligenceReportFactory(offender=who, kind="drug_use"),
    ],
    ids=["voluntary", "statutory", "report"],
)
def test_a_positive_test_and_a_report_read_the_same_so_that_a_voluntary_test_is_not_told(behind, scheme, rank, person):
    wayne = OffenderFactory()
    behind(wayne)
    place = queries.places(rank(), [wayne.pk])[wayne.pk]
    shown = by_name(visible.factors_for(everyday(person("aisha")), place))
    assert shown["drugs"] == (10, "Positive test or report of drug use in the last 91 days")


def test_points_stay_those_on_record_where_the_facts_were_corrected(place, person):
    place.offender.arrests.all().delete()
    assert by_name(visible.factors_for(everyday(person("aisha")), place))["recency"] == (20, visible.CORRECTED)


def page_of(reader, run, offender):
    place = visible.shown_places(reader, run, [offender.pk])[offender.pk]
    return render_to_string(
        "ranking/_factors.html", {"place": place, "factors": visible.factors_for(everyday(reader), place)}
    )


def test_the_person_pages_part_renders(place, person):
    page = page_of(person("aisha"), place.run, place.offender)
    assert "Rank 1 of 1, score 28.00, as of 31 March 2019" in page  # 20 + 5 + 16 + 15 = 56, divided by 2
    assert "÷ 2" in page


def test_it_leaves_no_gap_where_somebody_under_18_stands(scheme, rank, person):
    young, wayne = OffenderFactory(date_of_birth=BORN), OffenderFactory()
    arrested(young, TODAY)
    run = rank()
    assert "Rank 2 of 2, " in page_of(person("aisha"), run, wayne)
    assert "Rank 1 of 1, " in page_of(person("ines"), run, wayne)
