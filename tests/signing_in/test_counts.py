"""What slows guessing down is counted for all processes together, and by each for itself while Redis is down."""

import json
import os
import subprocess
import sys

import pytest
import redis
from allauth.core.internal import ratelimit
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client, RequestFactory

from iom import counts
from tests.people import PASSWORD

NOWHERE = "redis://127.0.0.1:1/0"  # nothing listens there
TRIES = """
import django; django.setup()
from allauth.core.internal import ratelimit
from django.test import RequestFactory
request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.9")
said = [ratelimit.consume(request, app="allauth.account", action="login_failed", key="two processes") for _ in range(8)]
print(sum(1 for one in said if one))
"""


@pytest.fixture
def shared(settings):
    settings.CACHES = counts.caches(settings.REDIS_URL)
    cache.clear()
    yield settings.CACHES["default"]["LOCATION"]
    cache.clear()


@pytest.fixture
def redis_is_down(settings):
    settings.CACHES = counts.caches(NOWHERE)
    cache.clear()
    yield
    cache.clear()


def fails(key="aisha@example.org 203.0.113.9"):
    """Whether one more failure of that pair is let through."""
    request = RequestFactory().post("/account/login/", REMOTE_ADDR="203.0.113.9")
    return bool(ratelimit.consume(request, app="allauth.account", action="login_failed", key=key))


def test_two_processes_count_together(shared):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "iom.settings", "REDIS_URL": django_settings.REDIS_URL}
    at_once = [
        subprocess.Popen([sys.executable, "-c", TRIES], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    let_through = [int(process.communicate(timeout=600)[0]) for process in at_once]
    assert sum(let_through) == 10, let_through


def test_nothing_of_anybody_stands_in_redis(shared):
    assert fails()
    cache.set("allauth.mfa.totp.used?user=7&code=123456", "y", 30)
    client = redis.Redis.from_url(shared)
    kept = {key.decode(): client.get(key).decode() for key in client.scan_iter(match="iom-counts:*")}
    text = json.dumps(kept)
    assert len(kept) == 3
    assert not any(word in text for word in ("aisha", "203.0.113", "123456", "user", "login"))
    assert all(len(key) == len("iom-counts:") + 64 and client.ttl(key) > 0 for key in kept)
    assert all(json.loads(value) for value in kept.values())  # plain values: nothing that is run when it is read


def test_forgetting_the_counts_leaves_what_else_is_there(shared):
    client = redis.Redis.from_url(shared)
    client.set("somebody-elses", "1", ex=60)
    fails()
    cache.clear()
    assert client.get("somebody-elses") == b"1"
    assert not list(client.scan_iter(match="iom-counts:*"))
    client.delete("somebody-elses")


def test_while_redis_is_down_a_process_counts_for_itself(redis_is_down):
    assert [fails() for _ in range(12)] == [True] * 10 + [False] * 2
    assert fails("somebody else")


@pytest.mark.parametrize("operation", ["incr", "touch", "has_key", "delete"])
def test_every_operation_goes_on_without_it(operation, redis_is_down):
    cache.set("times", 1, 60)
    assert cache.add("times", 5) is False and cache.get("times") == 1
    assert getattr(cache, operation)("times")
    cache.set_many({"a": 1, "b": [2.5]})
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": [2.5]}
    cache.delete_many(["a", "b"])
    assert cache.get("a") is None


def test_when_it_is_back_it_counts_again(shared):
    cache.set("times", 1, 60)
    cache._cache.down_until = float("inf")
    assert cache.get("times") is None
    cache._cache.down_until = 0.0
    assert cache.get("times") == 1


@pytest.mark.django_db
def test_without_redis_everybody_gets_in_and_guessing_is_locked_all_the_same(redis_is_down, settings, person):
    """The lock-out is counted in PostgreSQL, so even where each process forgets its own count ten failures are all."""
    settings.AXES_ENABLED = True
    aisha, client = person("aisha"), Client()
    assert client.post("/account/login/", {"login": aisha.email, "password": PASSWORD}).status_code == 302
    guessing = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(10):
        cache.clear()  # each time another process, so to say
        guessing.post("/account/login/", {"login": aisha.email, "password": "wrong"})
    cache.clear()
    assert guessing.post("/account/login/", {"login": aisha.email, "password": PASSWORD}).status_code == 429


@pytest.mark.parametrize(
    ("queue", "named", "found"),
    [
        ("redis://127.0.0.1:6379/0", "", "redis://127.0.0.1:6379/1"),
        ("redis://127.0.0.1:6379", "", "redis://127.0.0.1:6379/1"),
        ("redis://:secret@queue:6379/15", "", "redis://:secret@queue:6379/0"),
        ("redis://queue/0", "rediss://elsewhere/0", "rediss://elsewhere/0"),
    ],
)
def test_where_it_is_counted(queue, named, found):
    assert counts.caches(queue, named)["default"]["LOCATION"] == found
