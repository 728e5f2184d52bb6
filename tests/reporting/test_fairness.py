"""The page of fairness: who is counted in which group, what is hidden, and what the figures cannot say."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.code_lists import command_line
from offenders.models import Ethnicity
from ranking import actions as ranking
from reporting.fairness.figures import fairness
from tests.conftest import TODAY
from tests.factories import DecisionFactory, MembershipFactory, OffenderFactory, arrested
from tests.ranking.test_young import BORN

pytestmark = pytest.mark.django_db
PAGE = "/reports/fairness/"


@pytest.fixture
def twenty(scheme):
    """Ten men, White, of whom five offended; ten women, Asian, of whom five offended. The men are on a cohort, half of
    them AMBER+ and half GREEN."""
    white, asian = Ethnicity.objects.get(code="W1"), Ethnicity.objects.get(code="A2")
    made = []
    for number in range(20):
        man = number < 10
        who = OffenderFactory(sex="M" if man else "F", ethnicity=white if man else asian, ref=f"T{number:02}")
        made.append(who)
        if number % 2:
            arrested(who, TODAY)
        if man:
            MembershipFactory(offender=who)
            DecisionFactory(offender=who, status="AMBER+" if number % 2 else "GREEN")
    ranking.run(as_of=TODAY, by=command_line())
    return made


def rows(user, title, measure):
    """Each row's groups, N, rate and interval."""
    part = next(one for one in fairness(user, TODAY).dimensions[title] if one.measure == measure)
    return [(set(one.groups), one.of, one.rate, one.low, one.high) for one in part.rows]


UPPER, ON_A_COHORT = "In the upper half of the ranking", "On a cohort"


class TestFigures:
    def test_each_group_by_hand(self, twenty, person):
        femi = person("femi")
        # Five of ten men and five of ten women are in the upper half: 50%, 24 to 76. Of nobody there are fewer than
        # five: they stand with women, who come first by name.
        assert rows(femi, "By sex", UPPER) == [
            ({"Male"}, 10, 50, 24, 76), ({"Female", "Not known", "Not specified"}, 10, 50, 24, 76)
        ]  # fmt: skip
        white = next(row for row in rows(femi, "By ethnicity", UPPER) if row[0] == {"White"})
        assert white == ({"White"}, 10, 50, 24, 76)
        # Five of the ten on a cohort are AMBER+.
        assert rows(femi, "Everybody", "RED or AMBER+, of those on a cohort") == [({"Everybody"}, 10, 50, 24, 76)]

    def test_all_men_and_no_woman_is_a_member_and_all_stand_together(self, twenty, person):
        assert rows(person("femi"), "By sex", ON_A_COHORT) == [
            ({"Male", "Female", "Not known", "Not specified"}, 20, 50, 30, 70)
        ]

    def test_of_whom_the_reader_is_shown_no_rank_nobody_is_counted(self, twenty, person):
        for who in twenty[:5]:
            who.date_of_birth = BORN
            who.save()
        ranking.run(as_of=TODAY, by=command_line())
        # The youngest five are under 18: police count them, probation counts fifteen.
        assert rows(person("femi"), "Everybody", UPPER)[0][1] == 20
        assert rows(person("ines"), "Everybody", UPPER)[0][1] == 15

    def test_it_takes_as_many_queries_for_any_number_of_people(self, twenty, person):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                fairness(person_, TODAY)
            return len(captured)

        person_ = person("femi")
        few = queries()
        for number in range(30):
            OffenderFactory(ref=f"M{number}")
        ranking.run(as_of=TODAY, by=command_line())
        assert queries() == few


class TestPage:
    def test_it_says_n_rate_interval_and_what_they_cannot_say(self, twenty, signed_in):
        page = " ".join(re.sub(r"<[^>]*>", " ", signed_in("femi").get(PAGE).content.decode()).split())
        assert "Male 10 50% 24–76%" in page and "Not specified together 10 50%" in page
        assert "Wilson’s interval" in page and "What these figures cannot say" in page
        assert "no proof of unfairness" in page

    @pytest.mark.parametrize(
        ("who", "status"), [("aisha", 200), ("hari", 200), ("ines", 200), ("ben", 403), ("carla", 403), ("grace", 403)]
    )
    def test_it_is_for_whose_agency_reads_scores_and_the_scheme(self, who, status, twenty, signed_in):
        assert signed_in(who).get(PAGE).status_code == status
        link = 'href="/reports/fairness/"' in signed_in(who).get("/reports/").content.decode()
        assert link is (status == 200)

    def test_before_the_first_ranking_it_says_so(self, scheme, signed_in):
        assert "Nobody has been ranked yet" in signed_in("femi").get(PAGE).content.decode()

    def test_it_names_nobody(self, twenty, signed_in):
        page = signed_in("femi").get(PAGE).content.decode()
        assert "Jarvis" not in page and "JARVIS" not in page and "T00" not in page
