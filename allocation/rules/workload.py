"""The points of a case, and who is recommended to lead one: pure functions.

The numbers are the scheme's own (allocation.models.WorkloadPoints) and come in as values.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

NOT_DECIDED, CUSTODY, LIBERTY, LED_BEFORE = "none", "custody", "liberty", "led_before"

# By factor and value.
Points = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Case:
    """What makes work of one person: the RAG status as the reader sees it, where they are, appointments a week."""

    status: str = NOT_DECIDED
    in_custody: bool = False
    contacts: int | None = None


def points_of(case: Case, points: Points) -> int:
    """What a case counts; a value that has no row counts nothing."""
    place = CUSTODY if case.in_custody else LIBERTY
    asked = [("status", case.status), ("place", place)]
    if case.contacts is not None and not case.in_custody:
        asked.append(("contacts", str(case.contacts)))
    return sum(points.get(one, 0) for one in asked)


@dataclass(frozen=True)
class Candidate:
    """An officer who could lead a person, in figures: points, cases, given in the last seven days, led until when."""

    key: int
    name: str
    points: int = 0
    cases: int = 0
    recent: int = 0
    led_until: date | None = None


@dataclass(frozen=True)
class Recommendation:
    """Who is recommended, and why: a sentence that holds the figures compared and names nobody."""

    key: int
    reason: str
    compared: tuple[int, ...] = field(default=())


def recommend(candidates: Iterable[Candidate], credit: int = 0) -> Recommendation | None:
    """The officer with the fewest points; who has led the person before counts `credit` points fewer.

    Ties, in this order: who led the person latest, fewer given in the last seven days, fewer cases, the name.
    Nobody is recommended where there is nobody.
    """
    ordered = sorted(candidates, key=lambda one: _order(one, credit))
    if not ordered:
        return None
    best, others = ordered[0], ordered[1:]
    return Recommendation(best.key, _reason(best, others, credit), tuple(one.points for one in others))


def _weight(one: Candidate, credit: int) -> int:
    return one.points - (credit if one.led_until else 0)


def _order(one: Candidate, credit: int) -> tuple[object, ...]:
    knows = -one.led_until.toordinal() if one.led_until else 0
    return _weight(one, credit), knows, one.recent, one.cases, one.name, one.key


def _reason(best: Candidate, others: Sequence[Candidate], credit: int) -> str:
    parts = [_compared(best, others)]
    if best.led_until:
        counted = f", which counts as {_many(credit)} fewer" if credit else ""
        parts.append(f"led this person until {best.led_until:%B %Y}{counted}")
    tied = [one for one in others if _weight(one, credit) == _weight(best, credit)]
    if tied and (why := _why_first(best, tied)):
        parts.append(why)
    return "; ".join(parts)


def _compared(best: Candidate, others: Sequence[Candidate]) -> str:
    if not others:
        return f"{_many(best.points)}; no other officer to compare"
    figures = sorted(one.points for one in others)
    if len(figures) > MOST_SAID:
        rest = f"{len(figures) - MOST_SAID} more, up to {figures[-1]}"
        return f"{_many(best.points)} against {', '.join(map(str, figures[:MOST_SAID]))} and {rest}"
    said = [str(figure) for figure in figures]
    listed = " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]
    return f"{_many(best.points)} against {listed}"


MOST_SAID = 4


def _why_first(best: Candidate, tied: Sequence[Candidate]) -> str:
    """What decided among those who count the same, in the order of the ties."""
    next_best = tied[0]
    if best.led_until:
        return ""
    if best.recent != next_best.recent:
        return f"of equals given {best.recent} in the last 7 days against {next_best.recent}"
    if best.cases != next_best.cases:
        return f"of equals {best.cases} cases against {next_best.cases}"
    return "of equals the first by name"


def _many(points: int) -> str:
    return f"{points} point{'' if points == 1 else 's'}"
