"""The ranking's page: the latest day's run, or a list by name for those who may not see scores."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from agencies.access import may, requires
from agencies.categories import Category
from agencies.models import User
from agencies.paging import LongListPaginator, page_of, whole_number
from agencies.roles import Permission
from agencies.sharing import everyday
from audit import clock, log
from offenders.models import Offender
from ranking import actions, beside_rank, listing, progress, queries
from ranking.forms import FilterForm
from ranking.models import Run
from ranking.rules import FACTORS, ScoringMatrix, described
from ranking.visible import hidden_factors, people_in, sees_scores, sees_the_young, threat_rank_in

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
    context = _asking(request, run)
    if run is not None:
        context |= _ranked(request, reader, run)
    return render(request, "ranking/latest.html", {"run": run, **context})


def _reader(request: HttpRequest) -> User:
    """Whoever is signed in: AccessMiddleware lets nobody else come here."""
    return cast(User, request.user)


def _ranked(request: HttpRequest, reader: User, run: Run) -> dict[str, Any]:
    has = everyday(reader)
    filters = FilterForm(request.GET, panels=has.knows_of(Category.SCHEME))
    page = _page(request, listing.scores(run, reader, filters))
    since, places = filters.moved_since, list(page.object_list)
    late = beside_rank.late_feeds(run)
    rows = listing.rows(run, reader, places, since, late)
    ids = [row.place.offender_id for row in rows]
    compared = listing.compared(run, places, since)
    log.viewed(ids, by=reader, channel="ranking", categories=["identity", "scores"])
    return {
        "filters": filters,
        "page": page,
        "ranked": people_in(reader, run),
        "sees_low_risk": has.reads(Category.SCORES, Category.SCHEME, Category.OFFENDING),
        "late_feeds": list(late.values()),
        "threat_rank": threat_rank_in(reader, run),
        "rows": rows,
        "factors": FACTORS,
        "hidden": hidden_factors(has),
        "described": described(ScoringMatrix.read(run.matrix.points)),
        "numbers": run.matrix.points,
        "may_see_rules": may(reader, Permission.RULES_SEE),
        "since": since,
        "compared": compared,
        "other_versions": sorted({one.version for one in compared} - {run.matrix.version}),
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


def _asking(request: HttpRequest, run: Run | None) -> dict[str, Any]:
    watched = _watched(request, run)
    return {
        "may_ask": may(request.user, Permission.RANKING_RUN),
        "after": queries.newest_number(),
        "under_way": watched["state"] is not None and watched["state"].goes_on,
        **watched,
    }


def _watched(request: HttpRequest, run: Run | None) -> dict[str, Any]:
    """How far the run is that is under way, or why the last came to no end; numbers for who is shown everybody's."""
    number = run.pk if run else 0
    shown = whole_number(request.GET.get("shown"), number)
    return {
        "state": progress.state(run),
        "late_night": progress.late_night(timezone.now()),
        "counts": sees_the_young(_reader(request)),
        "shown": shown,
        "is_new": shown != number,
    }


@requires(Permission.RANKING_VIEW)
@require_GET
def under_way(request: HttpRequest) -> HttpResponse:
    """The part of the page that changes while a ranking is under way; who sees no scores is told nothing of it."""
    if not sees_scores(everyday(_reader(request))):
        return HttpResponse()
    run = queries.latest_run(clock.today())
    return render(request, "ranking/_progress.html", {"run": run} | _watched(request, run))


@requires(Permission.RANKING_RUN)
@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """Every run, the newest first: by whom, how long it took, how many tries, and why it came to no end."""
    page = page_of(request, Run.objects.select_related("matrix").order_by("-pk"))
    rows = [(run, people_in(_reader(request), run), progress.will_begin_again(run)) for run in page]
    shown = queries.latest_run(clock.today())
    return render(request, "ranking/runs.html", {"page": page, "rows": rows, "run": shown} | _watched(request, shown))


@requires(Permission.RANKING_RUN)
@require_POST
def rank_now(request: HttpRequest) -> HttpResponse:
    """Ask for a ranking as of today; a worker makes it."""
    if actions.ask(by=_reader(request), after=whole_number(request.POST.get("after"), 0)):
        messages.success(request, "A ranking as of today has been asked for. How far it is stands on this page.")
    else:
        messages.info(request, "A ranking has been asked for or made since you opened that page. Nothing was added.")
    return redirect("ranking:latest")
