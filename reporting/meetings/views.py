"""The figures of meetings as a page, which prints, and as a file."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import StringIO
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.models import Area, User
from agencies.roles import Permission
from agencies.sharing import figures as counted
from agencies.templatetags.iom_pages import uk_date
from agencies.transactions import at_one_moment
from audit import clock, log
from audit.models import Verb
from audit.spreadsheets import defused
from offenders.visits.taking_out import ask_what_for, take_out_form
from panels.models import PanelKind
from reporting.meetings import figures
from reporting.policies import may_see_small_figures
from reporting.rules.meetings import ALL, NUMBERS, Group, groups, showing
from reporting.rules.period import Period
from reporting.rules.suppression import Key, Showing

NOT_SHARED = "No sharing agreement in force lets your agency read of the scheme."


@dataclass(frozen=True)
class Choice:
    """The year, the area and the kind that the address asks for; what makes no sense is this year, and all."""

    years: list[Period]
    year: Period
    area: str
    kind: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Choice":
        years = figures.years(clock.today())
        by_name = {one.name: one for one in years}
        areas = set(Area.objects.of_the_scheme().values_list("code", flat=True))
        area, kind = request.GET.get("area", ""), request.GET.get("kind", "")
        return cls(
            years,
            by_name.get(request.GET.get("year", ""), years[0]),
            area if area in areas else "",
            kind if kind in PanelKind.values else "",
        )

    @property
    def query(self) -> str:
        return urlencode({"year": self.year.name, "area": self.area, "kind": self.kind})


@dataclass(frozen=True)
class Shown:
    """A group as one reader is shown it: each number of each meeting, and of the year."""

    group: Group
    columns: list[tuple[object, str]]
    rows: list[tuple[str, list[str]]]


def _shown(group: Group, *, small: bool) -> Shown:
    how: Mapping[Key, Showing] = {} if small else showing(group)
    columns: list[tuple[object, str]] = [*((one.key, uk_date(one.held_on)) for one in group.meetings), (ALL, "All")]
    say = _words(group, how)
    rows = [(words, [say((key, number)) for key, _ in columns]) for number, words in NUMBERS.items()]
    lengths = [f"{one.minutes}" for one in group.meetings]
    length = ("Length in minutes", [*lengths, f"{group.middle_minutes} (middle)"])
    met, known = group.with_quorum
    had = [{None: "not set", True: "yes", False: "no"}[one.quorum] for one in group.meetings]
    return Shown(group, columns, [length, ("Quorum", [*had, f"{met} of {known}" if known else "not set"]), *rows])


def _words(group: Group, how: Mapping[Key, Showing]) -> Callable[[tuple[object, str]], str]:
    def say(key: tuple[object, str]) -> str:
        shown = how.get(key, Showing.SHOWN)
        if shown is Showing.SHOWN:
            return str(group.cells[key])
        return "fewer than 5" if shown is Showing.FEW else "not shown"

    return say


def _read(user: User, choice: Choice) -> list[Shown]:
    """Without a sharing agreement in force there is no figure of the scheme, for anybody."""
    if not counted(user).reads(Category.SCHEME):
        raise PermissionDenied(NOT_SHARED)
    on = clock.today()
    found = figures.meetings(choice.year, on, area=choice.area, kind=choice.kind)
    small = may_see_small_figures(user)
    return [_shown(group, small=small) for group in groups(found, on)]


@at_one_moment
@requires(Permission.REPORT_VIEW)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """By area and kind, each meeting of a year side by side, and all of them together."""
    user, choice = reader(request), Choice.of(request)
    found = _read(user, choice)
    log.ran("reporting.meetings", by=user, year=choice.year.name)
    context = {
        "choice": choice,
        "found": found,
        "areas": Area.objects.of_the_scheme(),
        "kinds": PanelKind.choices,
        "small": may_see_small_figures(user),
    }
    return render(request, "reporting/meetings/page.html", context)


@requires(Permission.REPORT_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest) -> HttpResponse:
    """The same figures as CSV, for a reason."""
    user, choice = reader(request), Choice.of(request)
    found, form = _read(user, choice), take_out_form(request)
    if request.method == "POST" and form.is_valid():
        return _file(user, choice, found, form.cleaned_data["reason"])
    return ask_what_for(request, form, what="the figures of meetings", back=reverse("meetings:page"))


def _file(user: User, choice: Choice, found: list[Shown], reason: str) -> HttpResponse:
    log.ran("reporting.meetings.take_out", by=user, verb=Verb.DISCLOSED, reason=reason, year=choice.year.name)
    text = StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(["OFFICIAL-SENSITIVE", f"Meetings of {choice.year.name}"])
    for one in found:
        group = one.group
        sheet.writerows([[], [defused(f"{group.kind}, {group.area}"), *(words for _, words in one.columns)]])
        sheet.writerows([words, *cells] for words, cells in one.rows)
        sheet.writerows([defused(f"There: {agency}"), f"{times} of {len(group.meetings)}"]
                        for agency, times in group.attendance())  # fmt: skip
    name = f"official-sensitive-meetings-{choice.year.start.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)
