"""An officer's pages on a register of a thousand people and of a million, against a page that does one indexed read.

The officer leads thirty people of whom the same happened in both worlds; the floor and the log are on. The pages are
asked for in turn, of other people each time, and the worlds in turn, so that what else the machine does falls on all.
"""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, User
from audit.models import Source
from bench import _facts, _people
from bench._people import EVERY, execute
from iom.settled import settle
from offenders.models import Offender
from tools.bench import Figure
from tools.say import say

NAME = "case_file"
SMALL, LARGE = 1_000, 1_000_000
GROWS, READS, NAMES = 1.5, 3, 15
ROUNDS, IN_A_ROW, WARM_UP = 80, 20, 4
DAY = date(2019, 3, 31)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

Ask = Callable[[int], None]
# The 95th of a hundred, in seconds, and the number of queries.
Measured = dict[str, tuple[float, int]]


def run() -> list[Figure]:
    """Each page in both worlds; the second world is the first one, grown, and the first a copy of what it was."""
    name = connection.settings_dict["NAME"]
    try:
        begin()
        load(0, SMALL)
        with _copied(name) as small:
            load(SMALL, LARGE)
            found = measured({small: SMALL, name: LARGE})
    finally:
        call_command("flush", interactive=False, verbosity=0)
    return list(figures(found[small], found[name]))


@contextmanager
def _copied(name: str) -> Iterator[str]:
    """A database beside this one, with what is in it now."""
    copy = f"{name}_small"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    try:
        yield copy
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}"')


@contextmanager
def _asking(name: str) -> Iterator[None]:
    """Ask this database, by a connection of its own."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def figures(small: Measured, large: Measured) -> Iterator[Figure]:
    baseline, _ = large["one indexed read"]
    for page, (took, queries) in large.items():
        before, as_many = small[page]
        say(f"{NAME}: {page}: {queries} queries, p95 {before * 1000:.0f} and {took * 1000:.0f} ms")
        if page == "one indexed read":
            continue
        if queries != as_many:
            raise SystemExit(f"{page}: {as_many} queries at {SMALL:,} people, {queries} at {LARGE:,}.")
        if page == "name search":
            yield Figure(f"{NAME}, {page}", took / baseline, NAMES, "a signed-in page that does one indexed read")
            continue
        yield Figure(f"{NAME}, {page}", took / before, GROWS, f"the same page at {SMALL:,} people")
        yield Figure(f"{NAME}, {page}", took / baseline, READS, "a signed-in page that does one indexed read")


def begin() -> None:
    """The scheme, and two runs of its ranking."""
    _people.found_scheme()
    execute(_facts.RUNS, {"day": DAY})


def load(first: int, last: int) -> None:
    """These people with all of theirs; what the numbers themselves keep is not checked where the login may say so."""
    officers = _people.officers_for(last)
    agencies = dict(Agency.objects.values_list("code", "pk"))
    values = {"first": first + 1, "last": last, "day": DAY, "source": Source.product().pk}
    values |= _people.WORDS | {"probation": agencies["probation"], "police": agencies["police"], "officers": officers}
    execute("SET synchronous_commit = off")
    _check_keys(False)
    for statement in (*_people.STATEMENTS, *_facts.STATEMENTS):
        execute(statement, values)
    _check_keys(True)


def _check_keys(on: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET session_replication_role = %s", ["origin" if on else "replica"])


def measured(worlds: dict[str, int]) -> dict[str, Measured]:
    """The officer's pages in turn in one world, then in the other, and so on: what else the machine does is in both."""
    pages: dict[str, dict[str, Ask]] = {}
    times: dict[str, dict[str, list[float]]] = {}
    asked: dict[str, dict[str, int]] = {}
    with override_settings(FIXED_TODAY=DAY, ALLOWED_HOSTS=["testserver"], ROOT_URLCONF="bench._one_read"):
        for world, people in worlds.items():
            with _asking(world):
                execute("VACUUM ANALYZE")  # as tables are once the database has tidied them
                pages[world] = pages_of_officer(people)
                times[world] = {name: [] for name in pages[world]}
        for first in range(0, ROUNDS, IN_A_ROW):
            settle()  # as a worker does before its first page
            for world in worlds:
                with _asking(world):
                    _ask(pages[world], range(first + IN_A_ROW, first + IN_A_ROW + WARM_UP))
                    _ask(pages[world], range(first, first + IN_A_ROW), times[world])
                    asked[world] = {name: queries(page) for name, page in pages[world].items()}
    return {world: {name: (_p95(took), asked[world][name]) for name, took in times[world].items()} for world in worlds}


def _ask(pages: dict[str, Ask], rounds: range, times: dict[str, list[float]] | None = None) -> None:
    for n in rounds:
        for name, page in pages.items():
            start = time.perf_counter()
            page(n)
            if times is not None:
                times[name].append(time.perf_counter() - start)


def _p95(times: list[float]) -> float:
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def queries(page: Ask) -> int:
    with CaptureQueriesContext(connection) as captured:
        page(0)
    return len(captured)


def pages_of_officer(people: int) -> dict[str, Ask]:
    """How each page is asked for the n-th time: of another of the first thousand, or of the whole register."""
    client = Client()
    client.force_login(User.objects.get(email="officer0@example.org"), backend=BACKEND)
    same = list(Offender.objects.filter(pk__in=range(EVERY, SMALL + 1, EVERY)).order_by("pk"))
    step = max(EVERY, people // (ROUNDS + WARM_UP) // EVERY * EVERY)
    spread = list(Offender.objects.filter(pk__in=range(EVERY, people + 1, step)).order_by("pk"))

    def at(path: str) -> None:
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)

    def search(words: str, name: str) -> None:
        found = client.post("/find/", {"words": words})
        response = client.get(found["Location"])
        assert name.upper() in response.content.decode().upper(), (words, name)

    return {
        "one indexed read": lambda n: at(f"/one-read/{spread[n % len(spread)].public_id}/"),
        "worklist": lambda n: at("/today/"),
        "identifier search": lambda n: search(_number(spread[n % len(spread)], n), spread[n % len(spread)].family_name),
        "person's page": lambda n: at(f"/people/{same[n % len(same)].public_id}/"),
        "name search": lambda n: search(_name(spread[n % len(spread)], n), spread[n % len(spread)].family_name),
    }


def _number(person: Offender, n: int) -> str:
    return person.crn if n % 2 else person.pnc_id


def _name(person: Offender, n: int) -> str:
    """In turn the whole name, the other way round, and with a letter wrong."""
    whole = f"{person.given_names.split()[0]} {person.family_name}"
    turned = f"{person.family_name} {person.given_names}"
    slip = f"{person.given_names.split()[0]} {person.family_name[:-2]}{person.family_name[-1]}"
    return (whole, turned, slip)[n % 3]
