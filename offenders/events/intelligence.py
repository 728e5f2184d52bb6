"""Intelligence, 3x5x2: a report as it was received, and what a named person writes of it for partners.

Until somebody has, partners see nothing of a report (spec/access.md, section 2). Who writes it has read the original,
which needs a permission by name; it is open to whom `SanitisedReport.objects.open_to` says, and to nobody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from agencies.categories import Category, Level
from agencies.models import Agency, User
from audit import clock
from offenders import writing
from offenders.events import rules
from offenders.models import Handling, IntelligenceReport, Offender, SanitisedReport
from offenders.policies import View, view_of

ORIGINAL, SANITISED = Category.INTELLIGENCE_ORIGINAL, Category.INTELLIGENCE_SANITISED
NOT_FOR_YOU = "Only who works with original intelligence, by a permission given by name, writes what partners read."
SANITISED_BEFORE = "Somebody has sanitised this report meanwhile. Open it and change their text if it is wrong."
TOLD_ALL = "This report is for all who read sanitised intelligence: name no agency, or grade its handling C."


@dataclass(frozen=True)
class Graded:
    """A report as it is to be written."""

    received_on: date
    source_grade: int
    intelligence_grade: str
    handling: str
    kind: str
    summary: str

    def values(self) -> dict[str, object]:
        return {**self.__dict__, "summary": self.summary.strip()}


@dataclass(frozen=True)
class Told:
    """What partners are to be told: for handling C under conditions, and only the agencies that are named."""

    text: str
    conditions: str = ""
    agencies: Sequence[str] = ()


def record_report(*, offender: Offender, graded: Graded, by: User, request_key: UUID) -> IntelligenceReport:
    _check_day(offender, graded.received_on)
    row = IntelligenceReport(offender=offender, **graded.values())
    return writing.add(
        row, what="events.record_report", offender=offender, category=ORIGINAL, by=by, request_key=request_key
    )


def correct_report(
    *, report: IntelligenceReport, graded: Graded, by: User, version: int, because: str
) -> IntelligenceReport:
    """Another handling takes back what partners were told, until somebody has written it anew."""
    _check_day(report.offender, graded.received_on)
    return writing.correct(
        report, what="events.correct_report", offender=report.offender, category=ORIGINAL, by=by, version=version,
        because=because, values=graded.values(),
    )  # fmt: skip


def remove_report(*, report: IntelligenceReport, by: User, version: int, because: str) -> None:
    """The report was a mistake; what partners were told of it goes with it."""
    writing.remove(
        report, what="events.remove_report", offender=report.offender, category=ORIGINAL, by=by, version=version,
        because=because,
    )  # fmt: skip


@transaction.atomic
def sanitise(*, report: IntelligenceReport, told: Told, by: User, request_key: UUID) -> SanitisedReport:
    """Write what partners may read of a report: in the name of whoever writes it."""
    check_sanitise(by, report.offender)
    Offender.objects.select_for_update(no_key=True).get(pk=report.offender_id)
    report.refresh_from_db()
    values = _checked(report, told)
    if SanitisedReport.objects.filter(report=report).exclude(request_key=request_key).exists():
        raise ValidationError(SANITISED_BEFORE)
    return writing.add(
        SanitisedReport(report=report, **values), what="events.sanitise", offender=report.offender,
        category=SANITISED, by=by, request_key=request_key,
    )  # fmt: skip


@transaction.atomic
def correct_sanitised(*, row: SanitisedReport, told: Told, by: User, version: int, because: str) -> SanitisedReport:
    """Change what partners read; what was withdrawn, or was written for another handling, is open to them again."""
    check_sanitise(by, row.report.offender)
    values = {**_checked(row.report, told), "withdrawn_on": None}
    return _correct(row, values, "events.correct_sanitised", by, version, because)


@transaction.atomic
def withdraw_sanitised(*, row: SanitisedReport, by: User, version: int, because: str) -> SanitisedReport:
    """Partners read nothing of the report any more, from the next page on."""
    check_sanitise(by, row.report.offender)
    return _correct(row, {"withdrawn_on": clock.today()}, "events.withdraw_sanitised", by, version, because)


def may_sanitise(view: View) -> bool:
    """Who adds to both parts: reads what was received, and writes what partners read."""
    return min(view.levels.level(ORIGINAL), view.levels.level(SANITISED)) >= Level.ADD


def check_sanitise(by: User, offender: Offender) -> None:
    view = view_of(by, offender.pk)
    if view is None or not may_sanitise(view):
        raise PermissionDenied(NOT_FOR_YOU)


def _correct(
    row: SanitisedReport, values: dict[str, object], what: str, by: User, version: int, because: str
) -> SanitisedReport:
    return writing.correct(
        row, what=what, offender=row.report.offender, category=SANITISED, by=by, version=version, because=because,
        values=values,
    )  # fmt: skip


def _checked(report: IntelligenceReport, told: Told) -> dict[str, object]:
    """The row's values; conditions and agencies as the report's handling asks for them."""
    text, conditions, agencies = told.text.strip(), told.conditions.strip(), sorted(set(told.agencies))
    if not text:
        raise ValidationError({"text": "Write what partners may read."})
    if report.handling == Handling.PERMITTED and (conditions or agencies):
        raise ValidationError({"agencies": TOLD_ALL})
    if report.handling == Handling.CONDITIONS:
        if not conditions:
            raise ValidationError({"conditions": "Handling C: say under which conditions it is shared."})
        if not agencies:
            raise ValidationError({"agencies": "Handling C: name the agencies that may read it."})
    if Agency.objects.filter(code__in=agencies).count() != len(agencies):
        raise ValidationError({"agencies": "Choose agencies of the scheme."})
    return {"text": text, "handling": report.handling, "conditions": conditions, "agencies": agencies}


def _check_day(offender: Offender, on: date) -> None:
    if wrong := rules.before_birth(on, born=offender.date_of_birth, today=clock.today()):
        raise ValidationError({"received_on": wrong})
