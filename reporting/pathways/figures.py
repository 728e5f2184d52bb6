"""Reading what the report counts: so many statements, whoever is counted.

Counted are the people of the reader's agency (`figured_for`), with what its terms let it read of anybody who has
consented to nothing: need or no need of every pathway, a letter where all is read that it gives away, and what was
asked and done about a pathway where the items of its plan are read (spec/access.md, section 2).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from agencies.access import may
from agencies.categories import Category
from agencies.models import User
from agencies.roles import Permission
from agencies.rules import Levels
from agencies.sharing import figures
from cohorts.models import Membership
from cohorts.settings import limits
from offenders.models import Offender
from offenders.querysets import OffenderQuerySet
from pathways.models import Intervention, Pathway, PathwayAssessment, PathwayLevel, ServiceReferral
from pathways.progress import as_asked
from pathways.rules import letter_categories
from pathways.rules.plans import part_of_plan
from pathways.rules.progress import Step, trail
from pathways.rules.waits import Around, Asked, waited_within
from reporting.pathways.choice import Choice
from reporting.policies import may_see_small_figures
from reporting.rules import pathways as rules
from reporting.rules.services import Of, Service, services


@dataclass(frozen=True)
class Found:
    """Everything that the report prints, counted."""

    choice: Choice
    small_figures: bool
    pathways: list[Pathway]
    older: list[Pathway]
    levels: list[PathwayLevel]
    asked: rules.Asked
    counted: rules.Counted
    waits: list[Service[Asked]]
    done: list[Service[Around]]


def found(user: User, choice: Choice) -> Found:
    """The report of a choice, as this reader may have it."""
    levels, end = figures(user), choice.period.end
    people = members(user, choice)
    opened = list(Pathway.objects.opened_by(end))
    now = [pathway for pathway in opened if pathway.set.is_in_force(end)]
    themes = {pathway.theme for pathway in now}
    told = _told(opened, levels)
    asked = _asked(now, told, choice)
    steps = _steps(people, choice)
    named = may_see_small_figures(user) and may(user, Permission.PEOPLE_VIEW)
    readable = [pathway.theme for pathway in opened if levels.reads(Category.PATHWAYS, part_of_plan(pathway.theme))]
    return Found(
        choice,
        may_see_small_figures(user),
        now,
        [pathway for pathway in opened if pathway.theme not in themes],
        [level for level in told if level.letter and level.pathway.theme in themes],
        asked,
        rules.count(steps, people.count(), asked),
        _waits(people, readable, choice, named=named),
        _done(people, readable, steps, choice, named=named),
    )


def members(user: User, choice: Choice) -> OffenderQuerySet:
    """Who was on the scheme on the last day, as far as the reader's agency knows them."""
    on = Membership.objects.current(choice.period.end).filter(offender=OuterRef("pk"))
    on = on.filter(cohort=choice.cohort) if choice.cohort else on
    people = Offender.objects.figured_for(user).filter(Exists(on))
    return people.filter(area=choice.area) if choice.area else people


def _asked(now: list[Pathway], told: list[PathwayLevel], choice: Choice) -> rules.Asked:
    themes = tuple(pathway.theme for pathway in now)
    return rules.Asked(
        themes,
        now[0].set_id if now else 0,
        {(level.pathway.set_id, level.pathway.theme, level.level): level.need for level in told},
        limits(choice.period.end).stable,
        choice.period.start,
        choice.period.end,
    )


def _told(opened: Iterable[Pathway], levels: Levels) -> list[PathwayLevel]:
    """The levels of pathways of which the reader may be told every one, in the order of the sets and their pathways."""
    by_code = {pathway.code: pathway for pathway in opened if levels.reads(*letter_categories(pathway.theme))}
    rows = list(PathwayLevel.objects.filter(pathway__in=list(by_code)))
    kept_back = {row.pathway_id for row in rows if row.rests_on and not levels.reads(Category(row.rests_on))}
    place = {code: n for n, code in enumerate(by_code)}
    told = [row for row in rows if row.pathway_id not in kept_back]
    for row in told:
        row.pathway = by_code[row.pathway_id]
    return sorted(told, key=lambda row: (place[row.pathway_id], row.level))


def _steps(people: OffenderQuerySet, choice: Choice) -> dict[int, list[Step]]:
    """Each person's assessments up to the end, as `latest_first` has them."""
    rows = PathwayAssessment.objects.filter(offender__in=people.order_by().values("pk"))
    of_each: dict[int, list[Step]] = defaultdict(list)
    values = ("offender_id", "assessed_on", "level__pathway__theme", "level__pathway__set_id", "level__level",
              "level__need")  # fmt: skip
    for person, *step in rows.latest_first(choice.period.end).values_list(*values):
        of_each[person].append(Step(*step))
    return dict(of_each)


def _waits(people: OffenderQuerySet, readable: list[str], choice: Choice, *, named: bool) -> list[Service[Asked]]:
    """Who waited on a day of the period, by service."""
    rows = ServiceReferral.objects.filter(
        offender__in=people.order_by().values("pk"),
        item__pathway__theme__in=readable,
        referred_on__lte=choice.period.end,
    ).select_related("item__pathway")
    of_each = [Of(row.offender_id, row.item.pathway.theme, row.service, as_asked(row)) for row in rows.order_by("pk")]
    period = choice.period
    waited = [one for one in of_each if waited_within(one.row, period.start, period.end)]
    return services(waited, lambda row: row.referred_on, few_by_name=named)


def _done(
    people: OffenderQuerySet, readable: list[str], steps: dict[int, list[Step]], choice: Choice, *, named: bool
) -> list[Service[Around]]:
    """What went on or began in the period, by what it was and who gave it."""
    period = choice.period
    rows = Intervention.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=period.start),
        offender__in=people.order_by().values("pk"),
        item__pathway__theme__in=readable,
        starts_on__lte=period.end,
    ).select_related("item__pathway")
    found = [
        Of(row.offender_id, row.item.pathway.theme, f"{row.name}, {row.provider}", _around(row, steps, choice))
        for row in rows.order_by("pk")
    ]
    return services(found, lambda row: row.starts_on, few_by_name=named)


def _around(row: Intervention, steps: dict[int, list[Step]], choice: Choice) -> Around:
    """As of the last day: what ended after it goes on still."""
    theme = row.item.pathway.theme
    of_theme = [step for step in trail(steps.get(row.offender_id, [])) if step.theme == theme]
    over = row.ends_on is not None and row.ends_on <= choice.period.end
    return Around(row.starts_on, row.ends_on if over else None, row.result if over else "", of_theme)
