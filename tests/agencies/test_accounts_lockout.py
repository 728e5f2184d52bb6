"""Locked after ten failures: the pair of account and address, so that nobody locks a colleague out from elsewhere."""

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from agencies.accounts.lockout import account_named, client_address
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
OFFICE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def _locked(settings):
    settings.AXES_ENABLED = True
    cache.clear()


def tries(user, password=PASSWORD, times=1, address=OFFICE, login=None, forwarded=None):
    """The last answer to some tries from an address."""
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    client = Client(REMOTE_ADDR=address, headers=headers)
    for _ in range(times):
        response = client.post(LOGIN, {"login": login or user.email, "password": password})
    return response


def lets_in(response):
    return response.status_code == 302 and response["Location"] in ("/today/", "/")  # a viewer has no work of today


def test_ten_failures_lock_this_account_here_and_nine_do_not(person):
    aisha = person("aisha")
    tries(aisha, "wrong", times=9)
    assert lets_in(tries(aisha))
    tries(aisha, "wrong", times=10)
    assert not lets_in(tries(aisha))


def test_a_colleague_elsewhere_is_not_locked_out_by_it(person):
    aisha = person("aisha")
    tries(aisha, "wrong", times=15, address=ELSEWHERE)
    assert not lets_in(tries(aisha, address=ELSEWHERE))
    assert lets_in(tries(aisha, address=OFFICE))


def test_nor_somebody_else_at_the_same_address(person):
    tries(person("aisha"), "wrong", times=15)
    assert lets_in(tries(person("dev")))


def test_other_letters_are_no_more_tries(person):
    aisha = person("aisha")
    for login in (aisha.email, aisha.email.upper(), f" {aisha.email} "):
        tries(aisha, "wrong", times=4, login=login)
    assert not lets_in(tries(aisha))


def test_an_invented_address_is_no_new_one_without_a_proxy(person):
    aisha = person("aisha")
    for number in range(10):
        tries(aisha, "wrong", forwarded=f"192.0.2.{number}")
    assert not lets_in(tries(aisha, forwarded="192.0.2.99"))


def test_nor_behind_one_which_writes_the_true_one_last(person, settings):
    settings.PROXIES = 1
    aisha = person("aisha")
    proxy = "10.0.0.1"
    for number in range(10):
        tries(aisha, "wrong", address=proxy, forwarded=f"192.0.2.{number}, {ELSEWHERE}")
    assert not lets_in(tries(aisha, address=proxy, forwarded=f"192.0.2.99, {ELSEWHERE}"))
    # Everybody comes by the proxy; whoever sits elsewhere is not locked out with them.
    assert lets_in(tries(aisha, address=proxy, forwarded=OFFICE))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "192.0.2.1", "10.0.0.1"),
        (1, "192.0.2.1, 203.0.113.9", "203.0.113.9"),
        (2, "192.0.2.1, 203.0.113.9, 10.0.0.5", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),  # not by our proxies
        (1, "", "10.0.0.1"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "2001:db8::9", "2001:db8::9"),
        (1, "nonsense", "0.0.0.0"),
    ],
)
def test_where_a_request_comes_from(proxies, forwarded, address, settings):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forwarded})
    assert client_address(request) == address


def test_an_account_is_named_in_one_way():
    request = RequestFactory().post("/", {"login": " Aisha@Example.org"})
    assert account_named(request) == account_named(request, {"email": "AISHA@example.org "}) == "aisha@example.org"
