"""What slows guessing down is counted for all processes together: in Redis, in a database beside the queue's.

Where Redis is down each process counts for itself until it is back: nobody is locked out by that, and guessing stays
slow, since the lock-out after ten failures (axes) is counted in PostgreSQL and does not need Redis at all.
"""

import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.crypto import salted_hmac
from redis import RedisError

DATABASES = 16  # as many as a Redis has where nobody says otherwise
OURS = "iom-counts:"
QUIET = 5.0  # seconds without another try after Redis did not answer
logger = logging.getLogger(__name__)


def caches(queue: str, named: str = "") -> dict[str, Any]:
    """Django's CACHES: the database after the queue's on the same server, unless IOM_COUNTS_URL names another."""
    options = {"serializer": "iom.counts.Plain", "socket_timeout": 0.5, "socket_connect_timeout": 0.5}
    return {
        "default": {
            "BACKEND": "iom.counts.SharedCounts",
            "LOCATION": named or _after(queue),
            "KEY_FUNCTION": "iom.counts.hidden",
            "OPTIONS": options,
        }
    }


def _after(url: str) -> str:
    parts = urlsplit(url)
    number = parts.path.strip("/")
    return urlunsplit(parts._replace(path=f"/{(int(number or 0) + 1) % DATABASES}"))


def hidden(key: str, prefix: str, version: int) -> str:
    """allauth's keys hold addresses of machines, numbers of accounts and codes that were used: none stands in Redis."""
    return f"{OURS}{salted_hmac('iom.counts', f'{prefix}:{version}:{key}', algorithm='sha256').hexdigest()}"


def as_it_is(key: str, prefix: str, version: int) -> str:
    return key


class Plain:
    """Times and marks as JSON. What comes back is never run, whoever wrote it."""

    def dumps(self, value: Any) -> str:
        return json.dumps(value)

    def loads(self, data: bytes) -> Any:
        return json.loads(data)


class SharedCounts(RedisCache):
    """Django's cache on Redis, and this process's own memory while Redis does not answer."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class: Any = Careful

    def clear(self) -> None:
        """Only what is counted here: the same database may hold something else."""
        cache: Any = self._cache
        cache.clear_ours()


class Careful:
    """Each operation in Redis, or in this process's memory where Redis does not answer."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        self.shared = RedisCacheClient(servers, **options)
        self.spare = LocMemCache("counts", {"KEY_FUNCTION": as_it_is, "OPTIONS": {"MAX_ENTRIES": 20_000}})
        self.down_until = 0.0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Both have the operations of a cache by the same names."""
        return partial(self._or_here, name)

    def _or_here(self, name: str, *given: Any) -> Any:
        if time.monotonic() >= self.down_until:
            try:
                return getattr(self.shared, name)(*given)
            except (RedisError, OSError) as error:
                self.down_until = time.monotonic() + QUIET
                logger.warning("Redis does not count (%s): each process counts for itself.", type(error).__name__)
        return getattr(self.spare, name)(*given)

    def clear_ours(self) -> None:
        self.spare.clear()
        client = self.shared.get_client(None, write=True)
        with suppress(RedisError, OSError):
            for key in client.scan_iter(match=f"{OURS}*", count=1000):
                client.delete(key)
