"""Evidence for a deselection by code, worked out from the records exactly as `data/deselection.csv` says. Pure.

The numbers (six months, three months, 1826 days, three quarters) are the scheme's rows and come in as values.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from agencies.categories import Category
from audit.months import Window, uk
from cohorts.rules.screening import Record, Standing
from cohorts.rules.words import listed, number
from pathways.rules.progress import share

# The grades of intelligence that are confirmed, and those that count at all.
CONFIRMED, GRADED = frozenset("AB"), frozenset("ABCD")
KINDS = frozenset({"offending", "drug_use"})
CODES = ("1", "2", "3", "4", "5", "6A", "6B", "6C")


class Fate(StrEnum):
    """Code 6B: which of the two."""

    DECEASED = "deceased"
    DEPORTED = "deported"


class Report(NamedTuple):
    id: int
    received_on: date
    grade: str
    kind: str


class Spell(NamedTuple):
    """An open custody spell, with the length of its sentence where that is recorded."""

    id: int
    admitted_on: date
    sentence_days: int | None


@dataclass(frozen=True, slots=True)
class Limits:
    """The scheme's numbers of the day."""

    desistance_months: int = 6
    disengaged_months: int = 3
    sentence_days: int = 1826
    stable: Fraction = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records say of one person up to the day; by the name of each pathway whether it is a need."""

    proved: tuple[tuple[int, date], ...] = ()
    reports: tuple[Report, ...] = ()
    kept: tuple[tuple[int, date], ...] = ()
    supervisions: tuple[tuple[int, date], ...] = ()
    pathways: Mapping[str, bool | None] = field(default_factory=dict)
    open_spell: Spell | None = None
    expected_on: date | None = None
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What whoever proposes says: the single agency, the receiving area, the day of reassessment and so on."""

    agency: str = ""
    area: str = ""
    reassess_on: date | None = None
    fate: str = ""
    fate_on: date | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence; shown to readers of all its categories."""

    standing: Standing
    text: str
    categories: frozenset[Category]
    records: tuple[Record, ...] = ()

    @property
    def met(self) -> bool:
        return self.standing is Standing.MET

    def as_json(self) -> dict[str, Any]:
        return {
            "standing": self.standing.value,
            "text": self.text,
            "categories": sorted(category.value for category in self.categories),
            "records": [list(record) for record in self.records],
        }


def evidence(code: str, facts: Facts, said: Said, on: date, limits: Limits) -> tuple[Piece, ...]:
    """Every piece of one code's evidence."""
    return _EVIDENCE[code](facts, said, on, limits)


def all_met(pieces: Iterable[Piece]) -> bool:
    return all(piece.met for piece in pieces)


def _piece(met: bool, text: str, *categories: Category, records: Sequence[Record] = ()) -> Piece:
    return Piece(Standing.MET if met else Standing.MISSED, text, frozenset(categories), tuple(records))


def desistance(
    proved: Sequence[tuple[int, date]], confirmed: Sequence[tuple[int, date]], on: date, months: int
) -> tuple[Piece, Piece]:
    """Code 1: no offence with a positive disposal and no intelligence of grade A or B in the months before."""
    window = Window.months_to(on, months)
    offences = [pk for pk, day in proved if window.holds(day)]
    reports = [pk for pk, day in confirmed if window.holds(day)]
    since = f"since {uk(window.after)}"
    return (
        _piece(
            not offences,
            f"Offences with a positive disposal {since}: {len(offences)}",
            Category.OFFENDING,
            records=[("offenders.Offence", pk) for pk in offences],
        ),
        _piece(
            not reports,
            f"Intelligence of grade A or B {since}: {len(reports)}",
            Category.INTELLIGENCE_ORIGINAL,
            records=[("offenders.IntelligenceReport", pk) for pk in reports],
        ),
    )


def pathways_stabilised(levels: Mapping[str, bool | None], least: Fraction) -> Piece:
    """Code 2: at least three quarters of the pathways, by the latest assessment of each, at a level that is no need."""
    found = share(levels, least)
    text = f"{found.words} pathways at a level that is not a need"
    if found.missing:
        text += f"; never assessed: {', '.join(found.missing)}"
    # "Need" or "no need" is what a reader of pathways sees even of health (spec/access.md, section 2).
    parts = frozenset({Category.PATHWAYS})
    if found.reached is None:
        return Piece(Standing.NOT_RECORDED, text, parts)
    return _piece(found.reached, text, *parts)


def _code_1(facts: Facts, said: Said, on: date, limits: Limits) -> tuple[Piece, ...]:
    confirmed = [(report.id, report.received_on) for report in facts.reports if report.grade in CONFIRMED]
    return desistance(facts.proved, confirmed, on, limits.desistance_months)


def _code_2(facts: Facts, said: Said, on: date, limits: Limits) -> tuple[Piece, ...]:
    named = f"The single agency: {said.agency}" if said.agency else "The single agency is not named"
    return (
        pathways_stabilised(facts.pathways, limits.stable),
        _said(bool(said.agency), named),
    )


def _said(is_said: bool, text: str) -> Piece:
    """What whoever proposes says, or has not said yet."""
    standing = Standing.MET if is_said else Standing.NOT_RECORDED
    return Piece(standing, text, frozenset({Category.SCHEME}))


def _not_statutory(facts: Facts) -> Piece:
    since = listed([uk(day) for _, day in facts.supervisions])
    text = f"Supervised since {since}: a statutory case" if since else "No supervision on that day"
    return _piece(
        not since, text, Category.SUPERVISION, records=[("offenders.Supervision", pk) for pk, _ in facts.supervisions]
    )


def _not_engaged(facts: Facts, window: Window) -> Piece:
    found = [(pk, day) for pk, day in facts.kept if window.holds(day)]
    text = f"Appointments kept since {uk(window.after)}: {len(found)}"
    if found:
        text += f", the last on {uk(max(day for _, day in found))}"
    return _piece(not found, text, Category.ENGAGEMENT, records=[("offenders.Contact", pk) for pk, _ in found])


def _reports(facts: Facts, window: Window, *, wanted: bool) -> Piece:
    """Reports of offending or drug use of grade A to D: none (code 3), or one at least (code 4)."""
    found = [
        one for one in facts.reports if one.grade in GRADED and one.kind in KINDS and window.holds(one.received_on)
    ]
    text = f"Intelligence of offending or drug use, of grade A to D, since {uk(window.after)}: {len(found)}"
    rows = [("offenders.IntelligenceReport", one.id) for one in found]
    return _piece(bool(found) is wanted, text, Category.INTELLIGENCE_ORIGINAL, records=rows)


def _not_engaged_code(*, wanted: bool) -> "Evidence":
    def pieces(facts: Facts, said: Said, on: date, limits: Limits) -> tuple[Piece, ...]:
        window = Window.months_to(on, limits.disengaged_months)
        return (_not_statutory(facts), _not_engaged(facts, window), _reports(facts, window, wanted=wanted))

    return pieces


def _code_5(facts: Facts, said: Said, on: date, limits: Limits) -> tuple[Piece, ...]:
    where = listed(facts.outside)
    return (
        _piece(bool(where), where or "No address and no home area outside the scheme", Category.IDENTITY),
        _said(bool(said.area), f"The receiving area: {said.area}" if said.area else "The receiving area is not named"),
    )


def _code_6a(facts: Facts, said: Said, on: date, limits: Limits) -> tuple[Piece, ...]:
    return (_long_sentence(facts.open_spell, limits.sentence_days), _reassessed(facts.expected_on, said.reassess_on))


def _long_sentence(spell: Spell | None, days: int) -> Piece:
    if spell is None:
        return _piece(False, "Not in custody on that day", Category.CUSTODY)
    rows = (("offenders.CustodySpell", spell.id),)
    since = f"In custody since {uk(spell.admitted_on)}"
    if spell.sentence_days is None:
        text = f"{since}; the length of the sentence is not recorded"
        return Piece(Standing.NOT_RECORDED, text, frozenset({Category.CUSTODY}), rows)
    text = f"{since}, sentenced to {spell.sentence_days} days; more than {days} are asked"
    return _piece(spell.sentence_days > days, text, Category.CUSTODY, records=rows)


def _reassessed(expected_on: date | None, reassess_on: date | None) -> Piece:
    """A reassessment is booked before the expected release; without an expected release nothing can be before it."""
    if reassess_on is None:
        return _said(False, "No reassessment is booked")
    booked = f"A reassessment is booked on {uk(reassess_on)}"
    if expected_on is None:
        return Piece(Standing.NOT_RECORDED, f"{booked}; no release is expected yet", frozenset({Category.CUSTODY}))
    return _piece(reassess_on < expected_on, f"{booked}; release is expected on {uk(expected_on)}", Category.CUSTODY)


def _code_6b(facts: Facts, said: Said, on: date, limits: Limits) -> tuple[Piece, ...]:
    if not said.fate or said.fate_on is None:
        return (_said(False, "Deceased or deported, and on which day, is not said"),)
    return (_said(said.fate_on <= on, f"{Fate(said.fate).value.capitalize()} on {uk(said.fate_on)}"),)


def _code_6c(facts: Facts, said: Said, on: date, limits: Limits) -> tuple[Piece, ...]:
    return (_said(bool(said.because.strip()), "A reason in words" if said.because.strip() else "No reason is given"),)


Evidence = Callable[[Facts, Said, date, Limits], tuple[Piece, ...]]
_EVIDENCE: dict[str, Evidence] = {
    "1": _code_1,
    "2": _code_2,
    "3": _not_engaged_code(wanted=False),
    "4": _not_engaged_code(wanted=True),
    "5": _code_5,
    "6A": _code_6a,
    "6B": _code_6b,
    "6C": _code_6c,
}


def months_words(months: int) -> str:
    return f"{number(months)} month{'' if months == 1 else 's'}"
