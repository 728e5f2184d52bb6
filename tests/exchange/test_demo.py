"""The demonstration: the published register, what it lacks, and that the additions are in none of the sums."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from agencies.categories import Category, Level
from agencies.code_lists import command_line
from agencies.models import Agency, AgencyKind, User
from agencies.roles import Role
from agencies.sharing import level
from audit.models import Entry, OutboxMessage
from exchange import demo
from exchange.demo import loader
from exchange.demo.accounts import ACCOUNTS
from exchange.models import ImportRun
from offenders.models import CaseLead, Involvement, Offender
from rag.models import Proposal
from ranking.models import Run
from reporting.evaluation import evaluate
from reporting.snapshot import snapshot

PUBLISHED = json.loads((Path(__file__).parents[1] / "published" / "bedfordshire_2018_19.json").read_text())
pytestmark = pytest.mark.django_db

DAY = date(2019, 3, 31)


def added() -> "Offender":
    return Offender.objects.filter(source__name=loader.ADDED)


def account(role: Role, agency: str = "police") -> User:
    emails = [known.email for known in ACCOUNTS]
    return User.objects.get(email__in=emails, agency__code=agency, role_holdings__role=role)


def test_the_published_figures_are_those_of_the_demonstration(loaded):
    assert evaluate(date(2018, 4, 1), DAY) == PUBLISHED["evaluation"]
    held = snapshot(DAY)
    for key, figures in PUBLISHED["snapshot"].items():
        assert without_nobody(held[key]) == figures, key


def without_nobody(figures):
    """A cell of nobody may be left out."""
    if not isinstance(figures, dict):
        return figures
    return {key: value for key, cell in figures.items() if (value := without_nobody(cell))}


def test_what_was_added_can_be_told_apart_and_is_a_member_of_nothing(loaded):
    assert Offender.objects.count() == 139
    assert added().count() == 4
    assert not added().filter(memberships__isnull=False).exists()
    young = [o.date_of_birth for o in added() if o.date_of_birth > date(2001, 3, 31)]
    assert young == [date(2002, 9, 14)]
    assert Agency.objects.get(kind=AgencyKind.HEALTH).code == "health"


def test_three_outside_every_cohort_have_offended_lately(loaded):
    lately = added().filter(arrests__arrested_on__gt=date(2018, 12, 31), arrests__offences__disposal="charged")
    assert lately.distinct().count() == 3


def test_leads_by_rule_each_with_a_named_officer(loaded):
    leads = CaseLead.objects.select_related("officer", "agency", "offender")
    assert len(leads) == 139
    assert all(lead.officer and lead.officer.agency_id == lead.agency_id for lead in leads)
    assert [lead.offender.source.name for lead in leads if lead.agency.code == "yot"] == [loader.ADDED]
    # 78 people of the published register are supervised: 68 by the CRC, 10 by the NPS.
    assert sum(lead.agency.code == "probation" for lead in leads) == 78


def test_who_met_a_member_in_the_last_three_months_supports_the_case(loaded):
    supports = Involvement.objects.filter(reason="supports")
    assert {i.agency.code for i in supports} == {
        "drug_service", "employment", "health", "housing", "police", "probation",
    }  # fmt: skip
    assert supports.filter(offender__contacts__due_on__gt=date(2018, 12, 31)).exists()


@pytest.mark.parametrize(
    ("agency", "sees"),
    [("police", 139), ("probation", 94), ("prison", 17), ("yot", 12), ("health", 13), ("employment", 32)],
)
def test_each_agency_sees_its_own_people(loaded, agency, sees):
    """Prison: 9 held and 8 others referred; youth justice: 11 referred and one under 18."""
    assert Offender.objects.visible_to(account(Role.PRACTITIONER, agency)).count() == sees


def test_one_account_for_each_role_and_kind_of_agency(loaded):
    assert {a.role for a in ACCOUNTS} == set(Role)
    kinds = set(User.objects.exclude(agency=None).values_list("agency__kind", flat=True))
    assert kinds == set(AgencyKind.values) - {"other"}
    for a in ACCOUNTS:
        assert a.email.endswith("@example.org")
        assert User.objects.get(email=a.email).check_password(a.password)


def test_a_demonstration_account_can_sign_in(loaded, rf):
    first = ACCOUNTS[0]
    assert authenticate(rf.post("/"), email=first.email, password=first.password).full_name == first.full_name


def test_two_rankings_a_month_apart_and_the_days_proposals(loaded):
    runs = Run.objects.order_by("as_of").values_list("as_of", "people")
    assert list(runs) == [(date(2019, 2, 28), 139), (date(2019, 3, 30), 139)]
    assert Proposal.objects.filter(as_of=DAY).count() == 94


def test_a_second_time_does_nothing(loaded):
    before = (Entry.objects.count(), OutboxMessage.objects.count(), ImportRun.objects.count())
    assert demo.load(by=command_line()) is False
    assert (Entry.objects.count(), OutboxMessage.objects.count(), ImportRun.objects.count()) == before


def test_original_intelligence_is_read_by_name(loaded, settings):
    settings.FIXED_TODAY = DAY
    police = User.objects.filter(agency__code="police")
    readers = {user.full_name for user in police if level(user, Category.INTELLIGENCE_ORIGINAL) >= Level.READ}
    assert readers == {"Aisha Shaw", "Esther Quinn", "Femi Ade"}  # Dev Malik has not
