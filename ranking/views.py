"""The ranking's page: the latest day's run, or a list by name for those who may not see scores."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from agencies.access import may, requires
from agencies.models import User
from agencies.paging import LongListPaginator, whole_number
from agencies.roles import Permission
from agencies.sharing import everyday
from audit import clock, log
from audit.models import OutboxMessage
from offenders.models import Offender
from ranking import actions, listing, queries
from ranking.forms import FilterForm
from ranking.models import Run
from ranking.rules import FACTORS, ScoringMatrix, described
from ranking.visible import hidden_factors, middle_in, people_in, sees_scores

ROWS = 50
COUNTED = 1_000


@requires(Permission.RANKING_VIEW)
@require_GET
def latest(request: HttpRequest) -> HttpResponse:
    """The run of the latest day that has one."""
    reader = _reader(request)
    if not sees_scores(everyday(reader)):
        return _by_name(request, reader)
    run = queries.latest_run(clock.today())
    context = _asking(request)
    if run is not None:
        context |= _ranked(request, reader, run)
    return render(request, "ranking/latest.html", {"run": run, **context})


def _reader(request: HttpRequest) -> User:
    """Whoever is signed in: AccessMiddleware lets nobody else come here."""
    return cast(User, request.user)


def _ranked(request: HttpRequest, reader: User, run: Run) -> dict[str, Any]:
    filters = FilterForm(request.GET)
    page = _page(request, listing.scores(run, reader, filters))
    rows = listing.rows(run, reader, page.object_list)
    ids = [row.place.offender_id for row in rows]
    log.viewed(ids, by=reader, channel="ranking", categories=["identity", "scores"])
    return {
        "filters": filters,
        "page": page,
        "ranked": people_in(reader, run),
        "middle": middle_in(reader, run),
        "rows": rows,
        "factors": FACTORS,
        "hidden": hidden_factors(everyday(reader)),
        "described": described(ScoringMatrix.read(run.matrix.points)),
        "numbers": run.matrix.points,
        "month_before": queries.month_before(run),
        "came_after": listing.came_after(run, reader)[: COUNTED + 1].count(),
    }


def _by_name(request: HttpRequest, reader: User) -> HttpResponse:
    """Who may not see scores gets the same people by name (spec/access.md, section 2)."""
    people = Offender.objects.visible_to(reader).select_related("area")
    page = _page(request, people.order_by("family_name", "given_names", "pk"))
    log.viewed([person.pk for person in page], by=reader, channel="ranking, by name", categories=["identity"])
    return render(request, "ranking/by_name.html", {"page": page})


def _page(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    wanted = max(1, whole_number(request.GET.get("page"), 1))
    return LongListPaginator(rows, ROWS, wanted).get_page(wanted)


def _asking(request: HttpRequest) -> dict[str, Any]:
    return {
        "may_ask": may(request.user, Permission.RANKING_RUN),
        "after": queries.newest_number(),
        "under_way": OutboxMessage.objects.filter(kind=actions.ASKED).exists() or queries.is_running(),
    }


@requires(Permission.RANKING_RUN)
@require_POST
def rank_now(request: HttpRequest) -> HttpResponse:
    """Ask for a ranking as of today; a worker makes it."""
    if actions.ask(by=_reader(request), after=whole_number(request.POST.get("after"), 0)):
        messages.success(request, "A ranking as of today has been asked for. Load this page again in a moment.")
    else:
        messages.info(request, "A ranking has been asked for or made since you opened that page. Nothing was added.")
    return redirect("ranking:latest")
