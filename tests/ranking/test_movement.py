"""How far somebody has moved: since last night, since their area's last panel, since a month before."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies.models import User
from offenders.models import Offender
from ranking import queries
from ranking.rules import Since
from ranking.visible import NEW, shown_movement
from tests import factories
from tests.conftest import TODAY
from tests.factories import AreaFactory, OffenderFactory, arrested
from tests.ranking.test_views import known, names, read

pytestmark = pytest.mark.django_db


def sat(area, day):
    return factories.sat(area, day, User.objects.get(is_command_line=True))


def closed(panel):
    factories.signed(panel, User.objects.get(is_command_line=True), "2019-01-01T10:00Z")


def offends(who, times):
    for _ in range(times):
        arrested(who, date(2018, 12, 20))


@pytest.fixture
def wayne(scheme, rank):
    """Wayne of Luton is last of four on 20 January, third on 28 February, second on 30 March and first on the day."""
    wayne, others = known("Wayne", "police", "probation"), [known(name, "police") for name in "ABC"]
    for who, times in zip(others, (10, 6, 3), strict=True):
        offends(who, times)  # 20, 15 and 10 points of frequency
    rank(date(2019, 1, 20))
    offends(wayne, 3)
    # The same points as C: the tie goes by reference, C before Wayne; a newer offence puts Wayne before C.
    arrested(wayne, date(2018, 12, 21))
    rank(date(2019, 2, 28))
    offends(wayne, 2)  # six
    rank(TODAY - timedelta(1))
    offends(wayne, 4)  # ten
    return wayne


def moved(run, who, since):
    return queries.movement(run, [who.pk], since=since).get(who.pk, "nothing")


class TestSince:
    def test_last_night_a_month_and_the_panel_are_three_rankings(self, wayne, rank):
        sat(wayne.area, date(2019, 2, 1))
        run = rank()
        assert [queries.places(one, [wayne.pk])[wayne.pk].rank for one in queries._finished()] == [1, 2, 3, 4]
        assert moved(run, wayne, Since.NIGHT) == 1
        assert moved(run, wayne, Since.MONTH) == 2
        assert moved(run, wayne, Since.PANEL) == 3  # the ranking of 20 January was the latest when it sat

    @pytest.mark.parametrize(
        ("held_on", "places"),
        [
            (date(2019, 2, 27), 3),
            (date(2019, 2, 28), 2),  # the day's own ranking
            (TODAY - timedelta(1), 1),
            (TODAY, "nothing"),  # it sits after this ranking
            (date(2019, 1, 19), "nothing"),  # nobody had been ranked
        ],
    )
    def test_the_panel_is_the_last_before_the_ranking(self, held_on, places, wayne, rank):
        sat(wayne.area, held_on)
        assert moved(rank(), wayne, Since.PANEL) == places

    def test_of_two_panels_it_is_the_later(self, wayne, rank):
        closed(sat(wayne.area, date(2019, 2, 1)))
        sat(wayne.area, date(2019, 3, 1))
        assert moved(rank(), wayne, Since.PANEL) == 2

    def test_each_area_has_its_own_panel(self, wayne, rank):
        sat(AreaFactory(code="Bedford"), date(2019, 2, 1))
        assert moved(rank(), wayne, Since.PANEL) == "nothing"

    @pytest.mark.parametrize(("ago", "places"), [(7, 3), (8, "nothing")])
    def test_where_nights_are_missing_a_week_is_looked_back(self, ago, places, scheme, rank):
        wayne, others = OffenderFactory(ref="wayne"), [OffenderFactory(ref=ref) for ref in "abc"]
        rank(TODAY - timedelta(ago))
        offends(wayne, 1)
        assert len(others) == 3 and moved(rank(), wayne, Since.NIGHT) == places

    def test_who_came_since_is_new_on_the_register(self, wayne, rank, person):
        zac = OffenderFactory(ref="zac")
        run = rank()
        assert shown_movement(person("aisha"), run, [zac.pk], Since.NIGHT) == {zac.pk: NEW}

    def test_where_there_is_nothing_to_measure_from_nobody_is_new(self, wayne, rank, person):
        run = rank(date(2019, 1, 20))
        assert shown_movement(person("aisha"), run, [wayne.pk], Since.MONTH) == {}


def cells(page):
    return [re.sub(r"<.*?>|\s", "", cell) for cell in re.findall(r'data-label="Moved">(.*?)</td>', page)]


class TestPages:
    def test_the_list_measures_from_what_is_chosen(self, wayne, rank, signed_in):
        sat(wayne.area, date(2019, 2, 1))
        rank()
        client = signed_in("aisha")
        for since, said, day in (
            ("", "▲up2", "since 28 February 2019"), ("night", "▲up1", "since 30 March 2019"),
            ("panel", "▲up3", "Luton 20 Jan 2019"), ("horoscope", "▲up2", "since 28 February 2019"),
        ):  # fmt: skip
            page = read(client, since=since)
            assert (names(page)[0], cells(page)[0]) == ("WAYNE", said)
            assert day in page

    def test_an_area_without_a_panel_says_so(self, wayne, rank, signed_in):
        Offender.objects.filter(ref="A").update(area=AreaFactory(code="Bedford"))
        sat(wayne.area, date(2019, 2, 1))
        rank()
        found = dict(zip(names(read(signed_in("aisha"), since="panel")), cells(read(signed_in("aisha"), since="panel")),
                         strict=True))  # fmt: skip
        assert found["A"] == "nopaneltomeasurefrom" and found["WAYNE"] == "▲up3"

    def test_without_any_the_list_says_that_there_is_none(self, wayne, rank, signed_in):
        rank()
        page = read(signed_in("aisha"), since="panel")
        assert cells(page) == [] and "No panel of these areas sat before this ranking" in page

    def test_the_persons_page_has_all_three(self, wayne, rank, signed_in):
        sat(wayne.area, date(2019, 2, 1))
        rank()
        client = signed_in("aisha")
        client.post(reverse("visits:why", args=[wayne.public_id]), {"why": "Standing in for a colleague"})
        page = client.get(reverse("casefile:section", args=[wayne.public_id, "rank"])).content.decode()
        rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td class="num">(.*?)</td>', page)
        said = [(since, day, re.sub(r"<.*?>|\s", "", places)) for since, day, places in rows]
        assert said == [
            ("Last night", "30 Mar 2019", "▲up1"),
            ("The area’s last panel", "20 Jan 2019", "▲up3"),
            ("A month before", "28 Feb 2019", "▲up2"),
        ]
        assert "Rank 1 of 4, score" in page
