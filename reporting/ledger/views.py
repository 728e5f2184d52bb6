"""The ledger as a page and as a file, for police and probation, whose figures may be small."""

import csv
from datetime import date
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.models import User
from agencies.paging import page_of
from agencies.roles import Permission
from agencies.rules import Levels
from agencies.sharing import everyday
from agencies.sharing import figures as counted
from agencies.templatetags.iom_pages import uk_date
from audit import clock, log
from audit.models import Verb
from audit.spreadsheets import defused
from cohorts.models import Cohort
from offenders.models import Offender
from offenders.visits.forms import TakeOutForm
from reporting.ledger import figures
from reporting.ledger.people import behind, words_of
from reporting.ledger.period import Chosen, chosen
from reporting.policies import may_see_people_behind, may_see_small_figures
from reporting.rules.ledger import CODE, NUMBERS, REFERRER, Line

NOT_YOURS = "The ledger counts few people at a time: it is for police and probation."
MIDDLE = "Days on the scheme, the middle of those who left"
NOT_SHARED = "No sharing agreement in force lets your agency read of the scheme."


def _check(user: User) -> None:
    """Without a sharing agreement in force there is no figure of the scheme, for anybody."""
    if not may_see_small_figures(user):
        raise PermissionDenied(NOT_YOURS)
    if not counted(user).reads(Category.SCHEME):
        raise PermissionDenied(NOT_SHARED)


@requires(Permission.REPORT_VIEW)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """On and off the scheme by quarter, by whom referred and by which code; the cohorts against their maximum."""
    user, on = reader(request), clock.today()
    _check(user)
    levels, asked = counted(user), chosen(request.GET, on)
    found, until = _lines(user, asked), figures.last_day(asked.quarters, on)
    log.ran("reporting.ledger", by=user, since=str(asked.quarters[0].start), until=str(until))
    return render(
        request,
        "reporting/ledger/page.html",
        {
            "chosen": asked,
            "lines": found,
            "numbers": [(words, cells_of(found, number)) for words, number in _numbers(found)],
            "middle": [line.middle_days for line in found],
            "cohorts": page_of(request, _held(levels, until)),
            "until": until,
            "may_see_people": may_see_people_behind(user),
        },
    )


def _held(levels: Levels, until: date) -> list[tuple[Cohort, int]]:
    """The cohorts that may be named, each with how many were on it."""
    return [row for row in figures.against_the_maximum(until) if levels.reads(*row[0].categories)]


def _lines(user: User, asked: Chosen) -> list[Line]:
    names_marac = counted(user).reads(Category.VICTIMS)
    return figures.lines(asked.quarters, clock.today(), names_marac=names_marac)


def _numbers(found: list[Line]) -> list[tuple[str, str]]:
    """Each number in words: those of the scheme, of every code, of everybody who referred."""
    more = sorted({key for line in found for key in line.entries if key.startswith((CODE, REFERRER))})
    return [(words_of(number), number) for number in [*NUMBERS, *more]]


def cells_of(found: list[Line], number: str) -> list[tuple[int, str]]:
    """How many in each quarter, and the address of who they are."""
    return [
        (line.count(number), urlencode({"quarter": line.quarter.start.isoformat(), "of": number})) for line in found
    ]


@requires(Permission.REPORT_VIEW)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who is counted in one number of one quarter, as far as the reader sees them."""
    user, on = reader(request), clock.today()
    _check(user)
    if not may_see_people_behind(user):
        raise PermissionDenied(NOT_YOURS)
    line, number = _line(request, user), request.GET.get("of", "new")
    if number not in NUMBERS and number not in line.entries:
        raise Http404
    found = behind(user, line, number, figures.last_day([line.quarter], on))
    listed = page_of(request, found.rows)
    parts = {str(part) for row in listed for part in row.parts}
    log.viewed({row.person.pk for row in listed}, by=user, channel="reporting.ledger.people", categories=sorted(parts))
    context = {"behind": found, "page": listed, "line": line, "on": on, "chosen": chosen(request.GET, on)}
    return render(request, "reporting/ledger/people.html", context)


def _line(request: HttpRequest, user: User) -> Line:
    """The quarter that is asked for, counted up to its own end; without one this quarter."""
    offered = figures.quarters_covered(clock.today())
    asked = request.GET.get("quarter", offered[0].start.isoformat())
    quarter = next((one for one in offered if one.start.isoformat() == asked), None)
    if quarter is None:
        raise Http404
    return figures.lines([quarter], clock.today(), names_marac=counted(user).reads(Category.VICTIMS))[0]


@requires(Permission.REPORT_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest) -> HttpResponse:
    """The same figures as CSV, for a reason."""
    user = reader(request)
    _check(user)
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    asked = chosen(request.GET, clock.today())
    if request.method == "POST" and form.is_valid():
        return _file(user, asked, form.cleaned_data["reason"])
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/ledger/take_out.html", {"form": form, "chosen": asked}, status=status)


def _file(user: User, asked: Chosen, reason: str) -> HttpResponse:
    on, found = clock.today(), _lines(user, asked)
    until = figures.last_day(asked.quarters, on)
    since = asked.quarters[0].start
    log.ran(
        "reporting.ledger.take_out", by=user, verb=Verb.DISCLOSED, reason=reason, since=str(since), until=str(until)
    )
    text = StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(["OFFICIAL-SENSITIVE", *(f"Quarter from {uk_date(line.quarter.start)}" for line in found)])
    sheet.writerows([defused(name), *cells] for name, cells in _rows(found))
    sheet.writerows([[], ["Cohort", f"On it on {uk_date(until)}", "Maximum"]])
    sheet.writerows(
        [defused(cohort.name), members, "" if cohort.maximum is None else cohort.maximum]
        for cohort, members in _held(counted(user), until)
    )
    headers = {"Content-Disposition": f'attachment; filename="official-sensitive-ledger-{until.isoformat()}.csv"'}
    return HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)


def _rows(found: list[Line]) -> list[tuple[str, list[Any]]]:
    rows: list[tuple[str, list[Any]]] = [
        (words, [line.count(number) for line in found]) for words, number in _numbers(found)
    ]
    return [*rows, (MIDDLE, ["" if line.middle_days is None else line.middle_days for line in found])]


@requires(Permission.REPORT_VIEW)
@require_safe
def never_considered(request: HttpRequest) -> HttpResponse:
    """People who meet the criteria and were never considered, as far as the reader sees them."""
    user, on = reader(request), clock.today()
    if not may_see_people_behind(user):
        raise PermissionDenied(NOT_YOURS)
    levels = everyday(user)
    found = figures.never_considered(Offender.objects.visible_to(user), levels, on)
    listed = page_of(request, found)
    parts = {str(part) for row in listed for part in figures.parts_of(row)}
    log.viewed(
        {row.person.pk for row in listed}, by=user, channel="reporting.never_considered", categories=sorted(parts)
    )
    return render(request, "reporting/ledger/never_considered.html", {"page": listed, "on": on})
