"""The one policy: what a reader has of a person, and who may see them (spec/access.md).

Whom a reader sees at all is `Offender.objects.visible_to`; which parts is here, and every page, list, export, letter
and task asks here. Nothing is kept longer than the object that was handed out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from agencies.access import may as may_at_all
from agencies.categories import Category, Level
from agencies.models import User
from agencies.roles import Permission
from agencies.rules import Levels
from agencies.sharing import may_see_anybody, terms
from audit import clock
from audit.prepared import Day, Ids, Moment, Number, Rows, prepared
from offenders import sight
from offenders.models import BrokenGlass, Involvement, NamedGrant, Offender, Restriction
from offenders.rules import How, Standing, how, levels

__all__ = ["How", "Levels", "View", "may", "view_of", "views_of", "who_may"]


@dataclass(frozen=True)
class View:
    """What one reader has of one person today: by what they see them, and how much of each category."""

    how: How
    levels: Levels
    caseload: bool = False


def views_of(user: User, people: Iterable[int]) -> dict[int, View]:
    """What a reader has of each of these people, in one statement; whom they may not see is left out."""
    if not may_at_all(user, Permission.PEOPLE_VIEW) or user.agency_id is None or not may_see_anybody(user):
        return {}
    on = clock.today()
    rows = _standings(
        people=people, reader=user.pk, agency=user.agency_id, on=on, since=sight.tapers_since(on), now=timezone.now()
    )
    found = {pk: Standing(**_named(row)) for pk, *row in rows}
    alike = {standing: _view(standing, user) for standing in set(found.values())}
    views = {pk: alike[standing] for pk, standing in found.items()}
    return {pk: view for pk, view in views.items() if view is not None}


def view_of(user: User, offender_id: int) -> View | None:
    """What a reader has of one person; None is that they may not see them."""
    return views_of(user, [offender_id]).get(offender_id)


def may(user: User, category: Category, level: Level, offender_id: int) -> bool:
    """Whether a reader has a category of a person at this level or above."""
    view = view_of(user, offender_id)
    return view is not None and view.levels.level(category) >= level


def who_may(offender: Offender, category: Category = Category.IDENTITY, level: Level = Level.READ) -> list[User]:
    """Everybody who has a category of a person at this level or above today, by agency and name."""
    staff = User.objects.filter(is_active=True).select_related("agency").prefetch_related("role_holdings")
    staff = staff.filter(Q(ends_on=None) | Q(ends_on__gt=clock.today()), agency__isnull=False, is_command_line=False)
    by_name = _by_name(offender, clock.today())
    staff = staff.annotate(by_name=ExpressionWrapper(by_name, output_field=BooleanField()))
    asked: dict[Any, bool] = {}
    found: list[User] = []
    for user in staff.filter(by_name | _of_agencies(offender, clock.today())).order_by("agency__position", "full_name"):
        alike = _alike(user, category)
        if alike not in asked:
            asked[alike] = may(user, category, level, offender.pk)
        if asked[alike]:
            found.append(user)
    return found


def _alike(user: User, category: Category) -> Any:
    """Colleagues in the same roles see alike, and are asked once; who has something by name is asked alone."""
    alone = user.by_name or category is Category.INTELLIGENCE_ORIGINAL  # type: ignore[attr-defined]
    return user.pk if alone else (user.agency_id, user.roles)


def _of_agencies(offender: Offender, on: date) -> Q:
    """Staff of agencies that are or were involved: the others see nobody by their agency."""
    return Q(agency__in=Involvement.objects.filter(offender=offender, from_on__lte=on).values("agency"))


def _by_name(offender: Offender, on: date) -> Q:
    """Whom a grant, a restriction or broken glass names."""
    return (
        Q(pk__in=NamedGrant.objects.in_force(on).filter(content_object=offender).values("user"))
        | Q(pk__in=Restriction.objects.standing().filter(offender=offender).values("readers__user"))
        | Q(pk__in=BrokenGlass.objects.open_at(timezone.now()).filter(offender=offender).values("user"))
    )


def _named(row: list[Any]) -> dict[str, Any]:
    """What `_standings` reads of one person, by name."""
    found = dict(zip(_STANDING, row, strict=True))
    return found | {"consented": frozenset(found["consented"])}


_STANDING = ("involved", "caseload", "tapering", "led", "consented", "restricted", "named", "granted", "glass")


@dataclass(frozen=True)
class _Asking:
    """As much of a reader as the conditions of `offenders.sight` ask for."""

    pk: Any
    agency_id: Any


@prepared
def _standings(people: Ids, reader: Number, agency: Number, on: Day, since: Day, now: Moment) -> Rows:
    """Each person's number, and what is known of the reader and them, in the order of `_STANDING`."""
    user = _Asking(reader, agency)
    standing: dict[str, Any] = {
        "involved": sight.involved(user, on),
        "caseload": sight.caseload(user, on),
        "tapering": sight.tapering(user, on, since),
        "led": sight.led(user, on),
        "consented": sight.consented(user, on),
        "restricted": sight.restricted(),
        "named": sight.named(user),
        "granted": sight.granted(user, on),
        "glass": sight.glass(user, now),
    }
    rows = Offender.objects.on_the_register().filter(pk__in=people).annotate(**standing)
    return rows.order_by().values_list("pk", *_STANDING)


def _view(standing: Standing, user: User) -> View | None:
    way = how(standing, user.roles)
    if way is None:
        return None
    found = levels(standing, terms(user), user.roles)
    return View(way, found, standing.caseload) if found.knows_of(Category.IDENTITY) else None
