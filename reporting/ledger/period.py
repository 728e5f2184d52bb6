"""Which quarters the ledger shows: the last four, until somebody chooses others."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from reporting.ledger.figures import quarters_covered
from reporting.rules.ledger import Quarter
from reporting.rules.period import financial_year

SHOWN, MOST = 4, 12


@dataclass(frozen=True)
class Chosen:
    """The quarters that the address asks for, and those that could be asked for."""

    offered: list[Quarter]
    quarters: list[Quarter]
    cut: bool

    @property
    def last(self) -> Quarter:
        return self.quarters[-1]

    @property
    def query(self) -> str:
        return urlencode({"from": self.quarters[0].start, "to": self.quarters[-1].start})

    @property
    def years(self) -> list[tuple[str, str, bool]]:
        """Each financial year with its words, its query and whether it is the one chosen."""
        by_year: dict[str, list[Quarter]] = {}
        for quarter in reversed(self.offered):
            by_year.setdefault(financial_year(quarter.start).name, []).append(quarter)
        return [
            (name, urlencode({"from": found[0].start, "to": found[-1].start}), found == self.quarters)
            for name, found in reversed(by_year.items())
        ]


def chosen(asked: Any, on: date) -> Chosen:
    """From one quarter to another, whichever is named first; of a longer time the last twelve."""
    offered = quarters_covered(on)
    by_day = {quarter.start.isoformat(): place for place, quarter in enumerate(offered)}
    last = by_day.get(asked.get("to", ""), 0)
    first = by_day.get(asked.get("from", ""), min(last + SHOWN, len(offered)) - 1)
    last, first = min(first, last), max(first, last)
    found = offered[last : first + 1]
    return Chosen(offered, found[:MOST][::-1], len(found) > MOST)
