"""Signing in by the sign-in of one's employer (OpenID Connect), from the environment; off where nothing is set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

HERE = {"127.0.0.1", "::1", "localhost"}
# Nobody signs up, nothing of the provider's is kept, and an address alone never decides: agencies.sso does.
ALWAYS = {
    "SOCIALACCOUNT_ADAPTER": "agencies.sso.adapter.SignOnAdapter",
    "SOCIALACCOUNT_AUTO_SIGNUP": False,
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
    "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
    "SOCIALACCOUNT_LOGIN_ON_GET": False,
    "SOCIALACCOUNT_STORE_TOKENS": False,
    "SOCIALACCOUNT_REQUESTS_TIMEOUT": 5,
}


@dataclass(frozen=True)
class Known:
    """The one provider, and which values of its tokens' `amr` or `acr` prove a second factor."""

    name: str
    issuer: str
    client: str
    secret: str = field(repr=False)
    amr: frozenset[str] = frozenset()
    acr: frozenset[str] = frozenset()

    @property
    def provider_id(self) -> str:
        """Links are made with this issuer: another one begins anew, whatever subjects it knows."""
        return f"sso-{sha256(self.issuer.encode()).hexdigest()[:12]}"


def known(environment: Mapping[str, str]) -> Known | None:
    """IOM_OIDC_ISSUER, IOM_OIDC_CLIENT_ID, IOM_OIDC_SECRET, IOM_OIDC_NAME, and with commas between IOM_OIDC_AMR and
    IOM_OIDC_ACR. None where no issuer is named.
    """
    issuer = environment.get("IOM_OIDC_ISSUER", "")
    if not issuer:
        return None
    _check_issuer(issuer)
    acr = _words(environment.get("IOM_OIDC_ACR", ""))
    amr = _words(environment.get("IOM_OIDC_AMR") or ("" if acr else "mfa"))
    if not amr and not acr:
        raise ImproperlyConfigured("IOM_OIDC_AMR or IOM_OIDC_ACR must say which values prove a second factor.")
    return Known(
        name=environment.get("IOM_OIDC_NAME") or "your employer",
        issuer=issuer,
        client=_needed(environment, "IOM_OIDC_CLIENT_ID"),
        secret=_needed(environment, "IOM_OIDC_SECRET"),
        amr=amr,
        acr=acr,
    )


def settings_of(provider: Known | None) -> dict[str, Any]:
    """allauth's settings."""
    if provider is None:
        return {**ALWAYS, "SOCIALACCOUNT_PROVIDERS": {}}
    app = {
        "provider_id": provider.provider_id,
        "name": provider.name[:40],
        "client_id": provider.client,
        "secret": provider.secret,
        "settings": {"server_url": provider.issuer, "oauth_pkce_enabled": True},
    }
    return {**ALWAYS, "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [app]}}}


def _check_issuer(issuer: str) -> None:
    """The provider is reached over TLS; on this machine itself it need not be."""
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in HERE):
        raise ImproperlyConfigured("IOM_OIDC_ISSUER must be an https address.")
    if "/.well-known/" in issuer or parts.query or parts.fragment:
        raise ImproperlyConfigured("IOM_OIDC_ISSUER is the issuer itself, without /.well-known/ and what follows it.")


def _needed(environment: Mapping[str, str], name: str) -> str:
    if not environment.get(name):
        raise ImproperlyConfigured(f"IOM_OIDC_ISSUER is set, so {name} must be too.")
    return environment[name]


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(",") if word.strip())
