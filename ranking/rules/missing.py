"""What is not on record and could make a score another: each answer is tried, and its factor worked out again.

Issue 6: "provisional marks". Three things can be known to be missing: what came of an appointment whose day is over,
the disposal of an offence that is on bail or under investigation, and a pathway of somebody on a cohort that nobody
has assessed. Each is judged by its own factor alone, whatever the others are, so that a mark tells nothing of these.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from audit.months import uk
from ranking.rules import factors
from ranking.rules.facts import Facts, within
from ranking.rules.matrix import ScoringMatrix

THEMES = ("accommodation", "relationships", "drugs_alcohol")
FACTOR_OF_THEME = {"accommodation": "instability", "relationships": "instability", "drugs_alcohol": "drugs"}


@dataclass(frozen=True)
class Gaps:
    """What is known to be open of one person."""

    without_outcome: tuple[date, ...] = ()  # appointments, by the day that they were due on
    without_disposal: tuple[tuple[date, int], ...] = ()  # offences, by the day of arrest, with their severity
    member: bool = False  # the scheme assesses who is on a cohort


@dataclass(frozen=True)
class Missing:
    """One thing that is not on record, and the factors that it could change."""

    kind: str
    text: str
    factors: frozenset[str]


APPOINTMENTS, DISPOSALS, PATHWAYS = "appointments", "disposals", "pathways"


def missing(facts: Facts, gaps: Gaps, on: date, matrix: ScoringMatrix) -> list[Missing]:
    return [*_appointments(facts, gaps, on, matrix), *_disposals(facts, gaps, on, matrix), *_levels(facts, gaps, on)]


def _points(facts: Facts, on: date, matrix: ScoringMatrix) -> dict[str, int]:
    return {factor.name: factor.points for factor in (work_out(facts, on, matrix) for work_out in factors.ALL)}


def _changed(facts: Facts, other: Facts, on: date, matrix: ScoringMatrix) -> frozenset[str]:
    now, then = _points(facts, on, matrix), _points(other, on, matrix)
    return frozenset(name for name in now if now[name] != then[name])


def _appointments(facts: Facts, gaps: Gaps, on: date, matrix: ScoringMatrix) -> Iterator[Missing]:
    """All together kept, or all missed: between the two lies every other answer."""
    open_ = sorted(day for day in gaps.without_outcome if day < on and within(matrix.engagement_within, day, on))
    answers = [replace(facts, kept=facts.kept + tuple(open_)), replace(facts, missed=facts.missed + tuple(open_))]
    changed = frozenset[str]().union(*(_changed(facts, answer, on, matrix) for answer in answers))
    if open_ and changed:
        many = f"{len(open_)} appointments" if len(open_) > 1 else "an appointment"
        yield Missing(APPOINTMENTS, f"no outcome recorded of {many} since {uk(open_[0])}", changed)


def _disposals(facts: Facts, gaps: Gaps, on: date, matrix: ScoringMatrix) -> Iterator[Missing]:
    """All of them proved."""
    open_ = sorted((day, severity) for day, severity in gaps.without_disposal if day <= on)
    changed = _changed(facts, replace(facts, offences=facts.offences + tuple(open_)), on, matrix)
    if open_ and changed:
        many = f"{len(open_)} offences" if len(open_) > 1 else "an offence"
        yield Missing(DISPOSALS, f"no disposal yet of {many}, arrested since {uk(open_[0][0])}", changed)


def _levels(facts: Facts, gaps: Gaps, on: date) -> Iterator[Missing]:
    """Of each pathway that a factor looks at and that was never assessed a need would count."""
    for theme in THEMES if gaps.member else ():
        if not any(level.pathway == theme and level.assessed_on <= on for level in facts.levels):
            words = theme.replace("drugs_alcohol", "drugs and alcohol")
            yield Missing(PATHWAYS, words, frozenset({FACTOR_OF_THEME[theme]}))


def in_words(found: Iterable[Missing]) -> list[str]:
    """What is said of them: the pathways, each by its name alone, together."""
    rows = list(found)
    pathways = [one.text for one in rows if one.kind == PATHWAYS]
    said = [one.text for one in rows if one.kind != PATHWAYS]
    return [*said, *([f"never assessed: {', '.join(pathways)}"] if pathways else [])]
