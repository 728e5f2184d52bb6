"""What follows from an unacceptable miss, by the scheme's rows: local practice, never law. People decide."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.months import add_months


class Under(StrEnum):
    """What somebody is supervised under, as far as it changes what may follow."""

    LICENCE = "licence"
    ORDER = "order"


class Follows(StrEnum):
    WARNING = "warning"
    CONSIDER_BREACH = "consider_breach"
    CONSIDER_RECALL = "consider_recall"

    @property
    def label(self) -> str:
        return {
            Follows.WARNING: "A warning letter",
            Follows.CONSIDER_BREACH: "Consider breach",
            Follows.CONSIDER_RECALL: "Consider recall",
        }[self]


@dataclass(frozen=True)
class Rule:
    """From the n-th unacceptable miss within so many months, under this; in force from a day until a day."""

    under: str
    number: int
    within_months: int
    follows: str
    words: str
    source: str
    from_on: date
    until_on: date | None = None

    def holds(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


@dataclass(frozen=True)
class Verdict:
    """What follows, by which rule, and the misses that were counted (the days, oldest first)."""

    rule: Rule
    counted: list[date]


def what_follows(day: date, misses: Iterable[date], under: Collection[str], rules: Iterable[Rule]) -> list[Verdict]:
    """What follows from the miss of a day: for each thing that somebody is under, the rule of the highest number met.

    The window goes back from the day of the miss and leaves out the day so many months before it. Somebody who was
    under nothing on that day had no duty to come: nothing follows.
    """
    known, found = sorted(misses), []
    for each in sorted(set(under)):
        met = [Verdict(rule, _within(day, known, rule)) for rule in rules if rule.under == each and rule.holds(day)]
        met = [verdict for verdict in met if len(verdict.counted) >= verdict.rule.number]
        if met:
            found.append(max(met, key=lambda verdict: verdict.rule.number))
    return found


def _within(day: date, misses: Sequence[date], rule: Rule) -> list[date]:
    since = add_months(day, -rule.within_months)
    return [miss for miss in misses if since < miss <= day]


def missed_in_a_row(outcomes: Sequence[str]) -> int:
    """How many unacceptable misses in a row, newest first; an acceptable miss is neither kept nor missed."""
    run = 0
    for outcome in outcomes:
        if outcome == "missed_unacceptable":
            run += 1
        elif outcome == "kept":
            break
    return run
