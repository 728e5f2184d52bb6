"""Each list of the scheme and of pathways asks as often for 25 rows as for five, and pages at its size."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import Cohort, EngagementCategory, SchemeAnswer
from pathways.models import Pathway, PathwaySet
from tests.casefile.test_scheme import as_, at, read
from tests.cohorts.conftest import chair, coordinator, jarvis, second, warden  # noqa: F401 (fixtures)
from tests.cohorts.rows import deselection, disagreement, proposal, referral, referred_by
from tests.conftest import TODAY
from tests.factories import CohortFactory, InvolvementFactory, MembershipFactory, OffenderFactory, plan_item

# ruff: noqa: F811
pytestmark = pytest.mark.django_db


def asks_as_often(client, address, make, shown=None, page="page"):
    """With five rows and with twenty-five, of which a page holds all; with thirty the rest is on the next."""
    read(client, address)

    def queries(rows):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert answer.status_code == 200
        if shown:
            assert len(answer.context[shown]) == rows
        return len(asked)

    make(5)
    queries(5)
    few = queries(5)
    make(20)
    assert queries(25) == few
    if shown:
        make(5)
        assert queries(25) == few
        assert len(client.get(address, {"page": 2}).context[shown]) == 5
        assert len(client.get(address, {"size": 50}).context[shown]) == 30


def test_referrals(client, chair):
    def make(number):
        for _ in range(number):
            who = OffenderFactory()
            InvolvementFactory(offender=who, agency=chair.agency, reason="home_police")
            proposal(referral(offender=who), created_by=chair)

    asks_as_often(as_(client, chair), reverse("scheme:referrals"), make, "lines")


def test_cohorts(client, chair):
    def make(number):
        for _ in range(number):
            place = Cohort.objects.count()
            row = CohortFactory(code=f"X{place}", name=f"Cohort {place}", owner=chair.agency, maximum=place)
            MembershipFactory(cohort=row)

    Cohort.objects.all().delete()
    asks_as_often(as_(client, chair), reverse("scheme:cohorts"), make, "cohorts")


def test_how_a_cohort_was_before(client, chair):
    cohort = CohortFactory(code="KEYS", name="Keys")

    def make(number):
        for _ in range(number):
            cohort.purpose += "x"
            cohort.changed_by, cohort.changed_because = chair, "So."
            cohort.save()

    asks_as_often(as_(client, chair), reverse("scheme:cohort", args=["KEYS"]), make, "history")


def test_what_a_person_has_been_through(client, chair, jarvis):
    """Referrals, times with what was said of them, and how they engage; beside a deselection with who disagreed."""
    done = []
    turned_down = {"answered_by": chair, "answered_on": TODAY, "state": "turned_down", "answer": "Too early."}
    for _ in range(5):
        disagreement(deselection(offender=jarvis, **turned_down))

    def make(number):
        for _ in range(number):
            on = date(2010, 1, 1) + timedelta(30 * len(done))
            days = {"referred_on": on, "screened_on": on}
            row = referral(offender=jarvis, status="not_selected", ended_on=on, **days)
            referred_by(row, chair.agency, created_by=chair)
            referred_by(referral(offender=jarvis, cohort=CohortFactory(code=f"X{on}", name=f"X{on}")))
            time = MembershipFactory(offender=jarvis, selected_on=on, deselected_on=on + timedelta(20),
                                     deselection_code_id="6C")  # fmt: skip
            said = {"membership": time, "reply": "accepts", "told_on": on, "created_by": chair}
            SchemeAnswer.objects.create(offender=jarvis, **said)
            EngagementCategory.objects.create(offender=jarvis, category="motivated", from_on=on)
            done.append(on)

    asks_as_often(as_(client, chair), at("of_person", jarvis), make)


def test_a_referral_with_many_who_referred_and_many_decisions(client, chair, jarvis):
    row = referral(offender=jarvis)

    def make(number):
        for _ in range(number):
            referred_by(row, created_by=chair)
            proposal(row, state="taken_back", created_by=chair, answered_by=chair, answered_on=TODAY)

    asks_as_often(as_(client, chair), at("referral", jarvis, row.public_id), make)


def test_sets_of_pathways(client, coordinator):
    def make(number):
        for _ in range(number):
            version = PathwaySet.objects.count() + 2
            row = PathwaySet.objects.create(code="ours", version=version, name="Ours", source="Us")
            Pathway.objects.create(code=f"ours_{version}", set=row, name="One", theme="finance", position=1)

    made = [5 - PathwaySet.objects.count(), 20, 5]  # the product brings some
    asks_as_often(as_(client, coordinator), reverse("pathway_sets:list"), lambda _: make(made.pop(0)), "rows")


@pytest.mark.parametrize("name", ["plan", "plan_print", "assess"])
def test_a_care_plan(name, client, person, jarvis):
    ines = person("ines")

    def make(number):
        for _ in range(number):
            item = plan_item(jarvis, ines.agency, created_by=ines)
            item.servicereferrals.create(offender=jarvis, service="One", referred_on=date(2019, 3, 1))
            item.interventions.create(offender=jarvis, name="Course", provider="Us", starts_on=date(2019, 3, 1))

    asks_as_often(as_(client, ines), reverse(f"pathways:{name}", args=[jarvis.public_id]), make)
