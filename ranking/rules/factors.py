"""The seven factors (spec/ranking.md): the points of each, and the sentence that says why."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ranking.rules.facts import Facts, Report, is_need, within
from ranking.rules.matrix import Bands, ScoringMatrix

_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@dataclass(frozen=True)
class Factor:
    """One factor's points, the most that it can give, and why: "Three offences in the last 365 days"."""

    name: str
    points: int
    most: int
    reason: str

    @property
    def sentence(self) -> str:
        return f"{self.reason}: {self.points} of {self.most}"


def _word(number: int) -> str:
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def _count(number: int, thing: str) -> str:
    return f"{_word(number)} {thing}{'' if number == 1 else 's'}"


def _at_least(number: int, bands: Bands) -> int:
    return next((points for bound, points in bands if number >= bound), 0)


def _recency(facts: Facts, on: date, matrix: ScoringMatrix) -> tuple[int, str]:
    latest = max((day for day, _ in facts.offences if day <= on), default=None)
    if latest is None:
        return 0, "No offence with a positive disposal"
    ago = (on - latest).days
    when = {0: "on the day itself", 1: "the day before"}.get(ago, f"{ago:,} days before")
    return next((points for days, points in matrix.recency if ago < days), 0), f"Latest offence {when}"


def _frequency(facts: Facts, on: date, matrix: ScoringMatrix) -> tuple[int, str]:
    number = sum(within(matrix.frequency_within, day, on) for day, _ in facts.offences)
    reason = f"{_count(number, 'offence')} in the last {matrix.frequency_within} days"
    return _at_least(number, matrix.frequency), reason


def _severity(facts: Facts, on: date, matrix: ScoringMatrix) -> tuple[int, str]:
    bands = [severity for day, severity in facts.offences if within(matrix.severity_within, day, on)]
    if not bands:
        return 0, f"No offence in the last {matrix.severity_within} days"
    reason = f"The most severe offence of the last {matrix.severity_within} days is of severity {max(bands)}"
    return matrix.severity_each_band * max(bands), reason


def either(words: Iterable[object]) -> str:
    """A, B, C or D."""
    *first, last = map(str, words)
    return f"{', '.join(first)} or {last}" if first else last


def _counted(facts: Facts, kind: str, days: int, on: date, believed: Collection[str]) -> list[Report]:
    """Reports of a kind within so many days, of a grade that is believed."""
    return [r for r in facts.reports if r.kind == kind and r.grade in believed and within(days, r.received_on, on)]


def _confirmed(report: Report, matrix: ScoringMatrix) -> bool:
    return report.grade in matrix.confirmed_grades and report.source_grade in matrix.confirmed_sources


def _intelligence(facts: Facts, on: date, matrix: ScoringMatrix) -> tuple[int, str]:
    counted = _counted(facts, "offending", matrix.intelligence_within, on, matrix.believed_grades)
    last = f"in the last {matrix.intelligence_within} days"
    if any(_confirmed(report, matrix) for report in counted):
        grades = f"grade {either(matrix.confirmed_grades)}, source {either(matrix.confirmed_sources)}"
        return matrix.well_graded, f"A report of offending, {grades}, {last}"
    return _at_least(len(counted), matrix.reports), f"{_count(len(counted), 'report')} of offending {last}"


def _drugs(facts: Facts, on: date, matrix: ScoringMatrix) -> tuple[int, str]:
    last = f"in the last {matrix.drugs_within} days"
    positive = any(test.positive and within(matrix.drugs_within, test.tested_on, on) for test in facts.tests)
    if positive or _counted(facts, "drug_use", matrix.drugs_within, on, matrix.believed_grades):
        # Never which of the two: a voluntary test is a detail of treatment, and this sentence is no place to tell it.
        return matrix.positive_or_reported, f"Positive test or report of drug use {last}"
    if is_need(facts.levels, "drugs_alcohol", on):
        return matrix.drugs_need, f"Drugs and alcohol is a need; no positive test or report of drug use {last}"
    return 0, f"Drugs and alcohol is not a need; no positive test or report of drug use {last}"


def _instability(facts: Facts, on: date, matrix: ScoringMatrix) -> tuple[int, str]:
    home, family = (is_need(facts.levels, pathway, on) for pathway in ("accommodation", "relationships"))
    if home and family:
        return matrix.instability_need, "Accommodation and relationships are needs"
    if home or family:
        return matrix.instability_need, f"{'Accommodation is' if home else 'Relationships are'} a need"
    return 0, "Neither accommodation nor relationships is a need"


def _engagement(facts: Facts, on: date, matrix: ScoringMatrix) -> tuple[int, str]:
    kept = sum(within(matrix.engagement_within, day, on) for day in facts.kept)
    missed = sum(within(matrix.engagement_within, day, on) for day in facts.missed)
    last = f"in the last {matrix.engagement_within} days"
    if kept + missed == 0:
        return 0, f"No appointment kept or missed {last}"
    reason = f"{_count(kept, 'appointment')} kept and {_word(missed).lower()} missed {last}"
    if kept == 0:
        return matrix.none_kept, reason
    under = (points for top, bottom, points in matrix.kept_under if kept * bottom < top * (kept + missed))
    return next(under, 0), reason


WorkOut = Callable[[Facts, date, ScoringMatrix], Factor]


def _factor(name: str, rule: Callable[[Facts, date, ScoringMatrix], tuple[int, str]]) -> WorkOut:
    def work_out(facts: Facts, on: date, matrix: ScoringMatrix) -> Factor:
        points, reason = rule(facts, on, matrix)
        return Factor(name, points, matrix.most_of(name), reason)

    return work_out


ALL: tuple[WorkOut, ...] = (
    _factor("recency", _recency),
    _factor("frequency", _frequency),
    _factor("severity", _severity),
    _factor("intelligence", _intelligence),
    _factor("drugs", _drugs),
    _factor("instability", _instability),
    _factor("engagement", _engagement),
)
