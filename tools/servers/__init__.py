"""A private PostgreSQL and Valkey for a machine that has neither, from wheels, listening on 127.0.0.1 only."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tools import locks, signals
from tools.servers import account, postgres, valkey
from tools.servers.home import Home


@dataclass(frozen=True)
class Addresses:
    database_url: str
    redis_url: str

    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


@contextmanager
def private(name: str, *, durable: bool, database: str = "iom") -> Iterator[Addresses]:
    """Both servers for as long as the block lasts; the last of several users stops them.

    A user holds a shared lock, which the kernel takes back even after kill -9, so the count is always right.
    """
    home = Home.of(name)
    users = locks.opened(home.folder / "users.lock")
    try:
        with signals.held(), locks.alone(home.folder / "start.lock"):
            addresses = start(home, durable=durable, database=database)
            locks.share(users)
        yield addresses
    finally:
        with signals.held(), locks.alone(home.folder / "start.lock"):
            if locks.try_alone(users):
                stop(home)
        users.close()


def start(home: Home, *, durable: bool, database: str) -> Addresses:
    """Start what does not run yet, and find again what does."""
    programs = account.programs()
    return Addresses(
        database_url=postgres.start(home, programs, durable=durable, database=database),
        redis_url=valkey.start(home, programs, durable=durable),
    )


def stop(home: Home) -> None:
    programs = account.programs()
    valkey.stop(home)
    postgres.stop(home, programs)


def stop_all() -> None:
    """Stop the servers of every name, whoever uses them."""
    for name in ("run", "test"):
        home = Home.of(name)
        if home.exists():
            stop(home)
