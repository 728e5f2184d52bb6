"""The ID token is checked whole: signature, issuer, audience, times and nonce (OpenID Connect Core, 3.1.3.7).

allauth skips the signature of a token that it fetched itself and knows no nonce; here both are always asked for.
"""

import hmac
import time
from collections.abc import Mapping
from typing import Any

import jwt

# Signed with the provider's private key. Never "none", and never a secret that both sides hold.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
SKEW = 30  # seconds that two clocks may differ


class BadToken(Exception):
    """The token is not one that we asked for."""


def checked(
    token: Any, *, keys: Mapping[str, Any], issuer: str, client: str, nonce: str, oldest: int
) -> dict[str, Any]:
    """The claims of a token that holds. `oldest`: how many seconds ago the person may have signed in there."""
    if not isinstance(token, str) or not nonce:
        raise BadToken("no token, or none was asked for")
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key_of(token, keys),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=client,
            leeway=SKEW,
            options={"require": NEEDED},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise BadToken(type(error).__name__) from error
    _check_rest(claims, client, nonce, oldest)
    return claims


def _check_rest(claims: dict[str, Any], client: str, nonce: str, oldest: int) -> None:
    if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise BadToken("nonce")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise BadToken("sub")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != client:
        raise BadToken("azp")
    signed_in = claims.get("auth_time")
    if isinstance(signed_in, int | float) and signed_in < time.time() - oldest - SKEW:
        raise BadToken("auth_time")


def _key_of(token: str, keys: Mapping[str, Any]) -> Any:
    """The one key of the provider's that the token names; without a name, the only one there is."""
    named = jwt.get_unverified_header(token).get("kid")
    signing = [key for key in keys["keys"] if key.get("use", "sig") == "sig" and key.get("kty") in ("RSA", "EC")]
    found = [key for key in signing if key.get("kid") == named] if named else signing
    if len(found) != 1:
        raise KeyError("kid")
    return jwt.PyJWK(found[0]).key
