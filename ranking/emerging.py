"""Emerging threats as a reader is shown them: who they are, and why each is one (ranking.rules.emerging)."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.templatetags.iom_pages import uk_date, uk_day
from audit.floor import System, as_system
from ranking import queries, sql
from ranking.models import Run, Score, SettingName
from ranking.rules import has_risen
from ranking.visible import SEES_SMALL_TOTALS, SMALL, rank_column, rank_for, threat_rank_in


def only(user: Any, run: Run, found: QuerySet[Score]) -> QuerySet[Score]:
    """Those of some people on no cohort who are emerging threats, by the ranks that the reader is shown."""
    rank, threat, places = rank_column(user), threat_rank_in(user, run), run.bound(SettingName.RISEN_PLACES)
    why = Q(**{f"{rank}__lt": threat}) if threat else Q(pk__in=())
    if places and run.risen_since_id:
        then = Score.objects.filter(run=run.risen_since_id, offender=OuterRef("offender"))
        why |= Q(Exists(then.filter(**{f"{rank}__gte": OuterRef(rank) + places})))
    return found.filter(why)


def reasons(user: Any, run: Run, others: Iterable[Score]) -> dict[int, list[str]]:
    """Why each of these, all of them on no cohort, is an emerging threat; who is none is not there."""
    places = list(others)
    passed = _passed(user, run, [rank for place in places if (rank := _above(user, run, place)) is not None])
    up = _up(user, run, places)
    found: dict[int, list[str]] = {}
    for place in places:
        rank = rank_for(user, place)
        why = [_words(user, run, *passed[rank])] if rank in passed else []
        if place.offender_id in up and run.risen_since:
            since = run.risen_since.as_of
            day = uk_day(since) if since.year == run.as_of.year else uk_date(since)
            why.append(f"up {up[place.offender_id]:,} places since {day}")
        if why:
            found[place.offender_id] = why
    return found


def _above(user: Any, run: Run, place: Score) -> int | None:
    """The rank, where it is above the best of the lowest members."""
    rank, threat = rank_for(user, place), threat_rank_in(user, run)
    return rank if rank is not None and threat is not None and rank < threat else None


def _passed(user: Any, run: Run, ranks: list[int]) -> dict[int, tuple[int, int]]:
    """Of each rank how many members stand below it, and of how many."""
    if not ranks:
        return {}
    steps = sorted(ranks)
    given: dict[str, Any] = {"run": run.pk, "day": run.as_of, "ranks": steps}
    with as_system(System.RANKING), connection.cursor() as cursor:
        cursor.execute(sql.MEMBERS_BETWEEN.format(rank=rank_column(user)), given)
        between = dict(cursor.fetchall())
    members = sum(between.values())
    below = {rank: sum(n for step, n in between.items() if step >= bisect_right(steps, rank)) for rank in steps}
    return {rank: (number, members) for rank, number in below.items()}


def _words(user: Any, run: Run, passed: int, members: int) -> str:
    """Numbers under five, and what a total would give away with them, are for police and probation."""
    few = passed < SMALL or 0 < members - passed < SMALL
    if few and getattr(user.agency, "kind", None) not in SEES_SMALL_TOTALS:
        return f"above the lowest {run.bound(SettingName.THREAT_PERCENT)} of 100 members"
    return f"above {passed:,} of {members:,} {'member' if members == 1 else 'members'}"


def _up(user: Any, run: Run, places: list[Score]) -> dict[int, int]:
    """How many places each who has risen fast went up."""
    bound = run.bound(SettingName.RISEN_PLACES)
    if bound is None or run.risen_since is None:
        return {}
    then = queries.places(run.risen_since, [place.offender_id for place in places])
    found = {}
    for place in places:
        now, before = rank_for(user, place), then.get(place.offender_id)
        was = rank_for(user, before) if before else None
        if now is not None and was is not None and has_risen(was, now, bound):
            found[place.offender_id] = was - now
    return found
