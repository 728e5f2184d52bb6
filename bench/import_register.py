"""How long the import of a generated register takes, against a plain COPY of the same bytes into one indexed table."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import connection

from agencies.code_lists import command_line
from exchange.actions.imports import import_day, import_folder

NAME = "import_register"
BOUND = 60.0
AGAINST = "COPY of the same bytes into one table with a primary key, a row a line"
PEOPLE = 5_000
REPEATS = 2
COPIES = 5  # the copy is short, so one measurement of it says little


def run() -> float:
    """The time of one import, over that of the copy: the same rows, so it is the cost of a row as well."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        call_command("generate_register", folder, people=PEOPLE, seed=1, verbosity=0)
        return _fastest(lambda: _imported(folder), REPEATS) / _fastest(lambda: _copied(folder), COPIES)


def _imported(folder: Path) -> float:
    try:
        began = time.perf_counter()
        result = import_folder(folder, by=command_line(), as_of=import_day())
        took = time.perf_counter() - began
    finally:
        call_command("flush", interactive=False, verbosity=0)
    if result.problems:
        raise SystemExit(f"The generated register is not sound: {next(iter(result.problems))}")
    return took


def _copied(folder: Path) -> float:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS copied")
        cursor.execute("CREATE TABLE copied (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, line text)")
        began = time.perf_counter()
        for path in sorted(folder.glob("*.csv")):
            with path.open("rb") as file:
                cursor.copy_expert(
                    r"COPY copied (line) FROM STDIN (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')", file
                )
        took = time.perf_counter() - began
        cursor.execute("DROP TABLE copied")
    return took


def _fastest(measure: Callable[[], float], times: int) -> float:
    return min(measure() for _ in range(times))
