"""A provider that answers, and the way through it as a browser goes."""

from collections.abc import Callable, Iterator
from html import unescape
from http.client import HTTPConnection
from re import search
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache

from iom import sign_on
from tests.signing_in.provider import CLIENT, SECRET, Provider, serve

BEGIN = "/account/single-sign-on/"


@pytest.fixture
def provider(settings, monkeypatch) -> Iterator[Provider]:
    """The council’s sign-in, configured as the environment would."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    cache.clear()
    made = Provider()
    server = serve(made)
    configure(settings, made)
    settings.SECOND_FACTOR_REQUIRED = True
    yield made
    server.shutdown()
    server.server_close()


def configure(settings, provider: Provider, **more: str) -> None:
    environment = {
        "IOM_OIDC_ISSUER": provider.issuer,
        "IOM_OIDC_CLIENT_ID": CLIENT,
        "IOM_OIDC_SECRET": SECRET,
        "IOM_OIDC_NAME": "Bedfordshire Council",
        **more,
    }
    settings.SINGLE_SIGN_ON = sign_on.known(environment)
    for name, value in sign_on.settings_of(settings.SINGLE_SIGN_ON).items():
        setattr(settings, name, value)


@pytest.fixture
def to_provider() -> Callable:
    """`to_provider(client)` begins here and signs in there: the address that the browser comes back to."""

    def go(client, **posted: str) -> str:
        page = client.post(BEGIN, posted)
        assert page.status_code == 200, page.content.decode()
        return answered(address_in(page))

    return go


def address_in(page) -> str:
    found = search(r'content="0;url=([^"]+)"', page.content.decode())
    assert found, page.content.decode()
    return unescape(found[1])


def answered(address: str) -> str:
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", f"{parts.path}?{parts.query}")
    location = connection.getresponse().headers["Location"]
    connection.close()
    return location


@pytest.fixture
def sign_on_as(to_provider) -> Callable:
    """The whole way: `sign_on_as(client)` is the answer that the browser gets in the end."""

    def go(client, **posted: str):
        back = urlsplit(to_provider(client, **posted))
        return client.get(f"{back.path}?{back.query}")

    return go
