"""What the records say of a cohort's criteria: values in, each criterion with its records out. Pure.

A cohort's checks are data: requirements, of which each must hold, and of each one of its checks ("(A or B) and C",
spec/source-facts.md, A1). Court results are in no format that the register takes: what counts as a conviction is an
offence with a positive disposal, and the page says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from agencies.categories import Category
from audit.months import Window, uk
from cohorts.rules.words import listed, number

Record = tuple[str, int]
Checks = Sequence[Sequence[Mapping[str, Any]]]


class Kind(StrEnum):
    """What can be asked of the records."""

    CONVICTION_BEFORE = "conviction_before"
    CURRENT_CHARGE = "current_charge"
    CURRENT_SENTENCE = "current_sentence"
    OFFENCES_IN = "offences_in"
    SCORE_AT_LEAST = "score_at_least"
    MARAC_KNOWN = "marac_known"
    NOT_SUPERVISED = "not_supervised"
    BY_HAND = "by_hand"


KINDS = {
    Kind.CONVICTION_BEFORE: "Convictions before",
    Kind.CURRENT_CHARGE: "A current charge",
    Kind.CURRENT_SENTENCE: "A current sentence",
    Kind.OFFENCES_IN: "So many offences in so many months",
    Kind.SCORE_AT_LEAST: "A score of so many points or more",
    Kind.MARAC_KNOWN: "Known to a MARAC",
    Kind.NOT_SUPERVISED: "Non-statutory: no supervision",
    Kind.BY_HAND: "For people to judge",
}

# The groups of offences that a check may name, in words.
GROUPS = {
    "any": "any offence",
    "burglary": "burglary",
    "burglary_dwelling": "burglary of a dwelling",
    "robbery": "robbery",
    "serious_acquisitive": "serious acquisitive crime",
    "vehicle": "vehicle crime",
    "violence": "violence against the person",
    "drugs": "drug offences",
}
# For which offence a sentence is stands in both parts.
SENTENCES = (Category.OFFENDING, Category.SUPERVISION, Category.CUSTODY)
CHARGED = frozenset({"charged", "summonsed"})
# What is current, and what was before, where a check says nothing else: a setting of the product, not of a source.
CURRENT_MONTHS = 6
# "Committed 3 offences in the preceding 12 month period" (spec/source-facts.md, A1; Tameside).
TAMESIDE = {"kind": Kind.OFFENCES_IN, "group": "any", "at_least": 3, "months": 12}


class Standing(StrEnum):
    MET = "met"
    MISSED = "missed"
    NOT_RECORDED = "not_recorded"

    @property
    def label(self) -> str:
        return {"met": "Met", "missed": "Not met", "not_recorded": "Not recorded"}[self.value]


class Offence(NamedTuple):
    """An offence, with the groups that its code is in; `positive` is that its disposal is one."""

    id: int
    arrested_on: date
    groups: frozenset[str]
    disposal: str
    positive: bool


class Sentence(NamedTuple):
    """A sentence that is being served: its words, and since when."""

    table: str
    id: int
    words: str
    since: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person on the day."""

    offences: tuple[Offence, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    supervisions: tuple[tuple[int, date], ...] = ()
    maracs: tuple[tuple[int, date], ...] = ()
    score: float | None = None
    scored_on: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the records say of one check: met or not, in words, the categories of the facts, and their rows."""

    standing: Standing
    text: str
    categories: tuple[Category, ...]
    records: tuple[Record, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "standing": self.standing.value,
            "text": self.text,
            "categories": [category.value for category in self.categories],
            "records": [list(record) for record in self.records],
        }


@dataclass(frozen=True, slots=True)
class Screening:
    """Each requirement with its findings; it is met where one of them is, and all of them must be."""

    requirements: tuple[tuple[Finding, ...], ...]
    others: tuple[Finding, ...] = field(default=())

    @property
    def standing(self) -> Standing:
        return whole(any_of(found) for found in self.requirements)

    def as_json(self) -> dict[str, Any]:
        return {
            "requirements": [[finding.as_json() for finding in found] for found in self.requirements],
            "others": [finding.as_json() for finding in self.others],
        }


def any_of(found: Iterable[Finding]) -> Standing:
    """Met where one is met; else not recorded where one is not recorded."""
    held = {finding.standing for finding in found}
    return next((one for one in (Standing.MET, Standing.NOT_RECORDED) if one in held), Standing.MISSED)


def whole(requirements: Iterable[Standing]) -> Standing:
    """Missed where one is missed; else not recorded where one is not recorded. No criteria is not recorded."""
    held = set(requirements) or {Standing.NOT_RECORDED}
    return next((one for one in (Standing.MISSED, Standing.NOT_RECORDED) if one in held), Standing.MET)


def screen(checks: Checks, facts: Facts, on: date) -> Screening:
    """A cohort's checks on a day, and beside them the Tameside rule."""
    return Screening(
        tuple(tuple(check(one, facts, on) for one in requirement) for requirement in checks),
        (check(TAMESIDE, facts, on),),
    )


def check(asked: Mapping[str, Any], facts: Facts, on: date) -> Finding:
    """One check of the records, with what the scheme says of it behind its words."""
    found = _CHECKS[Kind(asked["kind"])](asked, facts, on)
    note = asked.get("note", "")
    if not note or asked["kind"] == Kind.BY_HAND:
        return found
    return Finding(found.standing, f"{found.text} ({note})", found.categories, found.records)


def _of(group: str, offences: Iterable[Offence]) -> list[Offence]:
    return sorted(
        (one for one in offences if group == "any" or group in one.groups), key=lambda one: (one.arrested_on, one.id)
    )


def _days(offences: Sequence[Offence]) -> str:
    return listed(list(dict.fromkeys(uk(one.arrested_on) for one in offences)))


def _rows(offences: Iterable[Offence]) -> tuple[Record, ...]:
    return tuple(("offenders.Offence", one.id) for one in offences)


def _met(is_met: bool) -> Standing:
    return Standing.MET if is_met else Standing.MISSED


def _current(asked: Mapping[str, Any], on: date) -> Window:
    return Window.months_to(on, asked.get("months") or CURRENT_MONTHS)


def _conviction_before(asked: Mapping[str, Any], facts: Facts, on: date) -> Finding:
    """Offences of the group with a positive disposal, before what is current."""
    group, least = asked.get("group", "any"), asked.get("at_least") or 1
    until = _current(asked, on).after
    found = [one for one in _of(group, facts.offences) if one.positive and one.arrested_on <= until]
    count = number(len(found)) if found else "no"
    text = f"{count} conviction{'' if len(found) == 1 else 's'} for {GROUPS[group]} before {uk(until)}"
    if found:
        text += f": {_days(found)}"
    return Finding(_met(len(found) >= least), _least(text, least), (Category.OFFENDING,), _rows(found))


def _least(text: str, least: int) -> str:
    return f"{text}; {number(least)} or more are asked" if least > 1 else text


def _current_charge(asked: Mapping[str, Any], facts: Facts, on: date) -> Finding:
    group, window = asked.get("group", "any"), _current(asked, on)
    found = [one for one in _of(group, facts.offences) if one.disposal in CHARGED and window.holds(one.arrested_on)]
    said = _days(found) if found else "none"
    text = f"current charge for {GROUPS[group]}: {said}"
    return Finding(_met(bool(found)), text, (Category.OFFENDING,), _rows(found))


def _current_sentence(asked: Mapping[str, Any], facts: Facts, on: date) -> Finding:
    """A sentence of the day, where an offence of the group came before it: for which one it is, no record says."""
    group = asked.get("group", "any")
    before = [one for one in _of(group, facts.offences) if one.positive]
    for sentence in facts.sentences:
        earlier = [one for one in before if one.arrested_on <= sentence.since]
        if earlier:
            last = earlier[-1]
            text = (
                f"{sentence.words} since {uk(sentence.since)}; the last {GROUPS[group]} before it: "
                f"{uk(last.arrested_on)}"
            )
            return Finding(Standing.MET, text, SENTENCES, ((sentence.table, sentence.id), *_rows([last])))
    said = "none" if not facts.sentences else f"one is served, and no {GROUPS[group]} came before it"
    return Finding(Standing.MISSED, f"current sentence for {GROUPS[group]}: {said}", SENTENCES)


def _offences_in(asked: Mapping[str, Any], facts: Facts, on: date) -> Finding:
    """ "Three offences in the preceding twelve months": those with a positive disposal."""
    group, months, least = asked.get("group", "any"), asked.get("months") or 12, asked.get("at_least") or 1
    window = Window.months_to(on, months)
    found = [one for one in _of(group, facts.offences) if one.positive and window.holds(one.arrested_on)]
    of = "" if group == "any" else f" of {GROUPS[group]}"
    text = f"{number(len(found)) if found else 'no'} offence{'' if len(found) == 1 else 's'}{of} since "
    text += uk(window.after) + (f": {_days(found)}" if found else "")
    return Finding(_met(len(found) >= least), f"{text}; {number(least)} or more are asked", (Category.OFFENDING,),
                   _rows(found))  # fmt: skip


def _score(asked: Mapping[str, Any], facts: Facts, on: date) -> Finding:
    least = asked.get("at_least") or 0
    if facts.score is None or facts.scored_on is None:
        return Finding(Standing.NOT_RECORDED, f"score: not ranked; {least} or more is asked", (Category.SCORES,))
    text = f"score of {facts.score:g} on {uk(facts.scored_on)}; {least} or more is asked"
    return Finding(_met(facts.score >= least), text, (Category.SCORES,))


def _marac(asked: Mapping[str, Any], facts: Facts, on: date) -> Finding:
    since = listed([uk(day) for _, day in facts.maracs])
    text = f"known to a MARAC since {since}" if facts.maracs else "no MARAC marker stands"
    rows = tuple(("offenders.Marker", pk) for pk, _ in facts.maracs)
    return Finding(_met(bool(facts.maracs)), text, (Category.VICTIMS, Category.BOUNDARIES), rows)


def _not_supervised(asked: Mapping[str, Any], facts: Facts, on: date) -> Finding:
    since = listed([uk(day) for _, day in facts.supervisions])
    text = f"supervised since {since}: a statutory case" if since else "no supervision: a non-statutory case"
    rows = tuple(("offenders.Supervision", pk) for pk, _ in facts.supervisions)
    return Finding(_met(not facts.supervisions), text, (Category.SUPERVISION,), rows)


def _by_hand(asked: Mapping[str, Any], facts: Facts, on: date) -> Finding:
    note = asked.get("note") or "for people to judge"
    return Finding(Standing.NOT_RECORDED, note, (Category.SCHEME,))


_CHECKS = {
    Kind.CONVICTION_BEFORE: _conviction_before,
    Kind.CURRENT_CHARGE: _current_charge,
    Kind.CURRENT_SENTENCE: _current_sentence,
    Kind.OFFENCES_IN: _offences_in,
    Kind.SCORE_AT_LEAST: _score,
    Kind.MARAC_KNOWN: _marac,
    Kind.NOT_SUPERVISED: _not_supervised,
    Kind.BY_HAND: _by_hand,
}


def over_the_maximum(members: int, maximum: int | None) -> str:
    """ "Would be number 251 of 250": a warning, never a refusal."""
    place = members + 1
    return f"Would be number {place} of {maximum}" if maximum is not None and place > maximum else ""
