"""The pages of exceptions by name: who may see a record, granting, restricting, naming and lifting."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, RoleHolding, User
from agencies.roles import Role
from audit.models import Entry
from offenders.exceptions import actions
from offenders.models import BrokenGlass, CaseLead, NamedGrant, Offender, RestrictedReader, Restriction
from tests import people
from tests.conftest import TODAY
from tests.exceptional import visit
from tests.factories import InvolvementFactory, OffenderFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def jarvis(scheme):
    """The police lead him, the drug service and employment support him."""
    jarvis = OffenderFactory(family_name="Jarvis")
    for agency, reason in (("police", "leads"), ("drug_service", "supports"), ("employment", "supports")):
        InvolvementFactory(offender=jarvis, agency=Agency.objects.get(code=agency), reason=reason)
    return jarvis


@pytest.fixture
def susan(scheme):
    return people.make_for("probation", Role.SUPERVISOR)


def browser(user):
    """Signed in, and with the reason said for every visit: what is tested is what comes after."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    for offender in Offender.objects.all():
        visit(client, offender)
    return client


@pytest.fixture
def queries_of():
    """How many statements something takes, the second time that it is done."""

    def count(act):
        act()
        with CaptureQueriesContext(connection) as done:
            act()
        return len(done)

    return count


def staff_of(agency, number):
    for _ in range(number):
        user = User.objects.create(email=f"{uuid4()}@example.org", full_name="Some Colleague", agency=agency)
        RoleHolding.objects.create(user=user, role=Role.PRACTITIONER)


def at(name, offender, **more):
    return reverse(f"exceptions:{name}", kwargs={"public_id": offender.public_id, **more})


def text(response):
    return " ".join(response.content.decode().split())


def grant(offender, user, by, until=TODAY + 40 * DAY, reason="He is moving to her hostel."):
    return actions.grant(offender=offender, user=user, reason=reason, until=until, by=by)


def restrict(offender, by, *names):
    return actions.restrict(offender=offender, why="relative", reason="His sister works here.", names=names, by=by)


def break_glass(offender, user):
    now = timezone.now()
    return BrokenGlass.objects.create(
        offender=offender, user=user, agency=user.agency, reason="At the door.", broken_at=now, ends_at=now + DAY
    )


class TestWhoMaySee:
    def test_it_says_who_why_and_until_when(self, jarvis, person):
        housing = Agency.objects.get(code="housing")
        InvolvementFactory(offender=jarvis, agency=housing, reason="supports", until_on=TODAY - 10 * DAY)
        InvolvementFactory(
            offender=jarvis, agency=Agency.objects.get(code="prison"), reason="leads", until_on=TODAY - 100 * DAY
        )
        person("ben")
        grant(jarvis, person("ines"), person("femi"))
        break_glass(jarvis, people.make_for("yot", Role.PRACTITIONER))
        page = text(browser(person("aisha")).get(at("of_person", jarvis)))
        for said in (
            "Leads the case",
            "Supports the case",
            "Housing: led or supported until 21 March 2019, reads until 19 June 2019",
            "Prison: led until 21 December 2018, its coordinators keep reading",
            "He is moving to her hostel.",
            "10 May 2019",
            "yot Practitioner",
            "Not answered yet",
            "Ben Okafor, Practitioner",
        ):
            assert said in page, said
        assert "At the door." not in page
        assert "Grant by name</a>" not in page and "Restrict this person</a>" not in page  # she may do neither
        assert reverse("agencies:agency", args=["police"]) in page
        assert reverse("agencies:agency", args=["drug_service"]) not in page  # another's page is not hers

    def test_reading_it_is_logged(self, jarvis, person):
        browser(person("aisha")).get(at("of_person", jarvis))
        entry = Entry.objects.get(verb="viewed", offender_id=jarvis.pk)
        assert (entry.channel, entry.user_id) == ("exceptions.of_person", person("aisha").pk)

    def test_who_does_not_read_the_scheme_is_told_of_their_own_agency_alone(self, jarvis, person):
        """That the drug service supports somebody gives treatment away."""
        person("ben")
        grant(jarvis, person("ines"), person("femi"))
        break_glass(jarvis, people.make_for("yot", Role.PRACTITIONER))
        volunteer = people.make_for("employment", Role.SUPERVISOR)
        page = text(browser(volunteer).get(at("of_person", jarvis)))
        assert "Employment" in page
        for other in ("Drug service", "Ben Okafor", "Ines Duarte", "Police", "Femi Ade", "yot Practitioner"):
            assert other not in page, other
        (made,) = NamedGrant.objects.all()
        response = browser(volunteer).post(at("end", jarvis, pk=made.pk), follow=True)
        assert "That grant has ended" in text(response) and NamedGrant.objects.exists()

    @pytest.mark.parametrize("page", ["of_person", "grant", "restrict"])
    def test_a_stranger_cannot_tell_it_from_nobodys(self, page, jarvis):
        stranger = browser(people.make_for("yot", Role.COORDINATOR))
        known = stranger.get(at(page, jarvis))
        nobody = stranger.get(reverse(f"exceptions:{page}", kwargs={"public_id": uuid4()}))
        assert known.status_code == nobody.status_code == 404
        assert known.content == nobody.content
        refused = Entry.objects.filter(verb="refused").order_by("pk").values_list("what", "offender_id")
        assert list(refused) == [(f"exceptions.{page}", jarvis.pk), (f"exceptions.{page}", None)]

    def test_broken_glass_does_not_open_it(self, jarvis, person):
        break_glass(jarvis, person("ines"))
        assert browser(person("ines")).get(at("of_person", jarvis)).status_code == 404

    @pytest.mark.parametrize(("page", "who"), [("of_person", "aisha"), ("grant", "femi"), ("restrict", "femi")])
    def test_it_asks_as_often_for_twenty_colleagues_as_for_one(self, page, who, jarvis, person, queries_of):
        client = browser(person(who))
        drugs, housing = Agency.objects.get(code="drug_service"), Agency.objects.get(code="housing")
        staff_of(drugs, 1), staff_of(housing, 1)
        few = queries_of(lambda: client.get(at(page, jarvis)))
        staff_of(drugs, 20), staff_of(housing, 20)
        assert queries_of(lambda: client.get(at(page, jarvis))) == few


class TestGranting:
    def test_a_coordinator_grants_prolongs_and_ends(self, jarvis, person):
        femi, carla = browser(person("femi")), person("carla")
        form = text(femi.get(at("grant", jarvis)))
        assert "Carla Reid" in form and "Aisha Shaw" not in form and "Grace Lund" not in form
        sent = {"user": carla.pk, "reason": "Hostel.", "until": "30 6 2019"}
        page = text(femi.post(at("grant", jarvis), sent, follow=True))
        assert "Carla Reid sees this record from now on." in page
        assert browser(carla).get(at("of_person", jarvis)).status_code == 200
        (made,) = NamedGrant.objects.all()
        longer = {"until": "31 7 2019", "reason": "Still there.", "version": made.version}
        assert "The grant runs longer." in text(femi.post(at("prolong", jarvis, pk=made.pk), longer, follow=True))
        assert "The grant is ended" in text(femi.post(at("end", jarvis, pk=made.pk), follow=True))
        assert "That grant has ended" in text(femi.post(at("end", jarvis, pk=made.pk), follow=True))
        assert browser(carla).get(at("of_person", jarvis)).status_code == 404

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"user": ""}, "Choose somebody."),
            ({"reason": " "}, "Say why."),
            ({"until": ""}, "Enter a day."),
            ({"until": "31 3 2019"}, "Choose a day after today."),
            ({"until": "1 10 2019"}, "until 30 September 2019"),
        ],
    )
    def test_what_is_wrong_is_said(self, changes, said, jarvis, person):
        sent = {"user": person("carla").pk, "reason": "Hostel.", "until": "30 6 2019", **changes}
        response = browser(person("femi")).post(at("grant", jarvis), sent)
        assert response.status_code == 422 and said in text(response)
        assert not NamedGrant.objects.exists()

    def test_who_writes_on_an_old_page_is_shown_what_stands_now(self, jarvis, person):
        made = grant(jarvis, person("carla"), person("femi"))
        colleague = people.make_for("police", Role.SUPERVISOR)
        old = {"until": "31 7 2019", "reason": "Mine.", "version": made.version}
        actions.prolong(grant=made, until=TODAY + 60 * DAY, reason="Theirs.", version=made.version, by=colleague)
        response = browser(person("femi")).post(at("prolong", jarvis, pk=made.pk), old)
        page = text(response)
        assert response.status_code == 409
        assert "police Supervisor changed this grant" in page
        assert "Saved: until 30 May 2019, “Theirs.”" in page and "Yours, not saved: until 31 July 2019, “Mine.”" in page
        assert NamedGrant.objects.get().reason == "Theirs."
        again = {**old, "version": response.context["form"]["version"].value()}
        browser(person("femi")).post(at("prolong", jarvis, pk=made.pk), again)
        assert NamedGrant.objects.get().reason == "Mine."

    def test_who_sees_by_a_taper_is_refused_and_it_is_logged(self, jarvis):
        ended = {"agency": Agency.objects.get(code="yot"), "reason": "leads", "until_on": TODAY}
        InvolvementFactory(offender=jarvis, **ended)
        by = people.make_for("yot", Role.COORDINATOR)
        assert browser(by).get(at("grant", jarvis)).status_code == 403
        assert browser(by).get(at("restrict", jarvis)).status_code == 403
        refused = Entry.objects.filter(verb="refused", offender_id=jarvis.pk).values_list("what", flat=True)
        assert set(refused) == {"exceptions.grant", "exceptions.restrict"}


class TestRestricting:
    def test_the_lead_officer_who_is_not_named_is_warned_of(self, jarvis, person):
        aisha, femi = person("aisha"), person("femi")
        CaseLead.objects.create(offender=jarvis, agency=aisha.agency, officer=aisha, from_on=TODAY - DAY)
        form = text(browser(femi).get(at("restrict", jarvis)))
        assert "Aisha Shaw leads the case." in form and "police, practitioner" not in form
        sent = {"why": "relative", "reason": "His sister.", "me": "on"}
        response = browser(femi).post(at("restrict", jarvis), sent)
        assert response.status_code == 422
        assert "Aisha Shaw leads the case and is not named." in text(response)
        assert not Restriction.objects.exists()
        page = text(browser(femi).post(at("restrict", jarvis), {**sent, "without_lead": "on"}, follow=True))
        assert "only the people named see them" in page
        assert "Aisha Shaw leads the case and is not named." in text(browser(femi).get(at("names", jarvis)))

    def test_who_does_not_name_themselves_loses_sight_at_once(self, jarvis, person):
        colleague = people.make_for("police", Role.SUPERVISOR)
        sent = {"why": "protected", "reason": "x", "names": [colleague.pk]}
        response = browser(person("femi")).post(at("restrict", jarvis), sent, follow=True)
        assert response.redirect_chain[-1][0] == reverse("exceptions:overview")
        assert browser(person("femi")).get(at("of_person", jarvis)).status_code == 404
        assert browser(colleague).get(at("of_person", jarvis)).status_code == 200

    def test_who_may_not_know_the_others_is_offered_their_own_alone(self, jarvis, person):
        person("ben")
        staff_of(Agency.objects.get(code="employment"), 1)
        form = browser(people.make_for("employment", Role.SUPERVISOR)).get(at("restrict", jarvis)).context["form"]
        assert [label for _, label in form.fields["names"].choices] == ["Some Colleague, practitioner, Employment"]

    def test_somebody_must_stay(self, jarvis, person):
        response = browser(person("femi")).post(at("restrict", jarvis), {"why": "other", "reason": "x"})
        assert response.status_code == 422 and "Name somebody who can act on it" in text(response)

    def test_names_come_and_go(self, jarvis, person, susan):
        restrict(jarvis, person("femi"), person("femi"))
        femi = browser(person("femi"))
        assert "sees this person from now on" in text(femi.post(at("names", jarvis), {"user": susan.pk}, follow=True))
        assert browser(susan).get(at("of_person", jarvis)).status_code == 200
        assert "no longer sees" in text(femi.post(at("unname", jarvis, pk=susan.pk), follow=True))
        assert browser(susan).get(at("of_person", jarvis)).status_code == 404
        page = text(femi.post(at("unname", jarvis, pk=person("femi").pk), follow=True))
        assert "Name somebody who can act" in page
        assert RestrictedReader.objects.get().user == person("femi")

    def test_two_lift_it(self, jarvis, person, susan):
        made = restrict(jarvis, person("femi"), person("femi"), susan)
        femi, second = browser(person("femi")), browser(susan)
        asked = {"reason": "She has left.", "version": made.version}
        page = text(femi.post(at("ask_lifting", jarvis), asked, follow=True))
        assert "A second person who is named lifts it." in page and "Lift the restriction" not in page
        assert femi.post(at("lift", jarvis), {"version": 2}).status_code == 403
        page = second.get(at("of_person", jarvis))
        assert "Femi Ade asked on" in text(page) and "Lift the restriction" in text(page)
        response = second.post(at("lift", jarvis), {"version": 2}, follow=True)
        assert response.redirect_chain[-1][0] == reverse("exceptions:overview")
        assert browser(person("aisha")).get(at("of_person", jarvis)).status_code == 200

    def test_an_old_page_is_said_to_be_old(self, jarvis, person, susan):
        made = restrict(jarvis, person("femi"), person("femi"), susan)
        actions.name(restriction=made, user=person("ben"), by=susan)
        response = browser(person("femi")).post(at("ask_lifting", jarvis), {"reason": "x", "version": 1})
        assert response.status_code == 409 and "Ben Okafor" in text(response)
        assert Restriction.objects.get().lifting_asked_at is None
        page = browser(person("femi")).post(at("keep", jarvis), {"version": 1}, follow=True)
        assert "Somebody changed this restriction" in text(page)

    def test_nothing_is_granted_while_it_stands(self, jarvis, person):
        restrict(jarvis, person("femi"), person("femi"))
        page = text(browser(person("femi")).get(at("grant", jarvis), follow=True))
        assert "This person is restricted" in page


class TestOverview:
    def test_grants_of_ones_own_people_those_that_end_first_on_top(self, jarvis, person):
        other = OffenderFactory(family_name="Crane")
        InvolvementFactory(offender=other, agency=Agency.objects.get(code="police"))
        theirs = OffenderFactory(family_name="Stranger")
        InvolvementFactory(offender=theirs, agency=Agency.objects.get(code="yot"))
        grant(jarvis, person("carla"), person("femi"), until=TODAY + 40 * DAY)
        grant(other, person("carla"), person("femi"), until=TODAY + 28 * DAY)
        grant(theirs, person("carla"), people.make_for("yot", Role.COORDINATOR))
        response = browser(person("femi")).get(reverse("exceptions:overview"))
        assert [row.content_object.family_name for row in response.context["page"]] == ["Crane", "Jarvis"]
        page = text(response)
        assert page.count("Ends within 28 days") == 1 and "STRANGER" not in page.upper()
        logged = Entry.objects.filter(verb="viewed", channel="exceptions.overview").values_list(
            "offender_id", flat=True
        )
        assert set(logged) == {jarvis.pk, other.pk}

    def test_the_restricted_for_whom_one_is_named(self, jarvis, person, susan):
        made = restrict(jarvis, person("femi"), person("femi"), susan)
        for user, sees in ((person("femi"), True), (susan, True), (people.make_for("police", Role.SUPERVISOR), False)):
            response = browser(user).get(f"{reverse('exceptions:overview')}?show=restricted")
            assert ("JARVIS" in text(response).upper()) is sees
            assert ("You are named for nobody" in text(response)) is not sees
        actions.ask_lifting(restriction=made, reason="x", version=1, by=susan)
        page = text(browser(person("femi")).get(f"{reverse('exceptions:overview')}?show=restricted"))
        assert "asked to lift it" in page

    def test_it_is_paged_and_asks_no_more_for_many(self, person, scheme, queries_of):
        femi, carla = person("femi"), person("carla")

        def one(number):
            somebody = OffenderFactory()
            InvolvementFactory(offender=somebody, agency=Agency.objects.get(code="police"))
            grant(somebody, carla, femi)

        client, url = browser(femi), reverse("exceptions:overview")
        one(0)
        few = queries_of(lambda: client.get(url))
        for number in range(26):
            one(number)
        assert queries_of(lambda: client.get(url)) == few
        page = client.get(url)
        assert len(page.context["page"].object_list) == 25
        assert len(client.get(f"{url}?page=2").context["page"].object_list) == 2
