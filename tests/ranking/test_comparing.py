"""Why somebody is third, and why above the fourth: factor by factor, as far as the reader may see both."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies.sharing import everyday
from audit.models import Entry
from offenders.models import Offender
from ranking.comparing import beside_next
from ranking.models import Matrix
from ranking.rules import FACTORS, ScoringMatrix, Side, decided_by, differences
from ranking.visible import shown_places
from tests.conftest import TODAY
from tests.exceptional import restrict
from tests.factories import CustodySpellFactory, IntelligenceReportFactory, arrested
from tests.ranking.test_views import known
from tests.ranking.test_young import BORN, reading

pytestmark = pytest.mark.django_db
HIDDEN = frozenset({"intelligence", "drugs"})


@pytest.fixture
def matrix(db):
    return ScoringMatrix.read(Matrix.objects.get().points)


def side(eighths, *, in_custody=False, resident=True, latest=None, **points):
    return Side({name: points.get(name, 0) for name in FACTORS}, in_custody, resident, eighths, latest)


class TestWords:
    def test_the_largest_difference_in_favour_decides(self, matrix):
        # 20 + 10 + 16 = 46 against 15 + 15 + 12 = 42
        first = side(368, recency=20, frequency=10, severity=16)
        second = side(336, recency=15, frequency=15, severity=12)
        assert decided_by(first, second, matrix) == [
            "What decides is recency: 20 points against 15, the largest difference that puts this person above "
            "(46 points against 42 before the divisions)."
        ]
        assert [one.said for one in differences(first, second)] == [
            "5 more", "5 fewer", "4 more", "the same", "the same", "the same", "the same"
        ]  # fmt: skip

    def test_the_divisions_may_decide(self, matrix):
        # 20 against 46 / 4 = 11.5
        first, second = side(160, recency=20), side(92, in_custody=True, recency=20, frequency=10, severity=16)
        assert decided_by(first, second, matrix) == [
            "Before the divisions this person has 20 points and the next below 46: the divisions decide.",
            "The next below is in custody, which divides by 4.",
        ]

    def test_both_divisions_are_said_where_the_two_differ(self, matrix):
        first = side(80, resident=False, recency=20)
        second = side(10, resident=False, in_custody=True, recency=10)
        assert decided_by(first, second, matrix)[1:] == [
            "This person does not live in or visit the area, which divides by 2.",
            "The next below is in custody, which divides by 4, and does not live in or visit the area, which divides "
            "by 2.",
        ]

    @pytest.mark.parametrize(
        ("mine", "theirs", "said"),
        [
            (date(2019, 3, 20), date(2019, 3, 19), "newest first (20 March 2019 against 19 March 2019)"),
            (date(2018, 3, 20), None, "newest first (20 March 2018 against none on record)"),
            (date(2019, 3, 20), date(2019, 3, 20), "latest offence (20 March 2019): the reference decides"),
            (None, None, "no offence on record: the reference decides"),
        ],
    )
    def test_of_equal_scores_the_newest_offence_then_the_reference(self, mine, theirs, said, matrix):
        (sentence,) = decided_by(side(160, latest=mine, recency=20), side(160, latest=theirs, drugs=10), matrix)
        assert sentence.startswith("Both have the same score") and said in sentence

    def test_who_is_not_shown_a_factor_is_given_no_sum(self, matrix):
        first = side(368, recency=15, intelligence=15, engagement=7, drugs=10)
        second = side(336, recency=20, intelligence=5, engagement=4)
        said = decided_by(first, second, matrix, HIDDEN)
        assert said[0] == (
            "Of the factors shown to your agency the largest difference that puts this person above is engagement: "
            "7 points against 4."
        )
        assert said[-1].startswith("Intelligence and drugs count as well and are not shown to your agency")
        numbers = {int(n) for sentence in said for n in re.findall(r"\d+", sentence)}
        assert numbers == {7, 4}
        assert [one.said for one in differences(first, second, HIDDEN)] == [
            "5 fewer", "the same", "the same", "not shown", "not shown", "the same", "3 more"
        ]  # fmt: skip

    @pytest.mark.parametrize("hidden_points", [0, 5, 15])
    def test_nothing_that_is_said_depends_on_what_is_hidden(self, hidden_points, matrix):
        """The same words whatever the hidden factors are, and whether the scores are equal or not."""
        first, second = side(160, recency=20), side(160 - hidden_points * 8, recency=20)
        first.points["intelligence"] = hidden_points
        assert decided_by(first, second, matrix, HIDDEN) == [
            "None of the factors shown to your agency puts this person above.",
            "Intelligence and drugs count as well and are not shown to your agency: they may have decided, and so may "
            "the order of equal scores (the newest offence first, then the reference).",
        ]


@pytest.fixture
def three(scheme):
    """Iqbal has three offences of the day (46 points), Jarvis two (41), Kerr one (41: by reference after Jarvis)."""
    agencies = ("police", "probation", "prison", "housing")
    return [known(name, *agencies, offences=n) for name, n in (("Iqbal", 3), ("Jarvis", 2), ("Kerr", 1))]


def beside(user, run, who):
    return beside_next(user, run, shown_places(user, run, [who.pk])[who.pk], everyday(user))


class TestBeside:
    def test_the_police_see_every_factor_of_both(self, three, rank, person):
        IntelligenceReportFactory(offender=three[0])
        found = beside(person("aisha"), rank(), three[0])
        assert found.other.offender == three[1]
        assert [(line.first.points, line.second.points) for line in found.lines] == [
            (20, 20), (10, 5), (16, 16), (15, 0), (0, 0), (0, 0), (0, 0)
        ]  # fmt: skip
        assert found.why[0].startswith("What decides is intelligence: 15 points against 0")

    def test_partners_are_told_that_more_counts(self, three, rank, person):
        IntelligenceReportFactory(offender=three[0])
        found = beside(person("ines"), rank(), three[0])
        assert [line.first.points for line in found.lines] == [20, 10, 16, None, None, 0, 0]
        assert "frequency: 10 points against 5" in found.why[0] and "not shown to your agency" in found.why[-1]

    def test_of_the_last_it_says_so(self, three, rank, person):
        assert beside(person("aisha"), rank(), three[2]).last

    def test_of_somebody_whom_the_reader_does_not_see_nothing_is_there(self, three, rank, person):
        three[1].involvements.filter(agency__code="probation").delete()
        found = beside(person("ines"), rank(), three[0])
        assert (found.last, found.other, found.lines, found.why) == (False, None, [], [])

    def test_nor_of_a_restricted_person(self, three, rank, person):
        restrict(three[1], by=person("aisha"))
        assert beside(person("aisha"), rank(), three[0]).other is None

    def test_for_who_is_shown_no_young_the_next_is_the_next_adult(self, three, rank, person):
        Offender.objects.filter(pk=three[1].pk).update(date_of_birth=BORN)
        run = rank()
        assert beside(person("aisha"), run, three[0]).other.offender == three[1]
        found = beside(person("ines"), run, three[0])
        assert found.other.offender == three[2] and found.other.shown_rank == 2

    def test_it_takes_as_many_queries_for_any_two(self, three, rank, person, django_assert_max_num_queries):
        user, run = person("aisha"), rank()
        place = shown_places(user, run, [three[0].pk])[three[0].pk]
        with django_assert_max_num_queries(26):
            beside_next(user, run, place, everyday(user))


def page_of(client, who):
    client.post(reverse("visits:why", args=[who.public_id]), {"why": "Standing in for a colleague"})
    response = client.get(reverse("casefile:section", args=[who.public_id, "rank"]))
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


class TestPage:
    def test_the_page_says_why_and_the_log_names_both(self, three, rank, signed_in):
        CustodySpellFactory(offender=three[1], admitted_on=TODAY - timedelta(3))
        rank()  # Kerr has 41, Jarvis 41 / 4
        page = page_of(signed_in("aisha"), three[2])
        assert "Why 2nd, and why above the next below" in page
        assert "has 41 points and the next below 41: the divisions decide" in page and "JARVIS, Ethan" in page
        assert "Divided by nothing 4, in custody" in page
        named = Entry.objects.get(channel="casefile.person.rank, below")
        assert (named.offender_id, named.categories) == (three[1].pk, ["identity", "scores"])

    def test_of_somebody_whom_the_reader_does_not_see_nothing_is_written(self, three, rank, client):
        three[1].involvements.filter(agency__code="probation").delete()
        rank()
        page = page_of(reading(client, "probation"), three[0])
        assert "JARVIS" not in page and "of whom your agency is shown nothing" in page
        assert not Entry.objects.filter(channel="casefile.person.rank, below").exists()

    def test_a_partner_reads_no_sum(self, three, rank, client):
        IntelligenceReportFactory(offender=three[0])
        arrested(three[1], date(2018, 1, 1))
        rank()
        page = page_of(reading(client, "prison"), three[0])
        part = page[page.index("Why 1st") :]
        assert "Not shown to your agency; counted in the score" in part and "before the divisions" not in part
