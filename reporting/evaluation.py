"""The evaluation of a year, worked out of the case records (spec/evaluation.md)."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Any

from agencies.models import OUTSIDE, Area
from reporting.facts import one_moment, people
from reporting.models import UnitCost
from reporting.rules.counts import Counts
from reporting.rules.figures import Sums, cost, rounded, row, sums
from reporting.rules.period import Period, year
from reporting.rules.sample import REASONS
from reporting.rules.verdict import Verdict, judge

# The unit cost that Bedfordshire's report uses: the 2018 estimate of the Home Office.
BURGLARY, COST_SOURCE = "burglary_dwelling", "Home Office Research Report 99, 2018"
TOTAL = "total"


@dataclass
class Evaluation:
    """What the measure says of everybody concerned, and the scheme's areas that it is printed by."""

    period: Period
    areas: list[str]
    burglary_cost: UnitCost
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def sample(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.all_offences]

    @property
    def historic_burglars(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.historic_burglar]

    @property
    def new_burglars(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.new_burglar]

    @property
    def excluded(self) -> dict[str, int]:
        """How many were left out, by the first reason that held; a reason with nobody is left out too."""
        found = Counter(verdict.excluded for verdict in self.verdicts)
        return {reason: found[reason] for reason in REASONS if found[reason]}

    @property
    def after_deselection(self) -> list[Verdict]:
        """The people whose year after deselection ended in the period, by offender_ref."""
        return sorted((verdict for verdict in self.verdicts if verdict.after_deselection), key=attrgetter("ref"))

    def all_offences(self) -> dict[str, Sums]:
        return by_area(self.sample, attrgetter("all_offences"), self.areas)

    def dwelling_burglary(self) -> dict[str, Sums]:
        return by_area(self.historic_burglars, attrgetter("dwelling_burglary"), self.areas)

    def new_burglaries(self) -> Fraction:
        """The dwelling burglaries of people who had none before, scaled; they stay out of the burglary table."""
        return Fraction(sum(each.dwelling_burglary.after for each in self.new_burglars if each.dwelling_burglary))

    @property
    def unit(self) -> Fraction:
        return Fraction(self.burglary_cost.pounds)


def by_area(verdicts: Iterable[Verdict], counts: Callable[[Verdict], Counts], areas: list[str]) -> dict[str, Sums]:
    """Exact sums for every area of the scheme, for OUT when anybody is in it, then the total."""
    found: dict[str, list[Counts]] = {area: [] for area in areas}
    for verdict in verdicts:
        found.setdefault(verdict.area, []).append(counts(verdict))
    outside = found.pop(OUTSIDE, [])
    if outside:
        found[OUTSIDE] = outside
    everybody = [each for group in found.values() for each in group]
    return {area: sums(group) for area, group in found.items()} | {TOTAL: sums(everybody)}


def measure(period: Period) -> Evaluation:
    """Judge everybody concerned, from the records of one moment."""
    with one_moment():
        result = Evaluation(period, _areas(), UnitCost.objects.get(key=BURGLARY, source=COST_SOURCE))
        for person in people(period):
            verdict = judge(person, period)
            if verdict.all_offences or verdict.excluded or verdict.after_deselection:
                result.verdicts.append(verdict)
    return result


def _areas() -> list[str]:
    return sorted(Area.objects.of_the_scheme().values_list("code", flat=True))


def evaluate(start: date, end: date) -> dict[str, Any]:
    """The evaluation with the keys of the published figures; raises `NotAYear` for any other period."""
    return as_published(measure(year(start, end)))


def as_published(evaluation: Evaluation) -> dict[str, Any]:
    burglary = evaluation.dwelling_burglary()
    return {
        "period": [evaluation.period.start.isoformat(), evaluation.period.end.isoformat()],
        "sample": len(evaluation.sample),
        "excluded": evaluation.excluded,
        "all_offences": {area: row(exact) for area, exact in evaluation.all_offences().items()},
        "burglary_dwelling": {area: row(exact) for area, exact in burglary.items()},
        "new_burglars": {
            "offenders": len(evaluation.new_burglars),
            "offences": rounded(evaluation.new_burglaries()),
        },
        "cost_of_burglary": cost(burglary[TOTAL], evaluation.unit),
        "after_deselection": {key: _followed(verdict) for key, verdict in _by_ref(evaluation.after_deselection)},
    }


def _by_ref(verdicts: list[Verdict]) -> Iterable[tuple[str, Verdict]]:
    """Refs are unique within a sender: where two senders use the same one, the later record's id tells them apart."""
    seen: set[str] = set()
    for verdict in verdicts:
        yield (f"{verdict.ref} ({verdict.id})" if verdict.ref in seen else verdict.ref), verdict
        seen.add(verdict.ref)


def _followed(verdict: Verdict) -> dict[str, Any]:
    after = verdict.after_deselection
    assert after is not None
    return {
        "selected_on": after.selected_on.isoformat(),
        "deselected_on": after.deselected_on.isoformat(),
        "code": after.code,
        "offences_before": after.offences_before,
        "offences_after": after.offences_after,
        "custody_days_before": after.custody_days_before,
        "custody_days_after": after.custody_days_after,
        "custody_cost_before": after.custody_cost_before,
        "custody_cost_after": after.custody_cost_after,
    }
