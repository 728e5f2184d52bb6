"""The rows of the ranking's page: the run's ranks, of the people that the reader may see."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, QuerySet

from agencies.models import User
from audit import clock
from audit.floor import System, as_system
from offenders.models import Offender
from offenders.policies import views_of
from ranking import beside_rank, emerging, queries
from ranking.forms import FilterForm
from ranking.models import Run, Score
from ranking.rules import Since
from ranking.visible import Moved, hidden_factors, sees_scores, shown_movement, shown_points, shown_scores, with_rank

NO_PANEL = "no panel to measure from"


@dataclass(frozen=True)
class Row:
    """One person's line; `movement` is places up or why there is no number, `emerging` why they are such a threat."""

    place: Score
    points: list[tuple[str, int | None]]
    movement: Moved | None
    member: bool
    emerging: list[str]
    release: date | None
    provisional: list[str]
    late_feed: bool


def scores(run: Run, user: User, filters: FilterForm) -> QuerySet[Score]:
    """The scores of a run by rank: only of people whom the reader may see, but with the run's own ranks.

    People under 18 are in it for police and youth justice alone (ranking.visible).
    """
    found = shown_scores(user, Score.objects.filter(run=run, offender__in=Offender.objects.visible_to(user)))
    if area := filters.chosen("area"):
        found = found.filter(offender__area__code=area)
    if custody := filters.chosen("custody"):
        found = found.filter(in_custody=custody == "in")
    if membership := filters.chosen("membership"):
        member = Exists(queries.members(run.as_of).filter(offender=OuterRef("offender")))
        found = found.filter(member if membership == "members" else ~member)
        if membership == "emerging":
            found = emerging.only(user, run, found)
    return found.select_related("offender__area").order_by("rank")


def came_after(run: Run, user: User) -> QuerySet[Offender]:
    """Whom the reader may see and who came on to the register after a run: numbers are given as people come."""
    with as_system(System.RANKING):
        last = Score.objects.filter(run=run).aggregate(last=Max("offender"))["last"] or 0
    left_out = Exists(queries.deceased_or_deported(run.as_of).filter(offender=OuterRef("pk")))
    return Offender.objects.visible_to(user).filter(~left_out, pk__gt=last)


@dataclass(frozen=True)
class Compared:
    """What movement on one page is measured from: a ranking’s day and matrix, and of which area where that differs."""

    as_of: date
    version: int  # of the matrix that it was made by
    area: str = ""


def compared(run: Run, found: Iterable[Score], since: Since) -> list[Compared]:
    areas = {place.offender.area_id: place.offender.area for place in found}
    before = queries.runs_before(run, areas, since)
    if since is not Since.PANEL:
        return [Compared(one.as_of, one.matrix.version) for one in list(before.values())[:1]]
    named = sorted((areas[pk].position, areas[pk].name, one.as_of, one.matrix.version) for pk, one in before.items())
    return [Compared(as_of, version, name) for _, name, as_of, version in named]


def rows(
    run: Run, user: User, found: Iterable[Score], since: Since = Since.MONTH, late: Container[int] = ()
) -> list[Row]:
    """The rows of one page, each as far as the reader has that person's score; `late` the areas with late data."""
    page = list(found)
    views = views_of(user, [place.offender_id for place in page])
    places = [place for place in page if (view := views.get(place.offender_id)) and sees_scores(view.levels)]
    ids = [place.offender_id for place in places]
    moved = shown_movement(user, run, ids, since)
    members = beside_rank.members_of(run, ids)
    levels = {pk: views[pk].levels for pk in ids}
    releases, provisional = beside_rank.releases(levels, clock.today()), beside_rank.provisional(run, levels, members)
    why = emerging.reasons(user, run, [place for place in places if place.offender_id not in members])
    return [
        Row(
            with_rank(user, run, place),
            shown_points(place, hidden_factors(views[place.offender_id].levels)),
            moved.get(place.offender_id, NO_PANEL if since is Since.PANEL else None),
            member=place.offender_id in members,
            emerging=why.get(place.offender_id, []),
            release=releases.get(place.offender_id),
            provisional=provisional.get(place.offender_id, []),
            late_feed=place.offender.area_id in late,
        )
        for place in places
    ]
