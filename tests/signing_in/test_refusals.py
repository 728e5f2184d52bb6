"""Single sign-on that is refused: whom the provider does not vouch for, who has left, and answers that do not hold."""

import time
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from agencies.accounts import actions
from agencies.models import User
from audit.models import Entry
from tests.signing_in.conftest import BEGIN
from tests.signing_in.provider import new_key
from tests.signing_in.test_single_sign_on import LOGIN, lets_in, reaches_nothing

pytestmark = pytest.mark.django_db


class TestRefused:
    def test_nobody_signs_up_by_it(self, provider, client, scheme, sign_on_as):
        response = sign_on_as(client)
        assert response.status_code == 403 and "Nobody has an account here" in response.content.decode()
        assert reaches_nothing(client)
        assert not User.objects.filter(email="aisha@example.org").exists() and not SocialAccount.objects.exists()

    @pytest.mark.parametrize("verified", [False, None, "true", 1])
    def test_an_address_that_the_provider_does_not_vouch_for(self, verified, provider, client, person, sign_on_as):
        person("aisha")
        provider.claims = {"email_verified": verified}
        assert sign_on_as(client).status_code == 403
        assert reaches_nothing(client) and not SocialAccount.objects.exists()

    def test_another_subject_of_a_known_address_and_it_is_logged(self, provider, person, sign_on_as):
        aisha = person("aisha")
        sign_on_as(Client())
        provider.subject = "s-2"
        client = Client()
        response = sign_on_as(client)
        assert response.status_code == 403 and "linked to another account" in response.content.decode()
        assert reaches_nothing(client)
        assert SocialAccount.objects.count() == 1
        entry = Entry.objects.get(verb="refused")
        assert (entry.what, entry.user_id, entry.detail) == ("accounts.single_sign_on", aisha.pk, {"why": "another"})

    def test_until_a_lead_resets_how_they_sign_in(self, provider, client, person, sign_on_as):
        sign_on_as(Client()) if person("aisha") else None
        actions.reset_second_factor(user=person("aisha"), checked="in_person", by=person("joan"))
        provider.subject = "s-2"
        assert lets_in(sign_on_as(client))

    @pytest.mark.parametrize("changes", [{"ends_on": date(2019, 3, 31)}, {"is_active": False}])
    @pytest.mark.parametrize("linked", [False, True])
    def test_who_has_left(self, changes, linked, provider, client, person, sign_on_as):
        aisha = person("aisha")
        if linked:
            sign_on_as(Client())
        User.objects.filter(pk=aisha.pk).update(**changes)
        response = sign_on_as(client)
        assert response.status_code == 403 and "Your access has ended" in response.content.decode()
        assert reaches_nothing(client)

    def test_an_account_that_is_locked_from_here(self, provider, person, settings, sign_on_as):
        settings.AXES_ENABLED = True
        aisha = person("aisha")
        client = Client(REMOTE_ADDR="203.0.113.9")
        for _ in range(10):
            client.post(LOGIN, {"login": aisha.email, "password": "wrong"})
        cache.clear()
        assert "locked for a quarter of an hour" in sign_on_as(client).content.decode()
        assert reaches_nothing(client)
        assert lets_in(sign_on_as(Client(REMOTE_ADDR="198.51.100.7")))

    def test_the_account_of_commands(self, provider, client, scheme, sign_on_as):
        User.objects.filter(is_command_line=True).delete()
        User.objects.create(email="aisha@example.org", full_name="command line", is_command_line=True)
        assert sign_on_as(client).status_code == 403 and reaches_nothing(client)


class TestTheAnswerDoesNotHold:
    @pytest.mark.parametrize(
        "claims",
        [
            {"nonce": "another"},
            {"nonce": None},
            {"aud": "somebody else"},
            {"aud": ["iom", "somebody else"]},
            {"azp": "somebody else"},
            {"iss": "https://elsewhere.example"},
            {"exp": -60},
            {"exp": None},
            {"iat": 3600},
            {"nbf": 3600},
            {"sub": None},
            {"sub": ""},
            {"auth_time": -13 * 3600},
        ],
        ids=str,
    )
    def test_a_token_that_is_not_for_us_now(self, claims, provider, client, person, sign_on_as):
        """A number is seconds from now: two processes that collect the tests give them the same names."""
        person("aisha")
        provider.claims = {name: time.time() + v if isinstance(v, int) else v for name, v in claims.items()}
        response = sign_on_as(client)
        assert response.status_code == 400 and "does not fit" in response.content.decode()
        assert reaches_nothing(client) and not SocialAccount.objects.exists()

    @pytest.mark.parametrize("algorithm", ["RS256", "none", "HS256"])
    def test_a_token_that_the_provider_did_not_sign(self, algorithm, provider, client, person, sign_on_as):
        person("aisha")
        provider.signs_with, provider.algorithm = new_key(), algorithm
        assert sign_on_as(client).status_code == 400
        assert reaches_nothing(client)

    def test_a_provider_that_calls_itself_by_another_name(self, provider, client, person):
        provider.config = {"issuer": "https://elsewhere.example"}
        assert client.post(BEGIN).status_code == 503

    def test_another_state(self, provider, client, person, to_provider):
        person("aisha")
        back = to_provider(client)
        state = parse_qs(urlsplit(back).query)["state"][0]
        assert client.get(back.replace(state, "x" * len(state))).status_code == 400
        assert reaches_nothing(client)

    def test_a_state_of_another_browser(self, provider, client, person, to_provider):
        person("aisha")
        back = to_provider(Client())
        assert client.get(back).status_code == 400 and reaches_nothing(client)

    def test_an_answer_that_was_given_already(self, provider, client, person, to_provider):
        person("aisha")
        back = to_provider(client)
        assert lets_in(client.get(back))
        assert client.get(back).status_code == 400

    def test_a_code_of_somebody_elses_asking_has_another_verifier(self, provider, client, person, to_provider):
        person("aisha")
        stolen = parse_qs(urlsplit(to_provider(Client())).query)["code"][0]
        mine = to_provider(client)
        code = parse_qs(urlsplit(mine).query)["code"][0]
        assert client.get(mine.replace(code, stolen)).status_code == 400 and reaches_nothing(client)

    def test_turning_back_at_the_provider(self, provider, client, scheme, sign_on_as):
        provider.refuses = "access_denied"
        response = sign_on_as(client)
        assert response.status_code == 200 and "You turned back" in response.content.decode()

    def test_an_error_there_is_not_repeated_here(self, provider, client, scheme, sign_on_as):
        provider.refuses = "<script>alert(1)</script>"
        response = sign_on_as(client)
        assert response.status_code == 400 and "alert(1)" not in response.content.decode()

    def test_a_provider_that_does_not_answer(self, provider, client, scheme, settings):
        settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
        response = client.post(BEGIN)
        assert response.status_code == 503 and "does not answer" in response.content.decode()
