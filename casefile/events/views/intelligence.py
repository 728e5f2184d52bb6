"""Intelligence: the report as it was received, and what partners may read of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from agencies.categories import Category, Level
from audit import log
from casefile.events.forms.telling import ReportForm, SanitiseForm
from casefile.events.views.common import FORM, check_corrects, page, row_of, section
from casefile.writing import Here, correct_page, of_person, remove_page, to_correct, write_page
from offenders.events import intelligence
from offenders.models import IntelligenceReport, SanitisedReport
from offenders.writing import history

ORIGINAL, SANITISED = Category.INTELLIGENCE_ORIGINAL, Category.INTELLIGENCE_SANITISED
REPORT: dict[str, Any] = {"tab": "intelligence", "template": FORM, "categories": [ORIGINAL]}
TOLD: dict[str, Any] = {
    "tab": "intelligence", "template": "casefile/events/sanitise.html", "categories": [ORIGINAL, SANITISED],
}  # fmt: skip
GRADED = ("received_on", "kind", "summary", "source_grade", "intelligence_grade", "handling")
CorrectSanitisedForm: Any = to_correct(SanitiseForm)


@of_person("events.record_report", category=ORIGINAL, level=Level.ADD)
def add_report(request: HttpRequest, here: Here) -> HttpResponse:
    def act(form: Any) -> None:
        key = form.cleaned_data["request_key"]
        intelligence.record_report(offender=here.person, graded=form.graded(), by=here.user, request_key=key)

    return write_page(
        here, ReportForm, act=act, what="events.record_report", to=section(here, "intelligence"),
        done="The report is recorded. Partners see nothing of it until it is sanitised.",
        heading="Record a report", button="Record the report", **REPORT,
    )  # fmt: skip


def _report(here: Here, pk: int, what: str) -> IntelligenceReport:
    report = row_of(here.person.intelligence_reports.select_related("offender", "sanitised__created_by__agency"), pk)
    check_corrects(here, what, ORIGINAL, report)
    return report


@of_person("events.correct_report", category=ORIGINAL, level=Level.ADD)
def correct_report(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    report = _report(here, pk, "events.correct_report")

    def act(form: Any) -> None:
        said = form.cleaned_data
        intelligence.correct_report(
            report=report, graded=form.graded(), by=here.user, version=said["version"], because=said["because"]
        )

    return correct_page(
        here, report, ReportForm, act=act, what="events.correct_report", to=section(here, "intelligence"),
        done="The report is corrected.", initial={name: getattr(report, name) for name in GRADED},
        heading="Correct a report", button="Save the correction", versions=history(report),
        lead="With another handling, partners see nothing of it until it is sanitised anew.",
        remove=page(here, "remove_report", pk), **REPORT,
    )  # fmt: skip


@of_person("events.remove_report", category=ORIGINAL, level=Level.ADD)
def remove_report(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    report = _report(here, pk, "events.remove_report")

    def act(form: Any) -> None:
        said = form.cleaned_data
        intelligence.remove_report(report=report, by=here.user, version=said["version"], because=said["because"])

    return remove_page(
        here, report, act=act, what="events.remove_report", to=section(here, "intelligence"),
        done="The report is removed.", heading="Remove a report that was a mistake", button="Remove the report",
        lead="What partners read of it goes with it.", report=report, **REPORT,
    )  # fmt: skip


@of_person("events.sanitise", category=ORIGINAL, level=Level.ADD)
def sanitise(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """What partners may read, written with the original before one's eyes; once written, it is changed."""
    _check_sanitises(here, "events.sanitise")
    report = get_object_or_404(here.person.intelligence_reports.select_related("offender"), pk=pk)
    if SanitisedReport.objects.filter(report=report).exists() and request.method != "POST":
        return redirect(page(here, "change_sanitised", pk))

    def make(data: Any, **more: Any) -> Any:
        return SanitiseForm(data, handling=report.handling, **more)

    def act(form: Any) -> None:
        key = form.cleaned_data["request_key"]
        intelligence.sanitise(report=report, told=form.told(), by=here.user, request_key=key)

    return write_page(
        here, make, act=act, what="events.sanitise", to=section(here, "intelligence"), report=report,
        done="Partners may read it from the next page they open.", heading="Write what partners may read",
        button="Let partners read it", **TOLD,
    )  # fmt: skip


def _sanitised(here: Here, pk: int, what: str) -> SanitisedReport:
    _check_sanitises(here, what)
    rows = SanitisedReport.objects.filter(report__offender=here.person).select_related(
        "report__offender", "created_by__agency", "changed_by__agency"
    )
    return get_object_or_404(rows, report=pk)


def _check_sanitises(here: Here, what: str) -> None:
    if not intelligence.may_sanitise(here.view):
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(intelligence.NOT_FOR_YOU)


@of_person("events.correct_sanitised", category=ORIGINAL, level=Level.ADD)
def change_sanitised(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = _sanitised(here, pk, "events.correct_sanitised")

    def make(data: Any, **more: Any) -> Any:
        return CorrectSanitisedForm(data, handling=row.report.handling, **more)

    def act(form: Any) -> None:
        said = form.cleaned_data
        intelligence.correct_sanitised(
            row=row, told=form.told(), by=here.user, version=said["version"], because=said["because"]
        )

    return correct_page(
        here, row, SanitiseForm, act=act, what="events.correct_sanitised", to=section(here, "intelligence"),
        done="What partners may read is changed.", make=make, report=row.report, sanitised=row,
        initial={"text": row.text, "conditions": row.conditions, "agencies": row.agencies},
        heading="Change what partners may read", button="Save the change", versions=history(row), **TOLD,
    )  # fmt: skip


@of_person("events.withdraw_sanitised", category=ORIGINAL, level=Level.ADD)
def withdraw_sanitised(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = _sanitised(here, pk, "events.withdraw_sanitised")

    def act(form: Any) -> None:
        said = form.cleaned_data
        intelligence.withdraw_sanitised(row=row, by=here.user, version=said["version"], because=said["because"])

    return remove_page(
        here, row, act=act, what="events.withdraw_sanitised", to=section(here, "intelligence"), report=row.report,
        done="Partners read nothing of the report any more.", heading="Take back what partners may read",
        button="Take it back", sanitised=row, **TOLD,
    )  # fmt: skip
