"""Low risk for neighbourhood teams: who can be managed there, who took them, and how they are taken back."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.code_lists import command_line
from agencies.models import Agency
from agencies.roles import Role
from allocation import neighbourhood
from allocation.actions import neighbourhood as actions
from allocation.models import NeighbourhoodCare
from allocation.rules.neighbourhood import Standing, is_low, why_not
from audit.models import Entry
from ranking import actions as ranking
from ranking.models import RankingSetting
from tests.conftest import TODAY
from tests.exceptional import restrict
from tests.factories import AreaFactory, CustodySpellFactory, DecisionFactory, MembershipFactory, arrested
from tests.people import make_for
from tests.ranking.test_views import known

pytestmark = pytest.mark.django_db
LOW = "/allocation/low-risk/"


class TestRules:
    @pytest.mark.parametrize(("eighths", "low"), [(159, True), (160, False), (161, False), (0, True)])
    def test_below_twenty_points(self, eighths, low):
        """Twenty points are 160 eighths."""
        assert is_low(eighths, 20) is low
        assert (why_not(Standing(eighths), 20) == "") is low

    @pytest.mark.parametrize(
        ("other", "said"),
        [
            ({"member": True}, "on a cohort"), ({"red": True}, "RED"), ({"in_custody": True}, "in custody"),
            ({"resident": False}, "does not live in"), ({"eighths": None}, "not in the latest ranking"),
        ],
    )  # fmt: skip
    def test_nobody_whom_the_scheme_itself_manages(self, other, said):
        assert said in why_not(Standing(**{"eighths": 0, **other}), 20)


@pytest.fixture
def rank():
    return lambda: ranking.run(as_of=TODAY, by=command_line())


@pytest.fixture
def wayne(scheme):
    """Wayne has nothing on record: no points."""
    return known("Wayne", "police", "probation", "housing")


@pytest.fixture
def femi(person):
    return person("femi")


@pytest.fixture
def take(wayne, femi):
    def do(who=wayne, by=femi, key=None, **other):
        said = {"agency": Agency.objects.get(code="police"), "team": "Luton South", "officer": "PC Hall",
                "until_on": date(2019, 6, 30)}  # fmt: skip
        return actions.take(offender=who, by=by, request_key=key or uuid4(), **{**said, **other})

    return do


def listed(user, run):
    return set(neighbourhood.listed(user, run, TODAY).values_list("ref", flat=True))


class TestWho:
    def test_low_at_liberty_on_no_cohort_and_not_red(self, wayne, rank, femi):
        high, member, red = (known(name, "police") for name in ("High", "Member", "Red"))
        inside, away = known("Inside", "police"), known("Away", "police", resident=False)
        amber = known("Amber", "police")
        arrested(high, TODAY - timedelta(300))  # 5 + 5 + 16 = 26
        MembershipFactory(offender=member)
        DecisionFactory(offender=red, status="RED", effective_on=TODAY)
        DecisionFactory(offender=amber, status="RED", effective_on=TODAY - timedelta(30))
        DecisionFactory(offender=amber, status="AMBER", effective_on=TODAY)
        CustodySpellFactory(offender=inside)
        assert listed(femi, rank()) == {"Wayne", "Amber"}
        assert "not below 20" in neighbourhood.cannot(femi, high, TODAY)[0]
        assert "RED" in neighbourhood.cannot(femi, red, TODAY)[0]
        assert "in custody" in neighbourhood.cannot(femi, inside, TODAY)[0]
        assert away and neighbourhood.cannot(femi, wayne, TODAY)[0] == ""

    def test_the_bound_is_a_setting_with_a_source(self, wayne, rank, femi):
        arrested(wayne, TODAY - timedelta(300))  # 26 points
        run = rank()
        assert listed(femi, run) == set()
        RankingSetting.objects.create(
            code="b", setting="neighbourhood_below", version=2, number=27, from_on=TODAY, source="A test"
        )
        assert listed(femi, run) == {"Wayne"}

    def test_who_is_with_a_team_stays_on_the_list_until_they_are_taken_back(self, wayne, rank, femi, take):
        rank()
        care = take()
        MembershipFactory(offender=wayne)
        assert listed(femi, rank()) == {"Wayne"}
        actions.give_back(care=care, because="He is on a cohort.", by=femi)
        assert listed(femi, rank()) == set()

    def test_only_whom_the_reader_sees(self, wayne, rank, femi):
        run = rank()
        assert listed(make_for("prison", Role.COORDINATOR), run) == set()
        restrict(wayne, by=femi)
        assert listed(femi, run) == set()


class TestActions:
    def test_a_team_takes_them_from_today(self, wayne, rank, take):
        rank()
        care = take()
        assert (care.taken_on, care.until_on, care.area, care.eighths, care.bound) == (
            TODAY, date(2019, 6, 30), wayne.area, 0, 20
        )  # fmt: skip
        assert Entry.objects.filter(what="allocation.take_to_neighbourhood", offender_id=wayne.pk).exists()

    def test_the_same_form_twice_is_one_and_another_is_refused(self, wayne, rank, take):
        rank()
        key = uuid4()
        assert take(key=key) == take(key=key)
        with pytest.raises(ValidationError, match="has this person already"):
            take()

    def test_whom_a_team_cannot_have_is_refused_with_why(self, wayne, rank, take):
        MembershipFactory(offender=wayne)
        rank()
        with pytest.raises(ValidationError, match="on a cohort"):
            take()

    def test_only_an_agency_that_sees_the_person_takes_them(self, wayne, rank, take):
        rank()
        with pytest.raises(ValidationError, match="works with this person"):
            take(agency=Agency.objects.get(code="prison"))

    @pytest.mark.parametrize(("day", "refused"), [(TODAY, True), (TODAY + timedelta(1), False)])
    def test_until_a_later_day(self, day, refused, rank, wayne, take):
        rank()
        if not refused:
            assert take(until_on=day).until_on == day
            return
        with pytest.raises(ValidationError, match="later day"):
            take(until_on=day)

    def test_they_are_taken_back_once_for_a_reason(self, wayne, rank, take, femi):
        rank()
        care = take()
        with pytest.raises(ValidationError, match="Say why"):
            actions.give_back(care=care, because=" ", by=femi)
        first = actions.give_back(care=care, because="Risen.", by=femi)
        again = actions.give_back(care=care, because="Something else.", by=femi)
        assert (first.given_back_on, again.given_back_because) == (TODAY, "Risen.")
        assert take() != care  # and may be handed over again
        assert NeighbourhoodCare.objects.filter(offender=wayne).count() == 2

    @pytest.mark.parametrize("who", ["aisha", "dev", "ines"])
    def test_who_does_not_allocate_hands_nobody_over(self, who, wayne, rank, take, person):
        rank()
        with pytest.raises(PermissionDenied):
            take(by=person(who))


def said(response):
    assert response.status_code in (200, 302), response.status_code
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


class TestPages:
    def test_the_list_says_who_has_them(self, wayne, rank, take, signed_in):
        rank()
        page = said(signed_in("femi").get(LOW))
        assert "below 20 points" in page and "this scheme’s to set" in page and "Nobody yet" in page
        take()
        page = said(signed_in("femi").get(LOW))
        assert "Luton South, Police: PC Hall 31 Mar 2019 30 Jun 2019" in page and "Take back" in page

    @pytest.mark.parametrize(
        ("query", "there"),
        [({"area": "Luton"}, True), ({"area": "Bedford"}, False), ({"who": "with"}, False), ({"who": "nobody"}, True),
         ({"area": "nowhere", "who": "'"}, True)],
    )  # fmt: skip
    def test_filters(self, query, there, wayne, rank, signed_in):
        AreaFactory(code="Bedford")
        rank()
        assert ("WAYNE" in said(signed_in("femi").get(LOW, query))) is there

    def test_before_the_first_ranking_it_says_so(self, wayne, signed_in):
        assert "Nobody has been ranked yet" in said(signed_in("femi").get(LOW))

    def test_somebody_is_handed_over_and_taken_back_by_form(self, wayne, rank, signed_in):
        rank()
        femi = signed_in("femi")
        femi.post(reverse("visits:why", args=[wayne.public_id]), {"why": "Standing in for a colleague"})
        at = reverse("allocation:hand_over", args=[wayne.public_id])
        form = femi.get(at).context["form"]
        sent = {"request_key": form["request_key"].value(), "agency": Agency.objects.get(code="police").pk,
                "team": "Luton South", "officer": "PC Hall", "until_on": "30 6 2019"}  # fmt: skip
        for _ in range(2):
            assert femi.post(at, sent).status_code == 302
        care = NeighbourhoodCare.objects.get()
        lead = said(femi.get(reverse("allocation:lead", args=[wayne.public_id])))
        assert "Luton South, Police: PC Hall, since 31 March 2019, until 30 June 2019" in lead
        back = reverse("allocation:give_back", args=[wayne.public_id, care.public_id])
        form = femi.get(back).context["form"]
        assert femi.post(back, {"request_key": form["request_key"].value(), "words": "Risen."}).status_code == 302
        assert "to 31 March 2019 – Risen. (Femi Ade)" in said(
            femi.get(reverse("allocation:lead", args=[wayne.public_id]))
        )

    def test_who_reads_no_scores_has_no_such_list(self, wayne, rank, signed_in):
        rank()
        assert signed_in("carla").get(LOW).status_code == 404
        assert "Low risk" not in said(signed_in("carla").get("/ranking/"))
        assert "Low risk for neighbourhood teams" in said(signed_in("aisha").get("/ranking/"))

    def test_twenty_take_as_many_queries_as_one(self, wayne, rank, signed_in):
        client = signed_in("femi")

        def queries():
            rank()
            client.get(LOW)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(LOW).status_code == 200
            return len(captured)

        few = queries()
        for number in range(20):
            known(f"Person{number}", "police")
        assert queries() == few <= 25
