"""The rows of the ranking's page: the run's ranks, of the people that the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, QuerySet

from agencies.models import User
from audit.floor import System, as_system
from offenders.models import Offender
from offenders.policies import views_of
from ranking import queries
from ranking.forms import FilterForm
from ranking.models import Run, Score
from ranking.visible import hidden_factors, sees_scores, shown_movement, shown_points, shown_scores, with_rank


@dataclass(frozen=True)
class Row:
    """One person's line; `movement` is places up, None for who was not ranked then."""

    place: Score
    points: list[tuple[str, int | None]]
    movement: int | None
    member: bool
    emerging: bool


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
    return found.select_related("offender__area").order_by("rank")


def came_after(run: Run, user: User) -> QuerySet[Offender]:
    """Whom the reader may see and who came on to the register after a run: numbers are given as people come."""
    with as_system(System.RANKING):
        last = Score.objects.filter(run=run).aggregate(last=Max("offender"))["last"] or 0
    left_out = Exists(queries.deceased_or_deported(run.as_of).filter(offender=OuterRef("pk")))
    return Offender.objects.visible_to(user).filter(~left_out, pk__gt=last)


def rows(run: Run, user: User, found: Iterable[Score]) -> list[Row]:
    """The rows of one page, each as far as the reader has that person's score."""
    page = list(found)
    views = views_of(user, [place.offender_id for place in page])
    places = [place for place in page if (view := views.get(place.offender_id)) and sees_scores(view.levels)]
    ids = [place.offender_id for place in places]
    moved = shown_movement(user, run, ids)
    members = set(queries.members(run.as_of).filter(offender__in=ids).values_list("offender", flat=True))
    return [
        Row(
            with_rank(user, run, place),
            shown_points(place, hidden_factors(views[place.offender_id].levels)),
            moved.get(place.offender_id),
            member=place.offender_id in members,
            emerging=place.offender_id not in members and is_emerging(run, place),
        )
        for place in places
    ]


def is_emerging(run: Run, place: Score) -> bool:
    """Whether somebody on no cohort ranks above the member in the middle: the emerging threat (spec/ranking.md).

    The specification says "rises above the members"; this product reads it as above half of them.
    """
    return run.middle_member is not None and place.rank < run.middle_member
