"""The pages of sharing agreements, and what every page says before and after an agreement ends."""

from datetime import timedelta

import pytest

from agencies.agreements import actions, queries
from agencies.agreements.notices import notice_for
from agencies.categories import Category
from agencies.models import Agency, Agreement, RoleHolding, User
from agencies.roles import Role
from audit.models import Entry
from tests.agencies.agreed import in_force
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def joan(person):
    return person("joan")


@pytest.fixture
def olive(scheme):
    """Leads probation."""
    olive = User.objects.create(
        email="olive@example.org", full_name="Olive Brand", agency=Agency.objects.get(code="probation")
    )
    RoleHolding.objects.create(user=olive, role=Role.AGENCY_LEAD)
    return olive


def words(response):
    return " ".join(response.content.decode().split())


class TestWhatAnAgencyMaySee:
    def test_in_plain_words(self, signed_in):
        said = words(signed_in("ben").get("/agencies/mine/", follow=True))
        assert "What Drug service may see" in said
        assert "version 1, which has no end yet" in said
        manages = said.split("<dt>Read, add to and correct</dt>")[1].split("</dd>")[0]
        assert "<li>Treatment detail</li>" in manages
        assert manages.count("<li>") == 1
        hidden = said.split("<dt>Not even know that it exists</dt>")[1].split("</dd>")[0]
        # The drug service's column of the table: both kinds of intelligence, targeting, victims, scores.
        assert hidden.count("<li>") == 5
        assert "UK GDPR" in said
        assert "No cohort: it sees the people that it refers" in said

    def test_another_agencys_page_is_for_leads_and_coordinators(self, client, joan, person):
        for user, status in ((joan, 200), (person("femi"), 200), (person("aisha"), 403), (person("grace"), 403)):
            client.force_login(user, backend=BACKEND)
            assert client.get("/agencies/of/drug_service/").status_code == status

    def test_after_the_end(self, signed_in, joan):
        in_force(expires_on=TODAY)
        said = words(signed_in("aisha").get("/agencies/of/police/"))
        assert "Nothing of anybody. The sharing agreement ended on 31 March 2019" in said
        assert "lead is Joan Pryce" in said

    def test_somebody_without_an_agency_has_no_such_page(self, client, person):
        karl = person("karl")
        karl.agency = None
        karl.save()
        client.force_login(karl, backend=BACKEND)
        assert client.get("/agencies/mine/").status_code == 404


class TestTheMatrix:
    @pytest.mark.parametrize(
        ("address", "says"),
        [
            ("/agencies/matrix/", ["Youth justice", "read if consent"]),
            ("/agencies/matrix/?show=room", ["In the room: for the people"]),
            ("/agencies/matrix/?show=roles&kind=health", ["Practitioner, beyond it", 'value="health" selected']),
            ("/agencies/matrix/?show=nonsense&kind=nobody", ["Every day"]),
        ],
    )
    def test_the_whole_of_it(self, address, says, signed_in):
        said = words(signed_in("femi").get(address))
        assert said.count('<th scope="row">') == 17
        for each in says:
            assert each in said


class TestAChangeInTheBrowser:
    def test_one_lead_drafts_another_approves(self, client, joan, olive):
        client.force_login(joan, backend=BACKEND)
        assert client.post("/agencies/agreements/draft/")["Location"] == "/agencies/agreements/2/"
        assert client.get("/agencies/agreements/2/edit/").status_code == 200
        page = client.get("/agencies/agreements/2/agencies/housing/")
        filled = {name: field.initial or "" for name, field in page.context["form"].fields.items()}
        assert set(filled.values()) == {""}
        client.post("/agencies/agreements/2/agencies/housing/", {**filled, "everyday_tests": "flag"})
        page = client.get("/agencies/agreements/2/kinds/health/")
        filled = {name: page.context["form"][name].value() for name in page.context["form"].fields}
        filled = {**filled, "everyday_tests": "read", "cohorts": ["BD"], "every_cohort": ""}
        assert client.post("/agencies/agreements/2/kinds/health/", filled).status_code == 302
        said = words(client.get("/agencies/agreements/2/"))
        assert "Local authority: housing" in said
        assert "flag; in the room read" in said  # in the room left as its kind's
        health = said.split('<th scope="row">Health</th>')[1].split("</tr>")[0]
        assert health.split("</td>")[:3] == [
            " <td>Statutory tests (licence, DRR, DIP)",
            " <td>-; in the room read",
            " <td>read; in the room read",
        ]
        assert "<td>Cohorts it is named for</td><td>none</td><td>BD</td>" in said
        assert client.post("/agencies/agreements/2/propose/").status_code == 302
        assert "Approve for" not in words(client.get("/agencies/agreements/2/"))
        assert client.post("/agencies/agreements/2/approve/").status_code == 403
        assert Entry.objects.filter(verb="refused", what="agreements.approve", detail__version=2).count() == 1
        client.force_login(olive, backend=BACKEND)
        assert "Approve for Probation" in words(client.get("/agencies/agreements/2/"))
        assert client.post("/agencies/agreements/2/approve/").status_code == 302
        assert queries.in_force(TODAY).number == 2
        assert (
            queries.share(queries.in_force(TODAY), Agency.objects.get(code="housing"))[Category.TESTS].everyday
            == "flag"
        )

    def test_days_that_do_not_fit_are_said(self, client, joan):
        draft = actions.start_draft(by=joan)
        client.force_login(joan, backend=BACKEND)
        terms = {"name": "A", "purpose": "B", "lawful_basis": "C", "starts_on": TODAY - timedelta(1)}
        days = {"review_on": TODAY + timedelta(9), "expires_on": TODAY + timedelta(10)}
        assert client.post("/agencies/agreements/2/edit/", {**terms, **days}).status_code == 302
        refused = client.post("/agencies/agreements/2/propose/")
        assert refused.status_code == 422
        assert "An agreement starts today or later" in words(refused)
        assert Agreement.objects.get(pk=draft.pk).state == "draft"
        assert client.post("/agencies/agreements/2/edit/", {**terms, **days, "expires_on": "soon"}).status_code == 422

    @pytest.mark.parametrize("page", ["edit/", "kinds/police/", "agencies/police/"])
    def test_what_is_no_draft_has_no_page_to_write_on(self, page, client, joan):
        client.force_login(joan, backend=BACKEND)
        assert client.get(f"/agencies/agreements/1/{page}").status_code == 404
        assert client.post(f"/agencies/agreements/1/{page}", {}).status_code == 404

    def test_nonsense_is_not_found(self, client, joan):
        actions.start_draft(by=joan)
        client.force_login(joan, backend=BACKEND)
        for address in ("agreements/9/", "agreements/2/kinds/army/", "agreements/2/agencies/army/"):
            assert client.get(f"/agencies/{address}").status_code == 404
        assert client.post("/agencies/agreements/2/explode/").status_code == 404

    def test_a_second_draft_is_refused_in_words(self, client, joan):
        actions.start_draft(by=joan)
        client.force_login(joan, backend=BACKEND)
        assert "A change is under way" in words(client.post("/agencies/agreements/draft/", follow=True))


class TestNotices:
    @pytest.mark.parametrize(("days", "warned"), [(29, False), (28, True), (27, True), (1, True)])
    def test_leads_and_coordinators_are_warned_28_days_before(self, days, warned, client, joan, person):
        in_force(expires_on=TODAY + timedelta(days))
        for user, told in ((joan, warned), (person("femi"), warned), (person("aisha"), False)):
            client.force_login(user, backend=BACKEND)
            said = words(client.get("/agencies/mine/", follow=True))
            assert ("The sharing agreement expires on" in said) is told

    def test_no_warning_where_another_follows(self, joan, olive):
        in_force(expires_on=TODAY + timedelta(10))
        draft = actions.start_draft(by=joan)
        actions.write_draft(agreement=draft, by=joan, starts_on=TODAY + timedelta(10))
        actions.propose(agreement=draft, by=joan)
        assert "expires on 10 April 2019" in notice_for(User.objects.get(pk=joan.pk), TODAY).text
        actions.approve(agreement=draft, by=olive)
        assert notice_for(User.objects.get(pk=joan.pk), TODAY) is None

    def test_after_the_end_every_page_says_so_and_shows_nobody(self, signed_in, joan):
        jarvis = OffenderFactory(family_name="Jarvis")
        InvolvementFactory(offender=jarvis, agency__code="police")
        in_force(expires_on=TODAY)
        client = signed_in("aisha")
        said = words(client.get("/?member=all"))
        assert "The agreement ended on 31 March 2019, so nobody" in said
        assert "lead, Joan Pryce, has been told, on every page since 3 March 2019" in said
        assert "JARVIS" not in said
        assert client.get(f"/people/{jarvis.public_id}/").status_code == 404

    def test_on_the_last_day_nothing_is_said_to_practitioners(self, person):
        in_force(expires_on=TODAY + timedelta(1))
        assert notice_for(person("aisha"), TODAY) is None

    def test_an_agency_that_is_not_named(self, person):
        aisha = person("aisha")
        Agency.objects.filter(code="police").update(kind="other")
        found = notice_for(User.objects.get(pk=aisha.pk), TODAY)
        assert found.closed
        assert "does not name your agency" in found.text
