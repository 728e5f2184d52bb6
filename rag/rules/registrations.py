"""What the probation system has registered as RED, beside what the panel decided (issue 6, RAG).

The probation system keeps an entry of its own for who is RED, made by hand: until somebody checks, the two drift apart.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from offenders.identifiers import crn_fault

CRN, SINCE = "crn", "registered_on"
COLUMNS = (CRN, SINCE)
MOST = 20_000
"""Lines of one file: more than every person whom a probation region supervises as RED."""


class Todo(StrEnum):
    """What somebody has to do in the probation system, first what matters most."""

    ENTER = "enter"
    END = "end"
    OTHER_DAY = "other_day"
    FIND_CRN = "find_crn"
    NOTHING = "nothing"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Todo.ENTER: "Enter as RED",
    Todo.END: "End the entry",
    Todo.OTHER_DAY: "Correct the day",
    Todo.FIND_CRN: "Find the CRN",
    Todo.NOTHING: "Nothing: they agree",
}


@dataclass(frozen=True, slots=True)
class Registered:
    """One line of the probation system's list: who, and RED since which day; `line` counts the heading as 1."""

    line: int
    crn: str
    since: date


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, and in which of its lines."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.text}"


def todo(panel: date | None, register: date | None, *, has_crn: bool) -> Todo:
    """By since when the panel has somebody RED, and since when the probation system has; nothing is not RED there."""
    if panel is None:
        return Todo.END if register else Todo.NOTHING
    if register is None:
        return Todo.ENTER if has_crn else Todo.FIND_CRN
    return Todo.NOTHING if panel == register else Todo.OTHER_DAY


def read(text: str, today: date) -> tuple[list[Registered], list[Fault]]:
    """The lines of a CSV file with the columns crn and registered_on, and all that is wrong with it.

    A day is written 2019-03-31 or 31/03/2019, as the probation system's own lists write it; other columns are not read.
    """
    lines = csv.reader(text.splitlines())
    head = [name.strip().lower() for name in next(lines, [])]
    lacking = [name for name in COLUMNS if name not in head]
    if lacking:
        return [], [Fault(1, f"there is no column {' and no column '.join(lacking)}")]
    found: list[Registered] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if number > MOST + 1:
            return [], [Fault(number, f"a file has at most {MOST:,} people")]
        values = dict(zip(head, (cell.strip() for cell in cells), strict=False))
        wrong = list(_faults(number, values, seen, today))
        faults += wrong
        if not wrong:
            day = _day(values[SINCE])
            assert day is not None
            found.append(Registered(number, values[CRN], day))
            seen[values[CRN]] = number
    return found, faults


def _faults(number: int, values: Mapping[str, str], seen: Mapping[str, int], today: date) -> Iterator[Fault]:
    """Values are not repeated in what is said: it is read on a screen by whoever stands beside."""
    crn, day = values.get(CRN, ""), _day(values.get(SINCE, ""))
    if fault := crn_fault(crn):
        yield Fault(number, f"crn must be {fault}")
    elif crn in seen:
        yield Fault(number, f"the CRN stands in line {seen[crn]} already")
    if day is None:
        yield Fault(number, "registered_on must be a day such as 2019-03-31 or 31/03/2019")
    elif day > today:
        yield Fault(number, "registered_on is a day to come")


def _day(words: str) -> date | None:
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(words, shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
