"""What stands beside a rank: a release that is near, what is missing that could change it, and data that is late.

Each only for a reader who has the part of that person's record that it comes from.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import date

from agencies.categories import Category
from agencies.rules import Levels
from audit.prepared import Day, Ids, Number, Rows, prepared
from contacts.models import Appointment
from offenders.custody.rules import PLAN_DUE
from offenders.models import Disposal, ExpectedRelease, Offence
from ranking import facts, queries
from ranking.models import Feed, Run, SettingName
from ranking.rules import Gaps, Missing, ScoringMatrix, feeds, in_words, missing
from ranking.rules.missing import APPOINTMENTS, DISPOSALS, PATHWAYS
from ranking.visible import hidden_factors

CATEGORY_OF = {
    APPOINTMENTS: Category.ENGAGEMENT,
    DISPOSALS: Category.OFFENDING,
    PATHWAYS: Category.PATHWAYS,
}


def releases(levels: Mapping[int, Levels], on: date) -> dict[int, date]:
    """The day on which each is expected out, within 28 days or overdue, of those in custody whose custody a reader
    knows of."""
    known = [pk for pk, has in levels.items() if has.knows_of(Category.CUSTODY)]
    return dict(_expected(people=known, on=on)) if known else {}


@prepared
def _expected(people: Ids, on: Day) -> Rows:
    near = ExpectedRelease.objects.within(PLAN_DUE, on).filter(offender__in=people).order_by()
    return near.values_list("offender_id", "expected_on")


def provisional(run: Run, levels: Mapping[int, Levels], members: Container[int]) -> dict[int, list[str]]:
    """What is missing that could change the score of each, as far as a reader may know; who is not marked is not there.

    By the facts as they stand: what has been recorded since the run is not missing any more. `members` are on
    a cohort, and so assessed by the scheme.
    """
    matrix = ScoringMatrix.read(run.matrix.points)
    waiting, open_ = _waiting_of(levels, run.as_of), _open_of(levels, run.as_of)
    found = {}
    for pk, known in facts.load(levels):
        gaps = Gaps(tuple(waiting[pk]), tuple(open_[pk]), pk in members)
        told = [one for one in missing(known, gaps, run.as_of, matrix) if _may_know(levels[pk], one)]
        if told:
            found[pk] = in_words(told)
    return found


def _may_know(levels: Levels, one: Missing) -> bool:
    """Who is not shown a factor is not told what could change it: that could tell what it is."""
    return levels.reads(CATEGORY_OF[one.kind]) and not (one.factors <= hidden_factors(levels))


def members_of(run: Run, people: Iterable[int]) -> set[int]:
    """Who of these was on a cohort on the day of a run."""
    return set(queries.members(run.as_of).filter(offender__in=list(people)).values_list("offender", flat=True))


def _waiting_of(people: Iterable[int], on: date) -> Mapping[int, list[date]]:
    found = defaultdict(list)
    for pk, day in _waiting(people=people, on=on):
        found[pk].append(day)
    return found


@prepared
def _waiting(people: Ids, on: Day) -> Rows:
    waiting = Appointment.objects.without_outcome(on).filter(offender__in=people)
    return waiting.order_by().values_list("offender_id", "due_on")


def _open_of(people: Iterable[int], on: date) -> Mapping[int, list[tuple[date, int]]]:
    found = defaultdict(list)
    for pk, day, severity in _open(people=people, on=on):
        found[pk].append((day, severity))
    return found


@prepared
def _open(people: Ids, on: Day) -> Rows:
    rows = Offence.objects.filter(arrest__offender__in=people, arrest__arrested_on__lte=on)
    rows = rows.filter(disposal__in=sorted(Disposal.to_come())).order_by()
    return rows.values_list("arrest__offender_id", "arrest__arrested_on", "offence_code__severity")


def late_feeds(run: Run) -> dict[int, str]:
    """By area whose offence data was late when the run was made, the sentence that says so."""
    days = run.bound(SettingName.FEED_DAYS)
    rows: list[Feed] = _feeds(run=run.pk) if days else []
    late = [row for row in rows if days and feeds.is_late(row.last_on, run.as_of, days)]
    return {row.area_id: feeds.said(row.area.name, row.last_on, run.as_of) for row in late}


@prepared
def _feeds(run: Number) -> Rows:
    return Feed.objects.filter(run=run).select_related("area").order_by("area__position", "area__code")
