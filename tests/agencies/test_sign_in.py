"""Signing in: closed to strangers, locked after failures, never by a password alone."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _no_failures_from_other_tests():
    """allauth counts failures in the cache, which is this process's own."""
    cache.clear()


@pytest.fixture
def second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def sign_in(client, person, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": person.email, "password": password, **more})


def code_now(secret):
    from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time

    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize(
    ("who", "lands_on"),
    [
        ("aisha", "/today/"),
        ("femi", "/today/"),
        ("hari", "/reports/"),
        ("grace", "/log/"),
        ("karl", "/people-who-work-here/"),
    ],
)
def test_everybody_lands_on_the_first_page_that_their_roles_have(who, lands_on, client, person):
    response = sign_in(client, person(who))
    assert (response.status_code, response["Location"]) == (302, lands_on)
    assert client.get(lands_on).status_code == 200


def test_the_page_asked_for_is_where_one_lands(client, person):
    assert sign_in(client, person("aisha"), next="/panels/")["Location"] == "/panels/"


def test_nobody_is_sent_to_another_site(client, person):
    assert sign_in(client, person("aisha"), next="https://elsewhere.example/")["Location"] == "/today/"


@pytest.mark.parametrize("changes", [{"is_active": False}, {"ends_on": timezone.now().date() - timedelta(days=9999)}])
def test_who_has_left_reaches_no_page(changes, client, scheme):
    from tests import people

    assert sign_in(client, people.make("aisha", **changes)).status_code in (200, 302)
    assert client.get("/")["Location"].startswith(LOGIN)


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_nobody_signs_up_or_resets_a_password_by_themselves(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["/account/signup/", "/account/password/reset/"])
def test_those_addresses_do_not_exist(path, client):
    assert client.get(path).status_code in (302, 404)
    assert client.get(path, follow=True).request["PATH_INFO"] != path or client.get(path).status_code == 404


def test_a_wrong_password_and_an_unknown_address_read_the_same(client, person):
    aisha = person("aisha")
    wrong = sign_in(client, aisha, "wrong")
    aisha.email = "nobody@example.org"
    unknown = sign_in(client, aisha, "wrong")
    said = "The email address and/or password you specified are not correct."
    assert said in wrong.content.decode() and said in unknown.content.decode()


def test_ten_failures_lock_the_account_even_to_the_right_password(client, person, settings):
    settings.AXES_ENABLED = True
    aisha = person("aisha")
    for _ in range(9):
        cache.clear()
        assert sign_in(client, aisha, "wrong").status_code == 200
    cache.clear()
    locked = sign_in(client, aisha, "wrong")
    assert locked.status_code == 429
    cache.clear()
    right = sign_in(client, aisha)
    assert right.status_code == 429
    assert "locked for a quarter of an hour" in right.content.decode()


class TestSecondFactor:
    """Outside a demonstration a password alone reaches no page."""

    @pytest.mark.parametrize("page", ["/", "/panels/", "/reports/", "/account/password/change/", "/account/2fa/"])
    def test_a_password_alone_reaches_only_the_page_that_adds_one(self, page, second_factor, client, person):
        sign_in(client, person("aisha"))
        response = client.get(page)
        assert (response.status_code, response["Location"]) == (302, "/account/2fa/totp/activate/")
        assert client.get(response["Location"]).status_code == 200

    def test_a_password_alone_may_leave(self, second_factor, client, person):
        sign_in(client, person("aisha"))
        assert client.post("/account/logout/").status_code == 302
        assert client.get("/")["Location"].startswith(LOGIN)

    def test_adding_it_gives_recovery_codes_and_opens_the_pages(self, second_factor, client, person):
        sign_in(client, person("aisha"))
        page = client.get("/account/2fa/totp/activate/")
        secret = page.context["form"].secret
        added = client.post("/account/2fa/totp/activate/", {"code": code_now(secret)})
        assert (added.status_code, added["Location"]) == (302, "/account/2fa/recovery-codes/")
        assert client.get(added["Location"]).status_code == 200
        assert client.get("/").status_code == 200

    def test_the_next_time_the_code_is_asked_for_before_any_page(self, second_factor, person):
        aisha, secret = person("aisha"), generate_totp_secret()
        TOTP.activate(aisha, secret)
        client = Client()
        stage = sign_in(client, aisha)
        assert stage["Location"] == "/account/2fa/authenticate/"
        assert client.get("/")["Location"].startswith(LOGIN)
        wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
        assert wrong.status_code == 200 and client.get("/").status_code == 302
        right = client.post("/account/2fa/authenticate/", {"code": code_now(secret)})
        assert right["Location"] == "/today/"
        assert client.get("/").status_code == 200

    def test_a_recovery_code_signs_in_once(self, second_factor, person):
        aisha = person("aisha")
        TOTP.activate(aisha, generate_totp_secret())
        code = RecoveryCodes.activate(aisha).get_unused_codes()[0]
        for lets_in in (True, False):
            cache.clear()
            client = Client()
            sign_in(client, aisha)
            client.post("/account/2fa/authenticate/", {"code": code})
            assert (client.get("/").status_code == 200) is lets_in

    def test_taking_it_away_closes_the_pages_again(self, second_factor, client, person):
        aisha = person("aisha")
        sign_in(client, aisha)
        secret = client.get("/account/2fa/totp/activate/").context["form"].secret
        client.post("/account/2fa/totp/activate/", {"code": code_now(secret)})
        Authenticator.objects.filter(user=aisha).delete()
        assert client.get("/")["Location"] == "/account/2fa/totp/activate/"


class TestEndOfASession:
    def test_a_session_that_the_server_has_forgotten_says_so(self, client, person):
        sign_in(client, person("aisha"))
        client.session.flush()
        client.cookies["sessionid"] = "0123456789abcdef0123456789abcdef"
        response = client.get("/panels/")
        assert response["Location"] == "/account/login/?ended=idle&next=%2Fpanels%2F"
        assert "nothing was done for 30 minutes" in client.get(response["Location"]).content.decode()

    def test_a_first_visit_is_not_told_that_it_ended(self, client, scheme):
        assert client.get("/")["Location"] == "/account/login/?next=/"

    def test_twelve_hours_after_signing_in_it_is_over_whatever_was_done(self, client, person):
        sign_in(client, person("aisha"))
        assert client.get("/").status_code == 200
        session = client.session
        session["began_at"] = (timezone.now() - timedelta(hours=12, seconds=1)).isoformat()
        session.save()
        assert client.get("/")["Location"] == "/account/login/?ended=over&next=%2F"
        assert client.get("/")["Location"].startswith(LOGIN)

    def test_just_under_twelve_hours_it_is_not(self, client, person):
        sign_in(client, person("aisha"))
        session = client.session
        session["began_at"] = (timezone.now() - timedelta(hours=11, minutes=59)).isoformat()
        session.save()
        assert client.get("/").status_code == 200

    def test_signing_out_asks_the_browser_to_keep_nothing(self, client, person):
        sign_in(client, person("aisha"))
        assert client.get("/")["Cache-Control"] == "no-store"


class TestDemonstration:
    def test_its_sign_in_page_offers_the_accounts(self, client, scheme, settings):
        settings.DEMO = True
        page = client.get(LOGIN).content.decode()
        assert "aisha.shaw@example.org" in page and "Demonstration: invented people. Today is 31 March 2019." in page

    def test_the_real_thing_offers_nobody(self, client, scheme):
        page = client.get(LOGIN).content.decode()
        assert "aisha.shaw@example.org" not in page and "Demonstration" not in page
