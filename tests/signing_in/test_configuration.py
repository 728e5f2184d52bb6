"""What the environment may say about single sign-on, and that it is refused loudly where it cannot be."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from agencies.sso.rules import proves_second_factor
from iom import sign_on

GOOD = {"IOM_OIDC_ISSUER": "https://id.example", "IOM_OIDC_CLIENT_ID": "iom", "IOM_OIDC_SECRET": "hush"}


def test_nothing_said_is_off():
    assert sign_on.known({}) is None
    assert sign_on.settings_of(None)["SOCIALACCOUNT_PROVIDERS"] == {}


def test_what_is_said_is_taken_and_tokens_are_never_kept():
    known = sign_on.known(GOOD)
    assert known and (known.amr, known.acr, known.name) == ({"mfa"}, frozenset(), "your employer")
    found = sign_on.settings_of(known)
    app = found["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"][0]
    assert app["settings"] == {"server_url": "https://id.example", "oauth_pkce_enabled": True}
    assert found["SOCIALACCOUNT_STORE_TOKENS"] is False and found["SOCIALACCOUNT_EMAIL_AUTHENTICATION"] is False
    assert "hush" not in repr(known)


def test_a_variable_that_is_set_to_nothing_is_not_set():
    empty = {"IOM_OIDC_NAME": "", "IOM_OIDC_AMR": "", "IOM_OIDC_ACR": ""}
    assert sign_on.known({**GOOD, **empty}) == sign_on.known(GOOD)
    gold = sign_on.known({**GOOD, **empty, "IOM_OIDC_ACR": "gold"})
    assert gold and (gold.amr, gold.acr) == (frozenset(), {"gold"})


def test_another_issuer_begins_anew():
    ids = {
        sign_on.known({**GOOD, "IOM_OIDC_ISSUER": f"https://{host}"}).provider_id for host in ("a.example", "b.example")
    }
    assert len(ids) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"IOM_OIDC_ISSUER": "http://id.example"},
        {"IOM_OIDC_ISSUER": "id.example"},
        {"IOM_OIDC_ISSUER": "https://id.example/.well-known/openid-configuration"},
        {"IOM_OIDC_CLIENT_ID": ""},
        {"IOM_OIDC_SECRET": ""},
        {"IOM_OIDC_AMR": " , "},
    ],
)
def test_what_cannot_be_is_said_at_the_start(wrong):
    with pytest.raises(ImproperlyConfigured, match="IOM_OIDC"):
        sign_on.known({**GOOD, **wrong})


@pytest.mark.parametrize(
    ("claims", "proved"),
    [
        ({}, False),
        ({"amr": []}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": "mfa"}, True),
        ({"amr": "xmfax"}, False),
        ({"amr": ["MFA"]}, False),
        ({"amr": {"mfa": 1}}, False),
        ({"amr": 5, "acr": 5}, False),
        ({"amr": [None, 3]}, False),
        ({"acr": "gold"}, True),
        ({"acr": ["gold"]}, False),
    ],
    ids=str,
)
def test_what_proves_a_second_factor(claims, proved):
    assert proves_second_factor(claims, {"mfa"}, {"gold"}) is proved
