"""Whose an item of a care plan is to write, which agency may be made responsible, and what it may become."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.categories import Category, Level
from agencies.models import Agency, User
from agencies.templatetags.iom_pages import uk_date
from offenders.models import Involvement, Offender
from offenders.policies import View
from offenders.rules import How
from offenders.writing import NOT_ADDED, check_add
from pathways.models import Pathway
from pathways.rules.plans import ASKS_WHY, ItemStatus, may_become, part_of_plan

PATHWAYS = Category.PATHWAYS
NOT_YOURS = "This item is another agency’s: the responsible one and the one that wrote it change it."
NOT_INVOLVED = (
    "Your agency is not involved with this person: you see the record by name, and an item of the plan would show it "
    "to all of your agency."
)
NOT_FOR_OTHERS = "Your agency plans what it does itself. Who manages the record makes another agency responsible."


def may_plan(view: View, theme: str) -> bool:
    """Who adds to pathways, and to the part that the item belongs to."""
    levels = view.levels
    return levels.level(PATHWAYS) >= Level.ADD and levels.level(part_of_plan(theme)) >= Level.ADD


def reads_plan(view: View, theme: str) -> bool:
    return view.levels.reads(PATHWAYS, part_of_plan(theme))


def may_name_others(by: User, view: View) -> bool:
    """Another agency is let in by being responsible: who manages the record does that, never of a restricted person."""
    return view.how is How.INVOLVED and view.levels.level(Category.IDENTITY) >= Level.MANAGE


def check_plan(by: User, offender: Offender, pathway: Pathway, agency: Agency, today: date) -> View:
    view = check_add(by, offender, PATHWAYS)
    if not may_plan(view, pathway.theme):
        raise PermissionDenied(NOT_ADDED)
    if not Involvement.objects.in_force(today).filter(offender=offender, agency=by.agency_id).exists():
        raise PermissionDenied(NOT_INVOLVED)
    check_agency(by, view, agency)
    return view


def check_agency(by: User, view: View, agency: Agency, held_by: int | None = None) -> None:
    if agency.pk not in (by.agency_id, held_by) and not may_name_others(by, view):
        raise PermissionDenied(NOT_FOR_OTHERS)


def may_hold(view: View, row: Any, by: User) -> bool:
    """Who manages the part, the responsible agency, and the one that wrote it. Read with `created_by` and pathway."""
    item = getattr(row, "item", row)
    if not may_plan(view, item.pathway.theme):
        return False
    if view.levels.level(part_of_plan(item.pathway.theme)) >= Level.MANAGE:
        return True
    wrote = row.created_by.agency_id if row.created_by else None
    return row.import_number is None and by.agency_id is not None and by.agency_id in (item.agency_id, wrote)


def check_hold(by: User, offender: Offender, category: Category, row: Any) -> View:
    view = check_add(by, offender, category)
    if not may_hold(view, row, by):
        raise PermissionDenied(NOT_YOURS)
    return view


def check_review(review_on: date, today: date) -> None:
    if review_on <= today:
        raise ValidationError({"review_on": f"A day after today, {uk_date(today)}."})


def check_step(now: str, then: ItemStatus, why: str) -> None:
    if not may_become(ItemStatus(now), then):
        words = ItemStatus(now).words.lower()
        raise ValidationError(f"This item is {words} now. Reload the page to see what became of it.")
    if then in ASKS_WHY and not why.strip():
        raise ValidationError({"why": "Say why."})


def check_happened(day: date | None, field: str, today: date) -> None:
    if day is not None and day > today:
        raise ValidationError({field: "That day is to come."})
