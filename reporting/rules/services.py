"""Referrals to services and interventions, service by service: one of a person counts, and few people name nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from pathways.rules.waits import Around, Asked
from reporting.rules.suppression import SMALLEST

Row = TypeVar("Row", Asked, Around)
OTHERS = "Other services"


class Of(NamedTuple, Generic[Row]):
    """What was done for one person about one theme, by a service as somebody wrote its name."""

    person: int
    theme: str
    name: str
    row: Row


@dataclass(frozen=True)
class Service(Generic[Row]):
    """One service of one theme: the latest row of each person."""

    theme: str
    name: str
    rows: tuple[Row, ...]


def services(found: Iterable[Of[Row]], begins: Callable[[Row], object], *, few_by_name: bool) -> list[Service[Row]]:
    """Each service by theme and name. A name is one however its letters and blanks are written.

    Names are free text: without `few_by_name` those of fewer than five people stand together, unnamed.
    """
    by_name: dict[tuple[str, str], dict[int, Row]] = defaultdict(dict)
    written: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in sorted(found, key=lambda one: str(begins(one.row))):
        key = (one.theme, _plain(one.name))
        by_name[key][one.person] = one.row
        written[key].add(" ".join(one.name.split()))
    made = [Service(theme, min(written[theme, name]), tuple(rows.values())) for (theme, name), rows in by_name.items()]
    return sorted(made if few_by_name else _together(made, by_name), key=_place)


def _together(made: list[Service[Row]], by_name: Mapping[tuple[str, str], Mapping[int, Row]]) -> list[Service[Row]]:
    """Of each theme the services of few people as one, in which somebody with two of them counts once."""
    told: list[Service[Row]] = [one for one in made if len(one.rows) >= SMALLEST]
    rest: dict[str, dict[int, Row]] = defaultdict(dict)
    for (theme, _), rows in by_name.items():
        if len(rows) < SMALLEST:
            rest[theme] |= rows
    return told + [Service(theme, OTHERS, tuple(rows.values())) for theme, rows in rest.items()]


def _place(one: Service[Row]) -> tuple[str, bool, str]:
    return one.theme, one.name == OTHERS, one.name


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
