"""Single sign-on opens an account that stands, to whom the provider vouches for, with a second factor proven."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from axes.models import AccessLog
from django.test import Client
from django.utils import timezone

import agencies.tasks  # noqa: F401  (registers what the outbox calls)
from audit.models import Entry
from tests import people
from tests.agencies.test_sign_in import code_now
from tests.signing_in.conftest import BEGIN, address_in, answered, configure

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
SET_UP = "/account/2fa/totp/activate/"


def lets_in(response, to="/today/"):
    return (response.status_code, response.get("Location")) == (302, to)


def give_code(client, address, secret):
    """A code holds for at most half a minute: one that ended on its way is given anew."""
    if client.post(address, {"code": code_now(secret)}).status_code != 302:
        client.post(address, {"code": code_now(secret)})


def reaches_nothing(client):
    return client.get("/").get("Location", "").startswith(LOGIN) and "_auth_user_id" not in client.session


def test_who_proves_a_second_factor_there_is_in(provider, client, person, sign_on_as, settings):
    settings.AXES_ENABLED = True
    aisha = person("aisha")
    assert lets_in(sign_on_as(client))
    assert client.get("/").status_code == 200
    link = SocialAccount.objects.get()
    assert (link.user, link.extra_data) == (aisha, {}) and "s-1" not in link.uid
    assert not SocialToken.objects.exists()
    assert Entry.objects.get(what="accounts.link_single_sign_on").user_id == aisha.pk
    assert AccessLog.objects.get().username == aisha.email  # as every sign-in is logged


def test_what_is_asked_for_holds_a_nonce_pkce_and_no_more_than_the_address(provider, client, person, to_provider):
    person("aisha")
    to_provider(client, scope="offline_access", auth_params="prompt=none", process="connect")
    asked = provider.asked[0]
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert asked["code_challenge_method"] == "S256" and len(asked["nonce"]) > 30 and len(asked["state"]) >= 16
    assert "prompt" not in asked and asked["max_age"] == str(12 * 3600)
    assert asked["redirect_uri"] == "http://testserver/account/single-sign-on/back/"


def test_an_account_without_a_password_is_opened_too(provider, client, person, sign_on_as):
    aisha = person("aisha")
    aisha.set_unusable_password()
    aisha.save()
    assert lets_in(sign_on_as(client))
    page = client.get("/").content.decode()
    assert "Change password" not in page
    none = client.get("/account/password/change/", follow=True)
    assert none.status_code == 200 and "has no password" in none.content.decode()
    assert client.get("/account/reauthenticate/").status_code == 403


def test_the_letters_of_the_address_may_be_written_otherwise(provider, client, person, sign_on_as):
    person("aisha")
    provider.email = "Aisha@Example.ORG"
    assert lets_in(sign_on_as(client))


def test_the_second_time_the_subject_alone_decides(provider, person, sign_on_as):
    aisha = person("aisha")
    sign_on_as(Client())
    provider.email, provider.claims = "renamed@example.org", {"email_verified": False}
    client = Client()
    assert lets_in(sign_on_as(client))
    assert client.session["_auth_user_id"] == str(aisha.pk)
    assert SocialAccount.objects.get().extra_data == {}


class TestSecondFactor:
    @pytest.mark.parametrize(
        "claims", [{"amr": None}, {"amr": ["pwd"]}, {"amr": "pwd"}, {"amr": [], "acr": "mfa"}, {"amr": [["mfa"]]}]
    )
    def test_without_a_proof_only_our_own_can_be_set_up(self, claims, provider, client, person, sign_on_as):
        person("aisha")
        provider.claims = claims
        sign_on_as(client)
        for page in ("/", "/panels/", "/reports/", "/account/2fa/", "/people-who-work-here/sessions/"):
            assert lets_in(client.get(page), to=SET_UP), page
        secret = client.get(SET_UP).context["form"].secret
        give_code(client, SET_UP, secret)
        assert client.get("/").status_code == 200

    def test_without_a_proof_the_own_one_is_asked_for(self, provider, client, person, sign_on_as):
        secret = generate_totp_secret()
        TOTP.activate(person("aisha"), secret)
        provider.claims = {"amr": ["pwd"]}
        assert lets_in(sign_on_as(client), to="/account/2fa/authenticate/")
        assert client.get("/")["Location"].startswith(LOGIN)
        waiting = str(dict(client.session))
        assert "for-userinfo" not in waiting and "password':" not in waiting  # neither a token nor a hash waits there
        give_code(client, "/account/2fa/authenticate/", secret)
        assert client.get("/").status_code == 200

    def test_with_a_proof_the_own_one_is_not_asked_for_as_well(self, provider, client, person, sign_on_as):
        TOTP.activate(person("aisha"), generate_totp_secret())
        assert lets_in(sign_on_as(client))
        assert client.get("/").status_code == 200

    @pytest.mark.parametrize(
        ("configured", "claims", "proved"),
        [
            ({"IOM_OIDC_AMR": "hwk, otp"}, {"amr": ["hwk"]}, True),
            ({"IOM_OIDC_AMR": "hwk, otp"}, {"amr": ["mfa"]}, False),
            ({"IOM_OIDC_ACR": "gold"}, {"amr": None, "acr": "gold"}, True),
            ({"IOM_OIDC_ACR": "gold"}, {"amr": None, "acr": "golden"}, False),
            ({"IOM_OIDC_ACR": "gold"}, {"amr": ["mfa"], "acr": "0"}, False),
        ],
    )
    def test_which_values_prove_it_is_configured(
        self, configured, claims, proved, provider, settings, person, sign_on_as
    ):
        person("aisha")
        configure(settings, provider, **configured)
        provider.claims = claims
        client = Client()
        sign_on_as(client)
        assert (client.get("/").status_code == 200) is proved

    def test_the_proof_is_the_sessions_and_not_the_accounts(self, provider, client, person, sign_on_as):
        aisha = person("aisha")
        sign_on_as(client)
        by_password = Client()
        by_password.post(LOGIN, {"login": aisha.email, "password": people.PASSWORD})
        assert lets_in(by_password.get("/"), to=SET_UP)

    def test_a_mark_that_lay_in_the_session_counts_for_nothing(self, provider, client, person):
        aisha = person("aisha")
        session = client.session
        session["single_sign_on"] = {"user": aisha.pk, "proved": True}
        session.save()
        client.post(LOGIN, {"login": aisha.email, "password": people.PASSWORD})
        assert lets_in(client.get("/"), to=SET_UP)

    def test_a_later_sign_in_without_one_takes_it_back(self, provider, client, person, sign_on_as):
        person("aisha")
        sign_on_as(client)
        provider.claims = {"amr": ["pwd"]}
        sign_on_as(client)
        assert lets_in(client.get("/"), to=SET_UP)


class TestAddressOnlyWhenAsked:
    """Some providers keep the address out of the token and give it to who asks with it."""

    def test_it_is_asked_for(self, provider, client, person, sign_on_as):
        person("aisha")
        provider.claims = {"email": None, "email_verified": None}
        provider.userinfo = {"sub": "s-1", "email": "aisha@example.org", "email_verified": True}
        assert lets_in(sign_on_as(client))

    def test_and_counts_for_nothing_about_somebody_else(self, provider, client, person, sign_on_as):
        person("aisha")
        provider.claims = {"email": None, "email_verified": None}
        provider.userinfo = {"sub": "s-9", "email": "aisha@example.org", "email_verified": True}
        assert sign_on_as(client).status_code == 400 and reaches_nothing(client)


class TestWhereOneLands:
    def test_the_page_asked_for(self, provider, client, person, sign_on_as):
        person("aisha")
        assert lets_in(sign_on_as(client, next="/panels/"), to="/panels/")

    @pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
    def test_never_another_site(self, elsewhere, provider, client, person, sign_on_as):
        person("aisha")
        assert lets_in(sign_on_as(client, next=elsewhere))

    def test_who_is_signed_in_as_another_is_signed_out_first(self, provider, signed_in, person, sign_on_as):
        client, aisha = signed_in("femi"), person("aisha")
        sign_on_as(client)
        assert client.session["_auth_user_id"] == str(aisha.pk)
        assert not SocialAccount.objects.filter(user=person("femi")).exists()


class TestLimits:
    def test_twelve_hours_after_signing_in_it_is_over(self, provider, client, person, sign_on_as):
        person("aisha")
        sign_on_as(client)
        client.get("/")
        session = client.session
        session["began_at"] = (timezone.now() - timedelta(hours=12, seconds=1)).isoformat()
        session.save()
        assert client.get("/")["Location"] == "/account/login/?ended=over&next=%2F"

    def test_thirty_minutes_idle(self, provider, client, person, sign_on_as):
        person("aisha")
        sign_on_as(client)
        assert client.session.get_expiry_age() == 30 * 60

    def test_signing_out_here_says_that_the_other_goes_on(self, provider, client, person, sign_on_as):
        person("aisha")
        sign_on_as(client)
        assert "does not sign you out there" in client.get("/account/logout/").content.decode()
        out = client.post("/account/logout/")
        assert reaches_nothing(client)
        assert "may still have you signed in" in client.get(out["Location"]).content.decode()

    def test_who_came_by_a_password_is_not_told_so(self, provider, signed_in):
        client = signed_in("aisha")
        assert client.post("/account/logout/")["Location"] == LOGIN


class TestOff:
    """Where nothing is configured there is no such thing."""

    def test_no_button_and_no_page(self, client, scheme):
        assert "single-sign-on" not in client.get(LOGIN).content.decode()
        assert client.post(BEGIN).status_code == 404
        assert client.get(f"{BEGIN}back/").status_code == 404

    def test_the_button_is_there_when_it_is_on(self, provider, client, scheme):
        assert "Sign in with Bedfordshire Council" in client.get(LOGIN).content.decode()

    @pytest.mark.parametrize("path", ["signup/", "login/cancelled/", "login/error/", "connections/", ""])
    @pytest.mark.parametrize(
        "prefix", ["/account/social/", "/accounts/social/", "/account/3rdparty/", "/account/oidc/sso/"]
    )
    def test_allauths_own_pages_do_not_exist(self, prefix, path, provider, signed_in, settings):
        settings.SECOND_FACTOR_REQUIRED = False
        assert signed_in("aisha").get(f"{prefix}{path}").status_code == 404

    def test_it_is_begun_by_a_form_with_its_token_alone(self, provider, scheme):
        assert Client().get(BEGIN).status_code == 405
        assert Client(enforce_csrf_checks=True).post(BEGIN).status_code == 403

    def test_a_provider_in_a_table_is_none(self, provider, client, person, settings):
        from allauth.socialaccount.models import SocialApp

        SocialApp.objects.create(
            provider="openid_connect", provider_id=settings.SINGLE_SIGN_ON.provider_id, name="Mine", client_id="mine"
        )
        asked = address_in(client.post(BEGIN))
        assert "client_id=iom" in asked and answered(asked)
