"""Markers that somebody is wanted, and drug tests: written, corrected, resolved, removed.

A recall is only marked here; the return to custody is a spell, which whoever writes custody writes.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError

from agencies.categories import Category
from agencies.models import Agency, User
from audit import clock
from enforcement import rules
from enforcement.models import DrugTest, Regime, Warrant, WarrantKind
from offenders import writing
from offenders.events.rules import wrong_day
from offenders.models import Offender

OFFENDING = Category.OFFENDING
OTHER_PART = (
    "A voluntary test is a detail of treatment, and any other is not: it is read by others. Remove this test as a "
    "mistake and record it again."
)


def issue_warrant(*, offender: Offender, kind: str, issued_on: date, by: User, request_key: UUID) -> Warrant:
    _check_day(offender, "issued_on", issued_on)
    row = Warrant(offender=offender, kind=kind, issued_on=issued_on)
    return writing.add(
        row, what="enforcement.issue_warrant", offender=offender, category=OFFENDING, by=by, request_key=request_key
    )


def resolve_warrant(
    *, warrant: Warrant, resolved_on: date, resolved_how: str, resolved_by: Agency, by: User, version: int, because: str
) -> Warrant:
    """They are wanted no longer from this day on: how it came about, by which agency, and in words."""
    wrong = rules.wrong_resolution(warrant.kind, warrant.issued_on, resolved_on, resolved_how, today=clock.today())
    if wrong:
        raise ValidationError({name: [words] for name, words in wrong.items()})
    values = {"resolved_on": resolved_on, "resolved_how": resolved_how, "resolved_by": resolved_by}
    return _correct_warrant(warrant, values, "enforcement.resolve_warrant", by, version, because)


def correct_warrant(
    *, warrant: Warrant, kind: str, issued_on: date, stands: bool, by: User, version: int, because: str
) -> Warrant:
    """What was written was wrong. `stands` takes a resolution back: they are wanted still."""
    _check_day(warrant.offender, "issued_on", issued_on)
    values: dict[str, object] = {"kind": kind, "issued_on": issued_on}
    if stands:
        values |= {"resolved_on": None, "resolved_how": "", "resolved_by": None}
    elif warrant.resolved_on and issued_on > warrant.resolved_on:
        raise ValidationError({"issued_on": "It was resolved before that day. Check both days."})
    elif warrant.resolved_how and warrant.resolved_how not in rules.RESOLVED_BY[WarrantKind(kind)]:
        raise ValidationError({"kind": "It was resolved in a way that this kind is not. Correct how it was resolved."})
    return _correct_warrant(warrant, values, "enforcement.correct_warrant", by, version, because)


def remove_warrant(*, warrant: Warrant, by: User, version: int, because: str) -> None:
    writing.remove(
        warrant, what="enforcement.remove_warrant", offender=warrant.offender, category=OFFENDING, by=by,
        version=version, because=because,
    )  # fmt: skip


@dataclass(frozen=True)
class Tested:
    """A drug test as it is to be written."""

    tested_on: date
    regime: str
    opiates: str
    cocaine: str


def record_test(*, offender: Offender, tested: Tested, by: User, request_key: UUID) -> DrugTest:
    _check_test(offender, tested)
    row = DrugTest(offender=offender, **tested.__dict__)
    category = Regime(tested.regime).category
    return writing.add(
        row, what="enforcement.record_test", offender=offender, category=category, by=by, request_key=request_key
    )


def correct_test(*, test: DrugTest, tested: Tested, by: User, version: int, because: str) -> DrugTest:
    _check_test(test.offender, tested)
    category = Regime(test.regime).category
    if Regime(tested.regime).category is not category:
        raise ValidationError({"regime": OTHER_PART})
    return writing.correct(
        test, what="enforcement.correct_test", offender=test.offender, category=category, by=by, version=version,
        because=because, values=dict(tested.__dict__),
    )  # fmt: skip


def remove_test(*, test: DrugTest, by: User, version: int, because: str) -> None:
    writing.remove(
        test, what="enforcement.remove_test", offender=test.offender, category=Regime(test.regime).category, by=by,
        version=version, because=because,
    )  # fmt: skip


def _correct_warrant(
    warrant: Warrant, values: dict[str, object], what: str, by: User, version: int, because: str
) -> Warrant:
    return writing.correct(
        warrant, what=what, offender=warrant.offender, category=OFFENDING, by=by, version=version, because=because,
        values=values,
    )  # fmt: skip


def _check_test(offender: Offender, tested: Tested) -> None:
    _check_day(offender, "tested_on", tested.tested_on)
    if wrong := rules.wrong_results(tested.opiates, tested.cocaine):
        raise ValidationError({"cocaine": wrong})


def _check_day(offender: Offender, name: str, on: date) -> None:
    if wrong := wrong_day(on, born=offender.date_of_birth, today=clock.today()):
        raise ValidationError({name: wrong})
