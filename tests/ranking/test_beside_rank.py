"""What stands beside a rank: a release within 28 days, what is missing that could change it, data that is late."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from agencies.categories import Category
from agencies.models import Agency, Area
from agencies.rules import Levels
from agencies.sharing import everyday
from contacts.models import Appointment
from offenders.models import ExpectedRelease, Offence
from ranking import beside_rank
from ranking.models import Matrix, RankingSetting, SettingName
from ranking.rules import Facts, Gaps, ScoringMatrix, feeds, in_words, missing
from ranking.rules.facts import Level, Report
from tests.conftest import TODAY
from tests.factories import AreaFactory, CustodySpellFactory, MembershipFactory, OffenceFactory, arrested
from tests.ranking.registers import ago
from tests.ranking.test_views import known, read
from tests.ranking.test_young import reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def matrix(db):
    return ScoringMatrix.read(Matrix.objects.get().points)


def said(facts, gaps, matrix):
    return in_words(missing(facts, gaps, TODAY, matrix))


class TestMissing:
    @pytest.mark.parametrize(
        ("back", "there"), [(1, True), (90, True), (91, False), (0, False), (-1, False)]
    )  # within 91 days, and its day is over
    def test_an_appointment_without_outcome(self, back, there, matrix):
        found = said(Facts(), Gaps(without_outcome=(ago(back),)), matrix)
        assert bool(found) is there
        if there:
            day = ago(back)
            assert found == [f"no outcome recorded of an appointment since {day.day} {day:%B %Y}"]

    def test_one_that_could_change_nothing_is_not_missing(self, matrix):
        """Nine kept: with one missed 9 of 10 are kept, not under three quarters."""
        kept = Facts(kept=tuple(ago(n) for n in range(1, 10)))
        assert said(kept, Gaps(without_outcome=(ago(1),)), matrix) == []
        # With four missed 9 of 13 are kept, under three quarters: 4 points.
        four = Gaps(without_outcome=tuple(ago(n) for n in range(1, 5)))
        assert said(kept, four, matrix) == ["no outcome recorded of 4 appointments since 27 March 2019"]

    @pytest.mark.parametrize(
        ("offences", "open_", "there"),
        [
            ([], [(3, 4)], True),
            ([(3, 4), (3, 4)], [(3, 4)], True),  # two to three: 10 points for 5
            ([(3, 4)], [(3, 4)], False),  # one to two: the same band
            ([(3, 4)], [(3, 5)], True),  # more severe
            ([(3, 4)], [(700, 5)], False),
            ([], [(-1, 4)], False),
        ],
    )
    def test_an_offence_without_disposal(self, offences, open_, there, matrix):
        facts = Facts(offences=tuple((ago(back), severity) for back, severity in offences))
        gaps = Gaps(without_disposal=tuple((ago(back), severity) for back, severity in open_))
        assert bool(said(facts, gaps, matrix)) is there

    def test_pathways_of_who_is_on_a_cohort(self, matrix):
        facts = Facts(levels=(Level("accommodation", ago(500), False), Level("drugs_alcohol", ago(-1), True)))
        assert said(facts, Gaps(), matrix) == []
        assert said(facts, Gaps(member=True), matrix) == ["never assessed: relationships, drugs and alcohol"]

    def test_a_mark_tells_nothing_of_the_other_factors(self, matrix):
        """Whoever was reported for drug use could gain nothing by a need; the mark is there all the same."""
        facts = Facts(reports=(Report(TODAY, "drug_use", "A", 1),))
        assert "drugs and alcohol" in said(facts, Gaps(member=True), matrix)[0]


@pytest.mark.parametrize(("last", "late"), [(7, False), (8, True), (9, True), (0, False), (-30, False), (None, True)])
def test_a_feed_is_late_after_eight_days(last, late):
    assert feeds.is_late(None if last is None else ago(last), TODAY, 8) is late


@pytest.fixture
def wayne(scheme):
    wayne = known("Wayne", "police", "probation", "prison", "housing")
    arrested(wayne, date(2018, 1, 1))
    return wayne


def marks(run, user, who):
    return beside_rank.provisional(run, levels(user, who), beside_rank.members_of(run, [who.pk]))


def levels(user, who):
    return {who.pk: everyday(user)}


class TestProvisional:
    @pytest.fixture
    def open_matters(self, wayne):
        Appointment.objects.create(
            offender=wayne, agency=Agency.objects.get(code="probation"), kind="office", due_on=ago(3)
        )
        arrested(wayne, ago(5), disposal="bailed")
        MembershipFactory(offender=wayne)
        return wayne

    def test_the_police_read_all_of_it(self, open_matters, rank, person):
        found = marks(rank(), person("aisha"), open_matters)
        assert found[open_matters.pk] == [
            "no outcome recorded of an appointment since 28 March 2019",
            "no disposal yet of an offence, arrested since 26 March 2019",
            "never assessed: accommodation, relationships, drugs and alcohol",
        ]

    def test_who_is_not_shown_drugs_is_not_told_what_could_change_them(self, open_matters, rank, person):
        found = marks(rank(), person("ines"), open_matters)
        assert "never assessed: accommodation, relationships" in found[open_matters.pk]

    def test_nothing_is_missing_nobody_is_marked(self, wayne, rank, person):
        assert marks(rank(), person("aisha"), wayne) == {}

    def test_the_list_and_the_page_say_it(self, open_matters, rank, signed_in):
        rank()
        client = signed_in("aisha")
        assert 'Provisional</span> <span class="small why">no outcome recorded of an appointment' in read(client)
        assert "Never assessed: accommodation" in of_person(client, open_matters)


def of_person(client, who):
    client.post(reverse("visits:why", args=[who.public_id]), {"why": "Standing in for a colleague"})
    return client.get(reverse("casefile:section", args=[who.public_id, "rank"])).content.decode()


class TestRelease:
    @pytest.fixture
    def expected(self, wayne):
        CustodySpellFactory(offender=wayne)

        def on(day):
            ExpectedRelease.objects.create(
                offender=wayne, expected_on=day, kind="automatic", said_by="The prison", set_on=date(2019, 3, 1)
            )

        return on

    @pytest.mark.parametrize(("days", "there"), [(28, True), (29, False), (0, True), (-2, True)])
    def test_within_28_days_and_what_is_overdue(self, days, there, expected, wayne, rank, person):
        expected(TODAY + timedelta(days))
        found = beside_rank.releases(levels(person("aisha"), wayne), TODAY)
        assert found == ({wayne.pk: TODAY + timedelta(days)} if there else {})

    def test_the_list_and_the_page_say_it(self, expected, wayne, rank, signed_in):
        expected(date(2019, 4, 12))
        rank()
        client = signed_in("aisha")
        assert "Release expected 12 Apr 2019" in read(client)
        assert "Release is expected on <b>12 April 2019</b>" in of_person(client, wayne)

    def test_who_may_not_know_of_custody_is_not_told(self, expected, wayne, rank, person):
        expected(date(2019, 4, 12))
        has = levels(person("aisha"), wayne)[wayne.pk]
        without = Levels({category: level for category, level in has.of.items() if category is not Category.CUSTODY})
        assert beside_rank.releases({wayne.pk: without}, TODAY) == {}


def arrived(code, day):
    """The last offence of an area reached the register on a day, at half past eleven at night in London."""
    offence = OffenceFactory(area=AreaFactory(code=code))
    at = datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC)
    Offence.objects.filter(area=offence.area).update(created_at=at)


class TestFeeds:
    def late(self, run):
        return {Area.objects.get(pk=pk).code: words for pk, words in beside_rank.late_feeds(run).items()}

    def test_eight_days_without_a_new_offence(self, scheme, rank):
        arrived("Luton", ago(8))
        arrived("Bedford", ago(7))
        assert self.late(rank()) == {
            "Luton": "No new offence from Luton has reached the register since 23 March 2019 (8 days): ranks of people "
            "there may be too low."
        }

    def test_an_area_of_which_nothing_ever_came(self, scheme, rank):
        arrived("Luton", TODAY)
        assert self.late(rank()) == {
            "Bedford": "No offence from Bedford has ever reached the register: ranks of people there may be too low."
        }

    def test_the_day_is_londons(self, scheme, rank):
        """Half past eleven by universal time is in summer half past midnight of the next day."""
        arrived("Luton", date(2019, 6, 10)), arrived("Bedford", date(2019, 6, 11))
        assert set(self.late(rank(date(2019, 6, 19)))) == {"Luton"}  # the 11th in London, eight days before

    def test_how_many_days_is_a_setting(self, scheme, rank):
        arrived("Luton", ago(8)), arrived("Bedford", ago(9))
        RankingSetting.objects.create(
            code="later", setting=SettingName.FEED_DAYS, version=2, number=9, from_on=TODAY, source="A test"
        )
        assert set(self.late(rank())) == {"Bedford"}

    def test_a_run_keeps_what_it_found(self, scheme, rank):
        arrived("Luton", ago(8)), arrived("Bedford", TODAY)
        run = rank()
        arrived("Luton", TODAY)
        assert set(self.late(run)) == {"Luton"} and self.late(rank()) == {}

    def test_the_list_and_the_page_name_the_area_and_since_when(self, wayne, rank, signed_in):
        arrived("Luton", ago(8)), arrived("Bedford", TODAY)
        rank()
        client = signed_in("aisha")
        page = read(client)
        assert "No new offence from Luton has reached the register since 23 March 2019 (8 days)" in page
        assert len(re.findall("Offence data late", page)) == 1
        assert "since 23 March 2019 (8 days)" in of_person(client, wayne)


def test_who_sees_no_scores_sees_none_of_it(wayne, rank, client):
    arrived("Luton", ago(8))
    rank()
    page = reading(client, "housing").get("/ranking/").content.decode()
    assert "No new offence" not in page and "Provisional" not in page
