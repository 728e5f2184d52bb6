"""The imports: the list, one with its rows by file as it goes, and its problems."""

import csv
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import may, reader, requires
from agencies.paging import page_of
from agencies.roles import Permission
from audit import log
from audit.models import Verb
from audit.spreadsheets import defused
from exchange.actions.imports import NO_SCHEME
from exchange.actions.runs import UNDER_WAY
from exchange.forms import MAY_RENAME
from exchange.lists import SCHEME_CODES
from exchange.models import ImportProblem, ImportRun, ImportStatus
from exchange.policies import may_read_values
from exchange.rules.changes import SchemeChange
from exchange.rules.layout import FILES, SCHEME
from offenders.visits.taking_out import ask_what_for, take_out_form

# As many problems stand on the page of their import.
FIRST = 10


@requires(Permission.REGISTER_IMPORT)
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """Every import, the newest first."""
    page = page_of(request, ImportRun.objects.select_related("asked_by").order_by("-pk"))
    context = {
        "page": page,
        "rows": [(run, totals(run)) for run in page],
        "may_decide": may(request.user, Permission.DUPLICATES_DECIDE),
    }
    return render(request, "exchange/imports.html", context)


@requires(Permission.REGISTER_IMPORT)
@require_safe
def run(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One import; survives a reload, since all that it shows is in the database."""
    return render(request, "exchange/run.html", _context(request, public_id))


@requires(Permission.REGISTER_IMPORT)
@require_safe
def progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The part of the page that changes while the import is under way."""
    return render(request, "exchange/_progress.html", _context(request, public_id))


def _context(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    found = get_object_or_404(ImportRun.objects.select_related("asked_by"), public_id=public_id)
    return {
        "run": found,
        "files": [(file.name, found.counts.get(file.name)) for file in FILES],
        "under_way": found.status in UNDER_WAY,
        "again": found.status == ImportStatus.WAITING and found.attempts > 0,
        "totals": totals(found),
        **_changes(found),
        **(_first_problems(request, found) if found.status == ImportStatus.REFUSED else {}),
    }


def _changes(found: ImportRun) -> dict[str, Any]:
    """What scheme.json adds and what it changes, each on its own."""
    changes = [SchemeChange(**change) for change in found.scheme_changes]
    return {
        "additions": [change for change in changes if change.added],
        "renames": [change for change in changes if not change.added],
        "may_rename_label": MAY_RENAME,
    }


def _first_problems(request: HttpRequest, found: ImportRun) -> dict[str, Any]:
    """The first few problems and what to do about them; who reads their values is logged, as on their own page."""
    missing = list(found.problems.filter(file=SCHEME, expected=NO_SCHEME))
    first = missing or list(_in_order(found)[:FIRST])
    values = may_read_values(request.user, found)
    if values and first:
        log.ran("exchange.problems", by=request.user, verb=Verb.VIEWED, run=found.pk)  # type: ignore[arg-type]
    changed = sum(change["old"] is not None for change in found.scheme_changes)
    needs_a_yes = bool(changed) and not found.may_rename and not found.dry_run
    return {
        "first_problems": first,
        "values": values,
        "needs_a_yes": needs_a_yes,
        "other_problems": found.problem_count > changed,
        "no_scheme": bool(missing),
        "unknown_codes": found.problems.filter(_names_the_scheme()).exists(),
    }


def totals(found: ImportRun) -> dict[str, int]:
    """The sums over the files of what was read, created, updated and unchanged."""
    words = ("read", "created", "updated", "unchanged")
    return {word: sum(of_file.get(word, 0) for of_file in found.counts.values()) for word in words}


def _names_the_scheme() -> Q:
    """Problems with a cell that names an area, a cohort or an agency; a short list of codes follows the words."""
    return reduce(or_, (Q(expected__startswith=what) for what in SCHEME_CODES))


@requires(Permission.REGISTER_IMPORT)
@require_safe
def problems(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was wrong, cell by cell; the values are shown to the agency that uploaded them alone."""
    found = get_object_or_404(ImportRun, public_id=public_id)
    values = may_read_values(request.user, found)
    page = page_of(request, _in_order(found))
    if values:
        log.ran("exchange.problems", by=request.user, verb=Verb.VIEWED, run=found.pk)  # type: ignore[arg-type]
    return render(request, "exchange/problems.html", {"run": found, "page": page, "values": values})


def _in_order(found: ImportRun) -> QuerySet[ImportProblem]:
    return found.problems.order_by("file", "line", "column", "pk")


@requires(Permission.REGISTER_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def download(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The problems as a CSV for a spreadsheet, its cells defused, for a reason."""
    found, form = get_object_or_404(ImportRun, public_id=public_id), take_out_form(request)
    if not form.is_valid():
        back = reverse("exchange:problems", args=[found.public_id])
        return ask_what_for(request, form, what=f"problems of import {found.pk}, CSV", back=back)
    values, reason = may_read_values(request.user, found), form.cleaned_data["reason"]
    log.ran("exchange.problems", by=reader(request), verb=Verb.DISCLOSED, reason=reason, run=found.pk)
    response = StreamingHttpResponse(_lines(found, values), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="OFFICIAL-SENSITIVE import {found.pk} problems.csv"'
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _lines(found: ImportRun, values: bool) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(["file", "line", "column", "value", "expected"])
    for problem in _in_order(found).iterator(chunk_size=1000):
        value = problem.value if values else ""
        words = [defused(cell) for cell in (problem.column, value, problem.expected)]
        yield writer.writerow([defused(problem.file), problem.line, *words])
