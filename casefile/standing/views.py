"""The pages: register says and panel says of who is RED, its file, the list to check against; reactive management."""

import csv
from functools import partial
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import may, reader, requires
from agencies.categories import Category
from agencies.models import User
from agencies.paging import page_of
from agencies.roles import Permission
from agencies.sharing import by_consent, everyday
from audit import clock, log
from audit.spreadsheets import defused
from casefile.standing import within
from casefile.standing.forms import CheckForm
from offenders.sight import consents_to
from offenders.visits.forms import TakeOutForm
from rag import actions, registrations
from rag.registrations import NEEDS, Line
from rag.rules.registrations import Todo

PARTS = sorted(NEEDS)
COLUMNS = ("crn", "red_since", "in_the_probation_system", "to_do")


def _lines(user: User) -> tuple[Any, list[Line]]:
    """The latest list that was brought, and everybody who is RED by it or by the panel."""
    on = clock.today()
    registrations.check_reader(user, on)
    brought = registrations.latest_check(on)
    opened = {category: partial(consents_to, user, on, category) for category in by_consent(user)}
    return brought, registrations.lines(user, on, brought, opened)


@requires(Permission.RED_REGISTRATION)
@require_safe
def red(request: HttpRequest) -> HttpResponse:
    """Who is RED and since when; what the probation system has registered; what somebody has to do there."""
    user = reader(request)
    brought, found = _lines(user)
    wanted = request.GET.get("todo", "")
    kinds = [(kind, sum(line.todo == kind for line in found)) for kind in Todo]
    page = page_of(request, [line for line in found if wanted not in set(Todo) or line.todo == wanted])
    log.viewed([line.person.pk for line in page], by=user, channel="standing.red", categories=PARTS)
    context = {
        "page": page, "brought": brought, "kinds": kinds, "wanted": wanted, "total": len(found),
        "red": sum(line.panel is not None for line in found), "on": clock.today(),
        "elsewhere": registrations.red_of_nobody(user, clock.today()),
    }  # fmt: skip
    return render(request, "casefile/standing/red.html", context)


@requires(Permission.RED_REGISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest) -> HttpResponse:
    """The same as CSV for who makes the entries in the probation system, for a reason; a line in the log for each."""
    user = reader(request)
    registrations.check_reader(user, clock.today())
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _file(user, form.cleaned_data["reason"])
    status = 422 if request.method == "POST" else 200
    return render(request, "casefile/standing/take_out.html", {"form": form}, status=status)


def _file(user: User, reason: str) -> HttpResponse:
    """By CRN alone: the probation system knows who that is."""
    brought, found = _lines(user)
    given = [line for line in found if line.person.crn]
    people = {line.person.pk for line in given}
    log.disclosed(people, by=user, channel="standing.take_out", categories=PARTS, reason=reason)
    text = StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(COLUMNS)
    for line in sorted(given, key=lambda line: line.person.crn):
        there = "not checked" if brought is None else line.register.isoformat() if line.register else "not registered"
        todo = line.todo.words if brought else ""
        sheet.writerow([defused(line.person.crn), line.panel.isoformat() if line.panel else "not RED", there, todo])
    name = f"official-sensitive-red-{clock.today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)


@requires(Permission.RED_REGISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Bring the probation system's list. Lines that fit nobody are shown this once and not kept."""
    user, today = reader(request), clock.today()
    registrations.check_reader(user, today)
    form = CheckForm(request.POST or None, request.FILES or None, initial={"as_of": today})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made, unknown = actions.check_registrations(
                found=form.found, as_of=said["as_of"], request_key=said["request_key"], by=user
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            crns = {one.line: one.crn for one in form.found}
            nobody = [(line, crns[line]) for line in unknown]
            return render(request, "casefile/standing/checked.html", {"check": made, "nobody": nobody})
    status = 422 if request.method == "POST" else 200
    return render(request, "casefile/standing/check.html", {"form": form}, status=status)


@requires(Permission.PEOPLE_VIEW)
@require_safe
def reactive(request: HttpRequest) -> HttpResponse:
    """Who is in reactive management and until when, and who may be placed there within a month."""
    user = reader(request)
    if not everyday(user).reads(Category.SCHEME):
        raise Http404
    page = page_of(request, within.listed(user, clock.today()))
    rows = within.rows(user, list(page), clock.today())
    log.viewed([row.person.pk for row in rows], by=user, channel="standing.reactive", categories=[Category.SCHEME])
    may_red = may(user, Permission.RED_REGISTRATION)
    return render(request, "casefile/standing/reactive.html", {"page": page, "rows": rows, "may_red": may_red})
