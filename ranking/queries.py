"""What other rooms and pages ask of the ranking: the current run, places, movement."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Max, QuerySet

from audit.months import add_months
from audit.prepared import Day, Ids, Number, Rows, prepared
from offenders.models import Offender
from ranking import panel_days
from ranking.models import Matrix, Run, RunStatus, Score
from ranking.rules import Since

# A nightly run may have failed for some nights, and a panel's own night with it: so many days more are looked back.
NIGHTS, BEFORE_A_PANEL = 7, 62


def matrix_in_force(on: date) -> Matrix:
    """The version of the matrix that counts on a day: that of the latest date, then the greatest number."""
    return Matrix.objects.counting(on)[:1].get()


def run_of(day: date) -> Run | None:
    """The current run of a day: of its finished runs the one finished last."""
    return _finished().filter(as_of=day).first()


def latest_run(on: date) -> Run | None:
    """The current run of the latest day, up to `on`, that has one."""
    return next(iter(_latest(on=on)), None)


def run_read_on(day: date) -> Run | None:
    """The run that was current on a day gone by, such as a panel read: thinned by now, it has those people's scores."""
    return next(iter(_read_on(day=day)), None)


@prepared
def _read_on(day: Day) -> Rows:
    return _finished(thinned=True).filter(as_of__lte=day)[:1]


def run_numbered(number: int) -> Run | None:
    """The finished run of a number, such as a decision was made with: thinned by now, it has that person's score."""
    return next(iter(_numbered(numbers=[number])), None)


@prepared
def _numbered(numbers: Ids) -> Rows:
    return _finished(thinned=True).filter(pk__in=numbers)


@prepared
def _latest(on: Day) -> Rows:
    return _finished().filter(as_of__lte=on)[:1]


def _finished(*, thinned: bool = False) -> QuerySet[Run]:
    """The newest first; those that were thinned are for who asks of people whom a decision there was about."""
    finished = Run.objects.filter(status=RunStatus.FINISHED).select_related("matrix", "risen_since")
    finished = finished if thinned else finished.filter(thinned_on=None)
    return finished.order_by("-as_of", "-finished_at", "-pk")


def month_before(run: Run, *, thinned: bool = False) -> Run | None:
    """The run that a month's movement is measured from: of the latest day a month or more before, two at most."""
    days = add_months(run.as_of, -2), add_months(run.as_of, -1)
    if thinned:
        return next(iter(_between_thinned(earliest=days[0], latest=days[1])), None)
    return next(iter(_between(earliest=days[0], latest=days[1])), None)


def night_before(run: Run) -> Run | None:
    """The current run of the day before, or of the latest of the week before where nights are missing."""
    days = (run.as_of - timedelta(days=NIGHTS), run.as_of - timedelta(days=1))
    return next(iter(_between(earliest=days[0], latest=days[1])), None)


def days_before(run: Run, days: int) -> Run | None:
    """The current run of the latest day so many days before or more, twice as many at most."""
    span = (run.as_of - timedelta(days=2 * days), run.as_of - timedelta(days=days))
    return next(iter(_between(earliest=span[0], latest=span[1])), None)


@prepared
def _between(earliest: Day, latest: Day) -> Rows:
    return _finished().filter(as_of__lte=latest, as_of__gte=earliest)[:1]


@prepared
def _between_thinned(earliest: Day, latest: Day) -> Rows:
    return _finished(thinned=True).filter(as_of__lte=latest, as_of__gte=earliest)[:1]


def runs_before(run: Run, areas: Iterable[int], since: Since) -> dict[int, Run]:
    """The run that movement is measured from, of each home area; an area that has none is not there.

    Since the last panel: the ranking of the day of that area's last panel before the run, or of the latest day before.
    """
    if since is not Since.PANEL:
        before = month_before(run) if since is Since.MONTH else night_before(run)
        return dict.fromkeys(areas, before) if before else {}
    held = panel_days.last_before(run.as_of)
    days = {area: held[area] for area in set(areas) if area in held}
    if not days:
        return {}
    earliest = min(days.values()) - timedelta(days=BEFORE_A_PANEL)
    ran: list[Run] = _all_between(earliest=earliest, latest=max(days.values()))
    found = {area: next((one for one in ran if one.as_of <= day), None) for area, day in days.items()}
    return {area: one for area, one in found.items() if one}


@prepared
def _all_between(earliest: Day, latest: Day) -> Rows:
    return _finished().filter(as_of__lte=latest, as_of__gte=earliest)


@prepared
def _home_areas(people: Ids) -> Rows:
    return Offender.objects.filter(pk__in=people).order_by().values_list("pk", "area")


@prepared
def _scores(run: Number, people: Ids) -> Rows:
    return Score.objects.filter(run=run, offender__in=people)


@prepared
def _scores_of(runs: Ids, people: Ids) -> Rows:
    return Score.objects.filter(run__in=runs, offender__in=people)


def places(run: Run, offender_ids: Iterable[int]) -> dict[int, Score]:
    """Each person's score and rank in a run; whoever it left out is not there."""
    return {score.offender_id: score for score in _scores(run=run.pk, people=offender_ids)}


def movement(
    run: Run, offender_ids: Iterable[int], *, of: str = "rank", since: Since = Since.MONTH, thinned: bool = False
) -> dict[int, int | None]:
    """Places up (down: below 0) since then; None for who was not ranked then. Where there is nothing to measure from,
    and who is not in the run, is not there.

    `of` is the column of the rank (ranking.visible says which a reader is shown).
    """
    areas = dict(_home_areas(people=list(offender_ids)))
    if thinned:  # as a panel of a day gone by read it
        month = month_before(run, thinned=True)
        before = dict.fromkeys(areas.values(), month) if month else {}
    else:
        before = runs_before(run, areas.values(), since)
    asked = {run.pk, *(one.pk for one in before.values())}
    ranks = {(score.run_id, score.offender_id): getattr(score, of) for score in _scores_of(runs=asked, people=areas)}
    found: dict[int, int | None] = {}
    for pk, area in areas.items():
        now = ranks.get((run.pk, pk))
        if now is not None and area in before:
            was = ranks.get((before[area].pk, pk))
            if was is not None or before[area].thinned_on is None:  # of a thinned one nobody knows who was in it
                found[pk] = None if was is None else was - now
    return found


def newest_number() -> int:
    """The number of the newest run of any day, 0 before the first: what a page gives back that asks for another."""
    return Run.objects.aggregate(newest=Max("pk"))["newest"] or 0


def members(on: date) -> QuerySet[Any]:
    """Memberships of any cohort on a day; the room of cohorts lies above this one."""
    return apps.get_model("cohorts", "Membership").objects.current(on)


def deceased_or_deported(on: date) -> QuerySet[Any]:
    """Memberships that ended so by a day: whoever has one is left out of a ranking (spec/ranking.md)."""
    return apps.get_model("cohorts", "Membership").objects.filter(deselection_code="6B", deselected_on__lte=on)
