"""The report as a page, as files, and the people behind its figures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from agencies.access import reader, requires
from agencies.models import Grouping, User
from agencies.roles import Permission
from agencies.transactions import at_one_moment
from audit import clock, log
from audit.models import Verb
from offenders.models import Offender
from offenders.policies import views_of
from offenders.visits.taking_out import ask_what_for, take_out_form
from reporting import policies, writers
from reporting.document import Reader, Report, build
from reporting.document.people import Behind, behind
from reporting.document.rows import rows
from reporting.evaluation import measure
from reporting.figures import figures, years_covered
from reporting.forms import PeopleForm, ReportForm
from reporting.rules.period import Period

CATEGORIES = ["scheme", "custody", "offending"]
PEOPLE_A_PAGE = 50


@dataclass(frozen=True)
class File:
    """A form in which the report is given out."""

    name: str
    content_type: str
    write: Callable[[Report], str | bytes]


FILES = {
    "xlsx": File("Spreadsheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", writers.as_xlsx),
    "html": File("HTML, to print", "text/html; charset=utf-8", writers.as_html),
    "pdf": File("PDF", "application/pdf", writers.as_pdf),
}


@at_one_moment
@require_GET
@requires(Permission.REPORT_VIEW)
def report(request: HttpRequest) -> HttpResponse:
    """The report of a financial year; without a sharing agreement in force, no figure, and the notice says why."""
    user, form = reader(request), _chooser(request)
    if not policies.may_see_figures(user):
        return render(request, "reporting/closed.html")
    made = _build(user, form)
    log.viewed(_named(made), by=user, channel="reporting.report", categories=CATEGORIES)
    chosen = urlencode(_parameters(form))
    files = [
        {"name": FILES[key].name, "href": f"{reverse('reporting:download', args=[key])}?{chosen}"} for key in _offered()
    ]
    beside = {
        "ledger": policies.may_see_small_figures(user),
        "pathways": policies.may_see_pathways(user),
        "fairness": policies.may_see_fairness(user),
    }
    return render(request, "reporting/report.html", {"report": made, "form": form, "files": files, **beside})


@at_one_moment
@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_VIEW)
def download(request: HttpRequest, form_of_file: str) -> HttpResponse:
    """The same report as a file, for a reason; what leaves the system is logged before it does."""
    user = reader(request)
    if form_of_file not in _offered() or not policies.may_see_figures(user):
        raise Http404
    form, file, why = _chooser(request), FILES[form_of_file], take_out_form(request)
    if not why.is_valid():
        back = f"{reverse('reporting:report')}?{urlencode(_parameters(form))}"
        return ask_what_for(request, why, what=f"performance report {form.period.name}, {file.name}", back=back)
    made, reason = _build(user, form, links=False), why.cleaned_data["reason"]
    content = file.write(made)
    year = form.period.name
    log.ran("reporting.download", by=user, verb=Verb.DISCLOSED, reason=reason, format=form_of_file, year=year)
    log.disclosed(_named(made), by=user, channel="reporting.download", categories=CATEGORIES, reason=reason)
    name = f"iom-performance-{year}.{form_of_file}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=file.content_type, headers=headers)


@at_one_moment
@require_GET
@requires(Permission.REPORT_VIEW)
def people(request: HttpRequest) -> HttpResponse:
    """The people behind one figure: those whom the reader may see; how many there are stands in the report."""
    user = reader(request)
    if not policies.may_see_people_behind(user):
        raise Http404
    form, asked = _chooser(request), PeopleForm(request.GET)
    found = _behind(form.period, form.grouping, asked)
    seen = Offender.objects.visible_to(user).filter(pk__in=list(found.verdicts)).select_related("area")
    page = Paginator(seen.order_by("family_name", "given_names", "pk"), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    views = views_of(user, [person.pk for person in page])
    read = [person for person in page if person.pk in views and policies.reads_behind(views[person.pk].levels)]
    shown = [(person, found.counts(person.pk)) for person in read]
    log.viewed([person.pk for person, _ in shown], by=user, channel="reporting.people", categories=CATEGORIES)
    context = {
        "behind": found,
        "page": page,
        "shown": shown,
        "period": form.period,
        "not_seen": len(found.verdicts) - page.paginator.count,
        "back": f"{reverse('reporting:report')}?{urlencode(_parameters(form))}",
    }
    return render(request, "reporting/people.html", context)


def _behind(period: Period, grouping: Grouping | None, asked: PeopleForm) -> Behind:
    if not asked.is_valid():
        raise Http404
    printed = {row.key: row for row in rows(grouping)}
    if asked.cleaned_data["row"] not in printed:
        raise Http404
    return behind(measure(period), asked.cleaned_data["of"], printed[asked.cleaned_data["row"]].areas)


def _chooser(request: HttpRequest) -> ReportForm:
    """Readers of rounded figures are not offered groupings: two sums of the same people give away what either hides."""
    small = policies.may_see_small_figures(reader(request))
    groupings = list(Grouping.objects.order_by("position", "name")) if small else []
    return ReportForm(request.GET, years=years_covered(clock.today()), groupings=groupings)


def _build(user: User, form: ReportForm, *, links: bool = True) -> Report:
    reader = Reader.of(user)
    more: dict[str, Any] = {"link": _links(form)} if links and reader.people_behind else {}
    evaluation, snapshot = figures(form.period)
    return build(evaluation, snapshot, reader, made_on=clock.today(), grouping=form.grouping, **more)


def _links(form: ReportForm) -> Callable[[str, str], str]:
    address, chosen = reverse("reporting:people"), _parameters(form)
    return lambda of, row: f"{address}?{urlencode({**chosen, 'of': of, 'row': row})}"


def _parameters(form: ReportForm) -> dict[str, str]:
    chosen = {"year": str(form.period.start.year)}
    return chosen | {"areas": str(form.grouping.pk)} if form.grouping else chosen


def _named(made: Report) -> list[int]:
    return [person.pk for person in made.followed.people]


def _offered() -> list[str]:
    return [key for key in FILES if key != "pdf" or writers.pdf_is_possible()]
