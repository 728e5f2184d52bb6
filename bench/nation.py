"""The ranking of a nation: a million people with ten million offences, beside a hundred thousand with a million.

Each run goes through the action, as a worker's does: score, rank, stage, publish. The two sides of a ratio are measured
in turn, pair by pair, and the middle one of the pairs' ratios is taken, since other work on the machine comes and goes.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.code_lists import command_line
from bench import _by_hand, _nation
from bench._nation import DAY
from bench._people import execute
from offenders.models import Offender
from ranking import actions, facts, queries
from ranking.models import Run, SettingName
from ranking.rules import Night, ScoringMatrix, kept_whole, score
from ranking.settings import settings_in_force
from tools.bench import Figure
from tools.place import ROOT
from tools.say import say

NAME = "nation"
# Making it takes longer than all other figures together.
WHEN_NAMED_ONLY = True
SMALL, LARGE = 100_000, 1_000_000
BY_HAND, GROWS, MEGABYTES, READS = 1.3, 11, 300, 12
ROUNDS, PEOPLE = 3, 300
# The worker's process with nothing else in it; what it had at most is said by the system (of Linux: what a process had
# before it became this program is not counted).
WORKER = """
import sys
import django
django.setup()
from datetime import date
from ranking.tasks import nightly_ranking
nightly_ranking.apply(args=(sys.argv[1],), throw=True)
print(next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@dataclass
class World:
    """What was measured of one register: seconds, queries, megabytes, bytes."""

    people: int
    run: list[float] = field(default_factory=list)
    by_hand: list[float] = field(default_factory=list)
    copied: list[float] = field(default_factory=list)
    one: float = 0.0
    read: float = 0.0
    queries: int = 0
    megabytes: int = 0
    bytes: float = 0.0


def run() -> list[Figure]:
    """The large nation is the small one, grown; the small one a copy of what it was."""
    name = connection.settings_dict["NAME"]
    small = f"{name}_small"
    try:
        _nation.found()
        _nation.grow(0, SMALL)
        _nation.checked()
        _copy(name, small)
        _nation.grow(SMALL, LARGE)
        _nation.checked()
        return list(figures(*measured({small: SMALL, name: LARGE})))
    finally:
        _drop(small)
        call_command("flush", interactive=False, verbosity=0)


def _copy(name: str, copy: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')


def _drop(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def measured(worlds: dict[str, int]) -> list[World]:
    found = {name: World(people) for name, people in worlds.items()}
    for name in worlds:
        with _asking(name):
            execute("VACUUM ANALYZE")
            execute(f"DROP TABLE IF EXISTS by_hand; {_by_hand.TABLE}")
    for _ in range(ROUNDS):
        for name, world in found.items():
            with _asking(name):
                _in_turn(world)
    for name, world in found.items():
        with _asking(name):
            _one_person(world)
            world.megabytes = _worker(name)
            execute("DROP TABLE by_hand")
    return list(found.values())


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


def _in_turn(world: World) -> None:
    before = _size()
    world.run.append(_timed(_rank))
    world.bytes = (_size() - before) / world.people
    execute("TRUNCATE by_hand")
    world.by_hand.append(_timed(_write_by_hand))
    world.copied.append(_timed(_copy_to_nowhere))
    _same_scores()


def _rank() -> None:
    actions.run(as_of=DAY, by=command_line())


def _write_by_hand() -> None:
    """With as much memory as the run has, and like it without a compiler."""
    execute("SET work_mem = '128MB'; SET jit = off")
    execute(_by_hand.STATEMENT, {"day": DAY})
    execute("RESET work_mem; RESET jit")


def _copy_to_nowhere() -> None:
    with connection.cursor() as cursor, open(os.devnull, "wb") as nowhere:
        for table, columns in _by_hand.READ.items():
            cursor.copy_expert(f"COPY {table} ({columns}) TO STDOUT (FORMAT binary)", nowhere)


def _same_scores() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_by_hand.DIFFERENT, {"run": Run.objects.latest("pk").pk})
        if different := cursor.fetchone()[0]:
            raise SystemExit(f"{different} people have another score by the statement that is written by hand.")


def _size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size('ranking_score')")
        return int(cursor.fetchone()[0])


def _one_person(world: World) -> None:
    """One person's points from their facts as they stand now, which is what their page shows after a change."""
    matrix = ScoringMatrix.read(queries.matrix_in_force(DAY).points)
    step = world.people // PEOPLE

    def again(pk: int) -> None:
        ((_, known),) = facts.load([pk])
        score(known, DAY, matrix)

    with CaptureQueriesContext(connection) as captured:
        again(step)
    world.queries = len(captured)
    people = range(step, step * PEOPLE + 1, step)
    both = [(_timed(lambda pk=pk: again(pk)), _timed(lambda pk=pk: _read(pk))) for pk in people]  # type: ignore[misc]
    world.one, world.read = (statistics.median(times) for times in zip(*both, strict=True))


def _read(pk: int) -> None:
    """One indexed read, with what Django makes of its row."""
    Offender.objects.get(pk=pk)


def _worker(name: str) -> int:
    address = os.environ["DATABASE_URL"].rpartition("/")[0]
    environment = {**os.environ, "DATABASE_URL": f"{address}/{name}"}
    command = [sys.executable, "-c", WORKER, DAY.isoformat()]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return int(done.stdout.split()[-1])


def _timed(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def figures(small: World, large: World) -> Iterator[Figure]:
    if small.queries != large.queries:
        raise SystemExit(f"One person takes {small.queries} and {large.queries} queries.")
    middle = statistics.median
    for world in (small, large):
        say(
            f"{NAME}: {world.people:,} people: the run {middle(world.run):.3g} s,"
            f" by hand {middle(world.by_hand):.3g} s, copied to nowhere {middle(world.copied):.3g} s"
            f" ({_ratio(world.run, world.copied):.3g} times);"
            f" one person {world.queries} queries, {world.one * 1000:.2g} ms of reads of {world.read * 1000:.2g} ms;"
            f" {world.bytes:.0f} bytes a person and night{_a_year(world.bytes)}"
        )
        yield Figure(
            f"{NAME}, {world.people:,} people", _ratio(world.run, world.by_hand), BY_HAND,
            "the same score written by hand as one statement into a bare table",
        )  # fmt: skip
        yield Figure(
            f"{NAME}, {world.people:,}: memory of the worker, MB", world.megabytes, MEGABYTES, "nothing: it is a number"
        )
        yield Figure(f"{NAME}, {world.people:,}: one person", world.one / world.read, READS, "one indexed read")
    yield Figure(f"{NAME}, {LARGE:,}", _ratio(large.run, small.run), GROWS, f"the same run of {SMALL:,} people")


def _a_year(of_a_night: float) -> str:
    """What the nights of a year take by the first settings, with a panel a month, beside what they would take whole."""
    nights = [Night(n, DAY - timedelta(days=n)) for n in range(365)]
    bounds = settings_in_force(DAY)
    kept = kept_whole(
        nights,
        DAY,
        nights=bounds[SettingName.KEPT_NIGHTS].number,
        months=bounds[SettingName.KEPT_MONTHS].number,
        panels=[DAY - timedelta(days=30)],
    )
    return (
        f"; a year of nights {len(nights) * of_a_night / 1000:.3g} kB a person,"
        f" thinned to {len(kept)} {len(kept) * of_a_night / 1000:.3g} kB"
    )


def _ratio(ours: list[float], theirs: list[float]) -> float:
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
