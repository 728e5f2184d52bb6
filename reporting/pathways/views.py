"""The report of the pathways as a page and as a file: the same counts in the chart, the tables and the file."""

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import reader, requires
from agencies.models import User
from agencies.roles import Permission
from agencies.transactions import at_one_moment
from audit import clock, log
from audit.models import Verb
from audit.spreadsheets import defused
from offenders.visits.taking_out import ask_what_for, take_out_form
from pathways.rules.waits import NO_PROOF
from reporting.charts import NeedsChart
from reporting.document.tables import Table
from reporting.pathways.choice import Choice, ChoiceForm
from reporting.pathways.figures import Found, found
from reporting.pathways.shown import Shown, shown
from reporting.pathways.tables import LEVELS, chart, tables
from reporting.policies import may_see_pathways
from reporting.rules.pathways import ASSESSED, MEMBERS, NOT_ASSESSED

NOT_SHARED = "No sharing agreement in force lets your agency read of pathways."
CHANNEL = "reporting.pathways"


@dataclass(frozen=True)
class Report:
    """The report of one choice for one reader."""

    found: Found
    shown: Shown
    tables: dict[str, Table]
    chart: NeedsChart

    @property
    def choice(self) -> Choice:
        return self.found.choice

    @property
    def members(self) -> str:
        return self.shown.text(MEMBERS)

    @property
    def assessed(self) -> str:
        return self.shown.text(ASSESSED)

    @property
    def not_assessed(self) -> str:
        return self.shown.text(NOT_ASSESSED)

    @property
    def levels(self) -> list[Table]:
        """Those of the letters, a pathway each."""
        return [table for key, table in self.tables.items() if key.startswith(LEVELS)]

    @property
    def older(self) -> list[tuple[str, str]]:
        """Pathways that the set of the day has not, with how many were assessed on them: compared with nothing."""
        named = {pathway.theme: f"{pathway.name} ({pathway.set})" for pathway in reversed(self.found.older)}
        told = {theme: ("older", theme) for theme in named}
        few = not self.shown.small_figures
        return [(named[theme], self.shown.text(key)) for theme, key in told.items() if few or self.shown.values[key]]


def build(user: User, choice: Choice) -> Report:
    counted = found(user, choice)
    cells = shown(counted)
    made = {table.key: table for table in tables(counted, cells)}
    return Report(counted, cells, made, chart(counted, cells))


def _form(request: HttpRequest, user: User) -> ChoiceForm:
    if not may_see_pathways(user):
        raise PermissionDenied(NOT_SHARED)
    return ChoiceForm(user, clock.today(), request.GET)


@at_one_moment
@requires(Permission.REPORT_VIEW)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Needs with their N, what became of them, stabilised shares, waits, interventions by result."""
    user = reader(request)
    form = _form(request, user)
    report = build(user, form.choice)
    log.ran(CHANNEL, by=user, **_logged(report.choice))
    href = f"{reverse('pathway_report:take_out')}?{urlencode(report.choice.parameters)}"
    context = {"report": report, "form": form, "take_out": href, "no_proof": NO_PROOF}
    return render(request, "reporting/pathways/page.html", context)


@at_one_moment
@requires(Permission.REPORT_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest) -> HttpResponse:
    """The same figures as CSV, for a reason."""
    user = reader(request)
    choice, why = _form(request, user).choice, take_out_form(request)
    if not why.is_valid():
        back = f"{reverse('pathway_report:page')}?{urlencode(choice.parameters)}"
        return ask_what_for(request, why, what=f"pathways, {choice.period.words}", back=back)
    report = build(user, choice)
    reason = why.cleaned_data["reason"]
    log.ran(f"{CHANNEL}.take_out", by=user, verb=Verb.DISCLOSED, reason=reason, **_logged(choice))
    name = f"official-sensitive-pathways-{choice.period.end.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(report), content_type="text/csv; charset=utf-8", headers=headers)


def _logged(choice: Choice) -> dict[str, Any]:
    return dict(choice.parameters)


def as_csv(report: Report) -> bytes:
    """Whom it is about, then table after table with its title."""
    text = StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(["OFFICIAL-SENSITIVE", f"People {report.choice.words}", report.choice.period.words])
    sheet.writerow(["People on the last day", report.members])
    sheet.writerow(["Assessed on any pathway (N)", report.assessed])
    for table in report.tables.values():
        sheet.writerow([])
        if table.key == "done":
            sheet.writerow([NO_PROOF])
        sheet.writerow([f"{table.number}. {table.title}"])
        sheet.writerow([table.first, *table.columns])
        for row in table.rows:
            sheet.writerow([defused(row.heading), *(cell.text for cell in row.cells)])
    return text.getvalue().encode("utf-8-sig")
