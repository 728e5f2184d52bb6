"""The line under a name at a panel: cohorts, custody or liberty, supervision; of many people at once."""

from collections.abc import Collection, Mapping
from datetime import date

from agencies.categories import Category
from audit.prepared import Day, Ids, Rows, prepared
from cohorts.models import Membership
from offenders.models import CustodySpell, Supervision
from panels.screen import Screen


def of_people(on: date, screens: Mapping[int, Screen]) -> dict[int, list[str]]:
    """By person, each as their screen may show it."""
    spells = _spells(on, [pk for pk, screen in screens.items() if screen.knows_of(Category.CUSTODY)])
    orders = _orders(on, [pk for pk, screen in screens.items() if screen.knows_of(Category.SUPERVISION)])
    found = _cohorts(on, screens)
    for pk, screen in screens.items():
        found[pk] += [*_custody(spells.get(pk), screen), *_supervision(orders.get(pk), screen)]
    return found


def _cohorts(on: date, screens: Mapping[int, Screen]) -> dict[int, list[str]]:
    said: dict[int, dict[str, date]] = {pk: {} for pk in screens}
    for row in _memberships(people=screens, on=on):
        said[row.offender_id].setdefault(screens[row.offender_id].cohort(row.cohort), row.selected_on)
    return {pk: [f"{name} since {day:%B %Y}" for name, day in cohorts.items()] for pk, cohorts in said.items()}


@prepared
def _memberships(people: Ids, on: Day) -> Rows:
    rows = Membership.objects.current(on).filter(offender__in=people).select_related("cohort")
    return rows.order_by("selected_on", "pk")


def _spells(on: date, people: Collection[int]) -> dict[int, CustodySpell]:
    if not people:
        return {}
    return {row.offender_id: row for row in _covering(people=people, on=on)}


@prepared
def _covering(people: Ids, on: Day) -> Rows:
    """Of two of one person the one that began last counts."""
    return CustodySpell.objects.covering(on).filter(offender__in=people).order_by("admitted_on", "-pk")


def _custody(spell: CustodySpell | None, screen: Screen) -> list[str]:
    if not screen.knows_of(Category.CUSTODY):
        return []
    if spell is None:
        return ["at liberty"]
    return [f"in {spell.establishment}" if screen.reads(Category.CUSTODY) else "in custody"]


def _orders(on: date, people: Collection[int]) -> dict[int, Supervision]:
    if not people:
        return {}
    return {row.offender_id: row for row in _in_force(people=people, on=on)}


@prepared
def _in_force(people: Ids, on: Day) -> Rows:
    """Of two of one person the one that began first counts."""
    return Supervision.objects.in_force(on).filter(offender__in=people).order_by("-started_on", "-pk")


def _supervision(row: Supervision | None, screen: Screen) -> list[str]:
    if row is None:
        return []
    return [row.get_order_type_display().lower() if screen.reads(Category.SUPERVISION) else "supervised"]
