"""What somebody had typed when their session ended: kept for half an hour, given back after they have signed in.

It is kept on the server, enciphered; the key stands in the address alone, so that neither the store nor a browser's
history gives anything away. Only who the form was made for gets it back, and only on the page that it came from.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

import redis
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

KEPT_FOR = "kept_for"
SECONDS = 30 * 60
LONGEST = 200_000
SIGNED_FOR = 12 * 60 * 60  # a session's longest
signer = TimestampSigner(salt="casefile.writing")


def token_for(user_id: int) -> str:
    """What a form carries, so that what is typed into it is kept for its writer alone."""
    return signer.sign(str(user_id))


class KeptWriting:
    """Stands before the door that sends a stranger to sign in (django's LoginRequiredMiddleware)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" or request.user.is_authenticated or KEPT_FOR not in request.POST:
            return None
        key = keep(request.path, request.POST)
        if key is None:
            return None
        going = f"{request.path}?{urlencode({'kept': key})}"
        return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'ended': 'idle', 'next': going})}")


def keep(path: str, posted: QueryDict) -> str | None:
    """Keep a form's contents; returns the key for the address, or nothing where the form was not signed by us."""
    try:
        user_id = int(signer.unsign(str(posted[KEPT_FOR]), max_age=SIGNED_FOR))
    except (BadSignature, ValueError):
        return None
    said = {name: posted.getlist(name) for name in posted if name not in (KEPT_FOR, "csrfmiddlewaretoken")}
    body = json.dumps({"user": user_id, "path": path, "said": said}).encode()
    if len(body) > LONGEST:
        return None
    key = token_urlsafe(32)
    _store().set(_name(key), _cipher(key).encrypt(body), ex=SECONDS)
    return key


def given_back(request: HttpRequest) -> QueryDict | None:
    """What the reader had typed into this very page; nothing for anybody else, and nothing when it is too late."""
    key = request.GET.get("kept", "")
    held = _store().get(_name(key)) if key else None
    if held is None:
        return None
    try:
        kept = json.loads(_cipher(key).decrypt(bytes(held)))  # type: ignore[arg-type]
    except (InvalidToken, ValueError):
        return None
    if kept["user"] != request.user.pk or kept["path"] != request.path:
        return None
    said = QueryDict(mutable=True)
    for name, values in kept["said"].items():
        said.setlist(name, values)
    return said


def _store() -> Any:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)


def _name(key: str) -> str:
    return f"iom:kept:{sha256(b'name' + key.encode()).hexdigest()}"


def _cipher(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"cipher" + key.encode()).digest()))
