"""allauth's OpenID Connect with what it leaves out: a nonce, the signature, the issuer's own word for itself."""

from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.sso import tokens

NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


def known() -> Any:
    """What the environment says of the provider; nobody comes here where it says nothing."""
    assert settings.SINGLE_SIGN_ON is not None
    return settings.SINGLE_SIGN_ON


class Protocol(OpenIDConnectOAuth2Adapter):
    """How we speak with the provider."""

    def __init__(self, request: HttpRequest, provider_id: str) -> None:
        super().__init__(request, provider_id)
        self.state: dict[str, Any] = {}

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; of another name than the one configured it is not the provider."""
        config: dict[str, Any] = super().openid_config
        if not isinstance(config, dict) or not all(config.get(name) for name in NEEDED):
            raise OAuth2Error("the provider's description lacks something")
        if config["issuer"] != known().issuer:
            raise OAuth2Error("the provider calls itself by another name")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return str(build_absolute_uri(request, reverse("single_sign_on_back"), self.redirect_uri_protocol))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> Any:
        """Whom the ID token names. Nothing but their subject is kept, so the rest waits on the request."""
        try:
            claims = tokens.checked(
                more["response"].get("id_token"),
                keys=self._fetched(self.openid_config["jwks_uri"]),
                issuer=self.openid_config["issuer"],
                client=app.client_id,
                nonce=self.state.get("nonce", ""),
                oldest=int(settings.SESSION_ABSOLUTE_AGE.total_seconds()),
            )
        except tokens.BadToken as error:
            raise OAuth2Error(f"the ID token does not hold: {error}") from error
        request.sign_on_claims = self._with_address(claims, token.token)  # type: ignore[attr-defined]
        return self.get_provider().sociallogin_from_response(request, claims)

    def _with_address(self, claims: dict[str, Any], access_token: str) -> dict[str, Any]:
        """Some providers give the address only when asked; who they answer about must be the one of the token."""
        asked = self.openid_config.get("userinfo_endpoint")
        if "email" in claims or not asked:
            return claims
        said = self._fetched(asked, {"Authorization": f"Bearer {access_token}"})
        if said.get("sub") != claims["sub"]:
            raise OAuth2Error("the answer is about somebody else")
        return {**claims, "email": said.get("email"), "email_verified": said.get("email_verified")}

    def _fetched(self, url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            response = session.get(url, headers=headers)
            response.raise_for_status()
            found = response.json()
        if not isinstance(found, dict):
            raise OAuth2Error("the provider's answer is of another form")
        return found


class Provider(OpenIDConnectProvider):
    oauth2_adapter_class = Protocol

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Of what the browser sends, only where to go afterwards: it links no accounts and asks for no more."""
        kwargs = super().get_redirect_from_request_kwargs(request)
        return {"process": AuthProcess.LOGIN, "next_url": kwargs.get("next_url")}

    def redirect(self, request: HttpRequest, process: str, next_url: Any = None, data: Any = None, **more: Any) -> Any:
        """To the provider with a nonce, which must come back in the token; the last sign-in there may not be older
        than a session here may be.
        """
        nonce = token_urlsafe(32)
        asked: dict[str, Any] = {"nonce": nonce, "max_age": int(settings.SESSION_ABSOLUTE_AGE.total_seconds())}
        if acr := known().acr:
            asked["acr_values"] = " ".join(sorted(acr))
        return super().redirect(request, process, next_url, data, nonce=nonce, auth_params=asked, **more)

    def get_default_scope(self) -> list[str]:
        return ["openid", "email"]

    def extract_uid(self, data: dict[str, Any]) -> str:
        return uid_of(data)

    # Nothing of what the provider says of the person is kept, and none of it makes an account.
    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []


class Callback(OAuth2CallbackView):
    """The way back. What was put aside when the person went is needed to check what they bring."""

    def _get_state(self, request: HttpRequest, provider: Provider) -> tuple[Any, HttpResponse | None]:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response


def uid_of(claims: dict[str, Any]) -> str:
    """A subject in as many letters as allauth keeps, and nothing personal where a provider puts names into it."""
    return sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()
