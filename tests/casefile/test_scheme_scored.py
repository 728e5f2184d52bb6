"""The scoring matrix's factors beside a screening, and what the log says was read on the scheme's pages."""

from datetime import date
from uuid import uuid4

import pytest

from agencies.roles import Role
from audit.models import Entry
from cohorts.actions import decide_by_panel
from cohorts.models import ReferredBy
from cohorts.rules.referrals import Outcome
from ranking.models import Matrix
from tests.casefile.test_scheme import as_, at, post, read
from tests.cohorts.conftest import chair, coordinator, jarvis, second, warden  # noqa: F401 (fixtures)
from tests.cohorts.rows import deselection, referral, referred_by
from tests.conftest import TODAY
from tests.factories import CohortFactory, IntelligenceReportFactory, InvolvementFactory, MembershipFactory, arrested
from tests.people import make_for, read_original_intelligence
from tests.ranking.conftest import rank  # noqa: F401 (fixture)
from tests.ranking.test_young import BORN

# ruff: noqa: F811
pytestmark = pytest.mark.django_db


@pytest.fixture
def screened(jarvis):
    """Arrested three days ago, and a report of offending: 20 points for recency, 5 for one offence."""
    arrested(jarvis, date(2019, 3, 28))
    IntelligenceReportFactory(offender=jarvis)
    row = referral(offender=jarvis)
    referred_by(row)
    return row


def test_each_factor_stands_there_with_its_value_its_points_and_the_matrix(client, chair, jarvis, screened, rank):
    read_original_intelligence(chair)
    rank()
    page = read(as_(client, chair), at("referral", jarvis, screened.public_id))
    version = Matrix.objects.get().version
    for said in (f"By the scoring matrix, version {version}", "Latest offence 3 days before", "of 20", "Intelligence",
                 "Severity", "Frequency", "Drugs", "Instability", "Engagement"):  # fmt: skip
        assert said in page, said
    assert "Not shown to your agency; counted in the score" not in page
    assert {"scores", "intelligence_original"} <= set(last_read("referral"))


def test_what_intelligence_gave_is_not_for_who_reads_none(client, chair, jarvis, screened, rank):
    """The chair has the police's level, and no permission by name for original intelligence."""
    rank()
    page = read(as_(client, chair), at("referral", jarvis, screened.public_id))
    assert page.count("Not shown to your agency; counted in the score") == 2
    assert "intelligence_original" not in last_read("referral")


def test_who_may_not_see_scores_is_shown_none(client, jarvis, screened, rank):
    rank()
    drugs = make_for("drug_service", Role.PRACTITIONER)
    InvolvementFactory(offender=jarvis, agency=drugs.agency, reason="supports")
    page = read(as_(client, drugs), at("referral", jarvis, screened.public_id))
    assert "scoring matrix" not in page
    assert "scores" not in last_read("referral")


@pytest.mark.parametrize(("agency", "shown"), [("police", True), ("yot", True), ("probation", False)])
def test_under_18_the_score_is_for_police_and_youth_justice(client, jarvis, screened, rank, agency, shown):
    type(jarvis).objects.filter(pk=jarvis.pk).update(date_of_birth=BORN)
    rank()
    by = make_for(agency, Role.PRACTITIONER)
    InvolvementFactory(offender=jarvis, agency=by.agency, reason="supports")
    page = read(as_(client, by), at("referral", jarvis, screened.public_id))
    assert ("By the scoring matrix" in page) is shown
    assert ("No score of this person is shown to you" in page) is not shown
    assert ("scores" in last_read("referral")) is shown


def test_before_the_first_ranking_there_is_none(client, chair, jarvis, screened):
    assert "scoring matrix" not in read(as_(client, chair), at("referral", jarvis, screened.public_id))


def test_a_decision_keeps_by_which_ranking_it_was_made(client, chair, jarvis, screened, rank):
    """Ranked again the day after: what was decided on is the ranking of then."""
    run = rank(date(2019, 3, 30))
    made = decide_by_panel(
        referral=screened, outcome=Outcome.NOT_SELECTED, because="Not now.", met_on=TODAY, by=chair, request_key=uuid4()
    )
    assert made.screening["run"] == run.pk
    page = read(as_(client, chair), at("referral", jarvis, screened.public_id))
    assert "as of 30 March 2019" in page
    rank()
    assert "as of 31 March 2019" not in read(client, at("referral", jarvis, screened.public_id))


def test_the_page_on_which_it_is_decided_shows_them_and_says_so_in_the_log(client, chair, jarvis, screened, rank):
    rank()
    as_(client, chair)
    read(client, at("referral", jarvis, screened.public_id))
    page = read(client, at("decide", jarvis, screened.public_id))
    assert "By the scoring matrix" in page
    assert {"scores", "offending"} <= set(Entry.objects.filter(verb="viewed").latest("pk").categories)


def last_read(channel):
    return Entry.objects.filter(verb="viewed", channel__contains=channel).latest("pk").categories


def of_victims():
    return CohortFactory(code="DV", name="Domestic Violence")


def referred_to(who):
    referred_by(referral(offender=who, cohort=of_victims()))


def been_on(who):
    MembershipFactory(offender=who, cohort=of_victims(), deselected_on=date(2019, 1, 1), deselection_code_id="6C")


def left(who):
    deselection(offender=who, cohort=of_victims(), state="taken_back", answered_by=make_for("police", Role.SUPERVISOR),
                answered_on=TODAY)  # fmt: skip


def by_marac(who):
    referred_by(referral(offender=who), route="marac")


def once_by_marac(who):
    MembershipFactory(offender=who, referred_by=ReferredBy.MARAC)


@pytest.mark.parametrize("told", [referred_to, been_on, left, by_marac, once_by_marac])
def test_a_page_that_names_a_cohort_of_victims_says_in_the_log_that_of_victims_was_read(told, client, chair, jarvis):
    read(as_(client, chair), at("of_person", jarvis))
    assert "victims" not in last_read("scheme")
    told(jarvis)
    read(client, at("of_person", jarvis))
    assert "victims" in last_read("scheme")


@pytest.mark.parametrize("told", [been_on, left, once_by_marac])
def test_who_is_not_told_of_victims_has_not_read_of_them(told, client, warden, jarvis):
    told(jarvis)
    page = read(as_(client, warden), at("of_person", jarvis))
    assert "Domestic" not in page
    assert "MARAC" not in page
    assert "victims" not in last_read("scheme")


def test_the_page_and_the_list_of_such_referrals_say_it_too(client, chair, jarvis):
    other, marac = referral(offender=jarvis), referral(offender=jarvis, cohort=CohortFactory(code="KEYS", name="Keys"))
    referred_by(other), referred_by(marac, route="marac")
    as_(client, chair)
    read(client, at("referral", jarvis, other.public_id))
    assert "victims" not in last_read("referral")
    read(client, at("referral", jarvis, marac.public_id))
    assert "victims" in last_read("referral")
    client.get("/scheme/referrals/")
    assert "victims" not in last_read("scheme.referrals")
    row = referral(offender=jarvis, cohort=of_victims())
    referred_by(row)
    client.get("/scheme/referrals/")
    assert "victims" in last_read("scheme.referrals")
    assert post(client, at("withdraw", jarvis, row.public_id), because="") == 422
    assert "victims" in Entry.objects.filter(verb="viewed").latest("pk").categories
