"""The pages of accounts, and what a change does to somebody who is signed in."""

from datetime import date

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client

import agencies.tasks  # noqa: F401  (registers what the outbox calls)
from agencies.accounts import actions
from agencies.models import RoleHolding, User
from agencies.roles import Role
from audit import clock, outbox
from audit.models import Entry
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
HERE = "/people-who-work-here/"
GOOD = "plum tractor violin"


@pytest.fixture(autouse=True)
def _no_failures_from_other_tests():
    cache.clear()


def browser(user, password=PASSWORD, **more):
    """A browser in which somebody has signed in by the page."""
    client = Client(**more)
    client.post("/account/login/", {"login": user.email, "password": password})
    return client


def link_of_the_last_letter():
    outbox.relay()
    (line,) = (line for line in mail.outbox[-1].body.splitlines() if "/join/" in line)
    return line[line.index(HERE) :]


class TestInviting:
    POSTED = {"email": "nadia.frost@example.org", "full_name": "Nadia Frost", "roles": ["practitioner"]}

    def test_a_lead_invites_and_the_invited_signs_in(self, signed_in, person):
        made = signed_in("joan").post(f"{HERE}invite/", self.POSTED)
        nadia = User.objects.get(email="nadia.frost@example.org")
        assert made["Location"] == f"{HERE}{nadia.pk}/" and nadia.agency == person("joan").agency
        theirs = Client()
        opened = theirs.get(link_of_the_last_letter())
        assert opened["Location"] == f"{HERE}join/"  # the token is out of the address
        assert "nadia.frost@example.org" in theirs.get(opened["Location"]).content.decode()
        done = theirs.post(opened["Location"], {"password": GOOD, "again": GOOD})
        assert done["Location"] == "/account/login/"
        assert browser(nadia, GOOD).get("/").status_code == 200
        assert theirs.get(f"{HERE}join/").status_code == 410

    def test_only_opening_the_link_uses_nothing_up(self, signed_in):
        signed_in("joan").post(f"{HERE}invite/", self.POSTED)
        link = link_of_the_last_letter()
        for _ in range(2):  # a mail scanner first, then the person
            client = Client()
            assert client.get(client.get(link)["Location"]).status_code == 200

    @pytest.mark.parametrize(
        ("password", "says"),
        [
            ("short phrase", None),  # 12: the shortest that will do
            ("short phras", "at least 12 characters"),
            ("password1234", "too common"),
            ("nadia.frost@example.org", "too similar"),
            ("112358132134", None),  # nothing is asked of its letters
            ("lower case only words", None),
        ],
    )
    def test_a_password_is_long_and_not_common_and_that_is_all(self, password, says, signed_in):
        signed_in("joan").post(f"{HERE}invite/", self.POSTED)
        theirs = Client()
        theirs.get(link_of_the_last_letter())
        page = theirs.post(f"{HERE}join/", {"password": password, "again": password})
        assert page.status_code == (422 if says else 302)
        assert says is None or says in page.content.decode()

    def test_a_lead_cannot_post_another_agency_or_a_role_above_their_own(self, signed_in, person):
        client = signed_in("joan")
        elsewhere = person("ben").agency
        client.post(f"{HERE}invite/", {**self.POSTED, "agency": elsewhere.pk})
        assert User.objects.get(email="nadia.frost@example.org").agency.code == "police"
        for role in ("auditor", "system_administrator"):
            more = {"email": f"{role}@example.org", "roles": [role]}
            assert client.post(f"{HERE}invite/", {**self.POSTED, **more}).status_code == 422
            assert not User.objects.filter(email=f"{role}@example.org").exists()

    def test_a_link_that_nobody_sent_says_so(self, client, scheme):
        page = client.get(f"{HERE}join/never-sent/", follow=True)
        assert page.status_code == 410 and "no longer works" in page.content.decode()


class TestList:
    def test_a_lead_sees_the_agencys_people_an_administrator_everybody(self, signed_in, person):
        for name in ("aisha", "ben", "joan", "karl"):
            person(name)
        police = signed_in("joan").get(HERE).content.decode()
        assert "Aisha Shaw" in police and "Ben Okafor" not in police and "command line" not in police
        everybody = signed_in("karl").get(HERE).content.decode()
        assert "Aisha Shaw" in everybody and "Ben Okafor" in everybody
        some = signed_in("karl").get(f"{HERE}?agency=drug_service").content.decode()
        assert "Aisha Shaw" not in some and "Ben Okafor" in some

    def test_another_agencys_account_is_not_found_and_cannot_be_told_from_nobodys(self, signed_in, person):
        ben, client = person("ben"), signed_in("joan")
        for page in ("", "roles/", "end/", "back/", "second-factor/"):
            known, nobody = client.get(f"{HERE}{ben.pk}/{page}"), client.get(f"{HERE}999999/{page}")
            assert known.status_code == nobody.status_code == 404
            assert known.content == nobody.content
        for page in ("link/", "cancel/", "end/", "roles/"):
            assert client.post(f"{HERE}{ben.pk}/{page}", {"on": "31 3 2019", "roles": ["viewer"]}).status_code == 404

    @pytest.mark.parametrize("page", ["roles/", "back/", "second-factor/"])
    def test_nobody_manages_their_own_account_and_the_attempt_is_logged(self, page, signed_in, person):
        joan = person("joan")
        assert signed_in("joan").get(f"{HERE}{joan.pk}/{page}").status_code == 403
        assert Entry.objects.filter(verb="refused", user_id=joan.pk).count() == 1
        assert signed_in("joan").get(f"{HERE}{joan.pk}/").status_code == 200

    def test_who_has_left_is_on_a_list_of_their_own(self, signed_in, person):
        actions.end_access(user=person("aisha"), on=clock.today(), by=person("joan"))
        client = signed_in("joan")
        assert "Aisha Shaw" not in client.get(HERE).content.decode()
        assert "Aisha Shaw" in client.get(f"{HERE}?show=left").content.decode()

    def test_as_many_queries_for_many_as_for_few(self, signed_in, person, django_assert_max_num_queries):
        joan = person("joan")
        for number in range(20):
            user = User.objects.create(email=f"p{number}@example.org", full_name=f"P {number}", agency=joan.agency)
            RoleHolding.objects.create(user=user, role=Role.VIEWER)
        client = signed_in("joan")
        with django_assert_max_num_queries(16):
            assert client.get(HERE).status_code == 200


class TestAtOnce:
    """Nothing of what somebody may do is kept in a session."""

    def test_a_role_is_in_force_on_the_next_request(self, person):
        aisha = person("aisha")
        theirs = browser(aisha)
        assert theirs.get("/panels/open/").status_code == 403
        actions.change_roles(user=aisha, roles=frozenset({Role.PANEL_CHAIR}), by=person("joan"))
        assert theirs.get("/panels/open/").status_code == 200
        actions.change_roles(user=aisha, roles=frozenset({Role.VIEWER}), by=person("joan"))
        assert theirs.get("/panels/open/").status_code == 403

    def test_leaving_today_ends_every_session_at_once(self, person):
        aisha = person("aisha")
        first, second = browser(aisha), browser(aisha)
        actions.end_access(user=aisha, on=clock.today(), by=person("joan"))
        assert UserSession.objects.filter(user=aisha).count() == 0
        for theirs in (first, second):
            assert theirs.get("/")["Location"].startswith("/account/login/")

    def test_a_day_that_comes_signs_out_on_the_next_request(self, person, settings):
        aisha = person("aisha")
        actions.end_access(user=aisha, on=date(2019, 4, 1), by=person("joan"))
        theirs = browser(aisha)
        assert theirs.get("/").status_code == 200
        settings.FIXED_TODAY = date(2019, 4, 1)
        assert theirs.get("/panels/")["Location"] == "/account/login/?ended=left&next=%2Fpanels%2F"
        assert theirs.get("/account/2fa/")["Location"].startswith("/account/login/")
        assert browser(aisha).get("/")["Location"].startswith("/account/login/")

    def test_a_sleeping_account_is_signed_out(self, person):
        aisha = person("aisha")
        theirs = browser(aisha)
        User.objects.filter(pk=aisha.pk).update(is_active=False)
        assert theirs.get("/")["Location"].startswith("/account/login/")

    def test_a_lost_second_factor_signs_out_everywhere(self, person):
        aisha = person("aisha")
        theirs = browser(aisha)
        actions.reset_second_factor(user=aisha, checked="in_person", by=person("joan"))
        assert theirs.get("/")["Location"].startswith("/account/login/")
        assert browser(aisha).get("/")["Location"].startswith("/account/login/")


class TestSessions:
    def test_where_i_am_signed_in_and_out_of_the_others(self, person):
        aisha = person("aisha")
        other = browser(aisha, headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
        here = browser(aisha, headers={"user-agent": "Mozilla/5.0 (iPhone) Safari/605"})
        colleague = browser(person("dev"))
        page = here.get(f"{HERE}sessions/").content.decode()
        assert "Firefox on Windows" in page and "Safari on iPhone" in page
        assert page.index("Safari on iPhone") < page.index("This one") < page.index("Firefox on Windows")
        assert here.post(f"{HERE}sessions/")["Location"] == f"{HERE}sessions/"
        assert other.get("/")["Location"].startswith("/account/login/")
        assert here.get("/").status_code == colleague.get("/").status_code == 200
        assert Entry.objects.get(what="accounts.sign_out_elsewhere").detail == {"sessions": 1}

    def test_a_new_password_ends_the_other_sessions(self, person):
        aisha = person("aisha")
        other, here = browser(aisha), browser(aisha)
        posted = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD}
        assert here.post("/account/password/change/", posted).status_code == 302
        assert other.get("/")["Location"].startswith("/account/login/")
        assert browser(aisha, GOOD).get("/").status_code == 200


def test_a_password_alone_may_add_a_security_key_and_nothing_else(person, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    theirs = browser(person("aisha"))
    assert theirs.get("/account/2fa/keys/add/").status_code == 200
    for page in ("/account/2fa/keys/", f"{HERE}sessions/", "/"):
        assert theirs.get(page)["Location"] == "/account/2fa/totp/activate/"
