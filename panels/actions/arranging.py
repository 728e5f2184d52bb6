"""Changing an agenda that builds itself: who is added, taken out or gone through alone, in which order, how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from agencies.categories import Category
from agencies.models import User
from audit import log
from offenders.models import Offender
from panels import meeting_policies as policies
from panels.actions.planning import ChangedMeanwhile
from panels.actions.sitting import take_panel
from panels.models import AgendaWish, Panel

MOST_WORDS = AgendaWish._meta.get_field("why").max_length or 0
LONGEST = 120
"""Minutes for one person, as the database holds it too."""


class How(StrEnum):
    """Whether somebody is on an agenda: as it builds itself, by hand, or not at all."""

    COMES = "comes"
    ADDED = "added"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Standing:
    """What was changed by hand for one person."""

    how: How = How.COMES
    why: str = ""
    minutes: int | None = None

    @classmethod
    def of(cls, wish: AgendaWish | None) -> "Standing":
        if wish is None:
            return cls()
        how = How.LEFT_OUT if wish.left_out else How.ADDED if wish.added or wish.asked_by_id else How.COMES
        return cls(how, wish.why, wish.minutes)


@transaction.atomic
def add_person(*, panel: Panel, offender: Offender, why: str, by: User) -> AgendaWish:
    """Somebody is gone through whom the agenda would not have, or has in its block: who runs the scheme adds them.

    Anybody else asks for it in the name of their agency. Twice is once; what somebody else has said before stays, and
    what is said now stands after it.
    """
    return _add(take_panel(panel), offender, why, by, after=True)


def _after(wish: AgendaWish, why: str, by: User) -> str:
    """Both, the earlier first; the same words are not said twice, and another agency's say whose they are."""
    if not wish.why or wish.left_out:
        return why
    if wish.asked_by_id not in (None, by.agency_id):
        why = f"{by.agency}: {why}"
    if why in wish.why.split("; "):
        return wish.why
    if len(both := f"{wish.why}; {why}") > MOST_WORDS:
        raise ValidationError({"why": "Say it in fewer words."})
    return both


def _add(panel: Panel, offender: Offender, why: str, by: User, *, after: bool = False) -> AgendaWish:
    """`after` what is said already; else in its place."""
    adds, why = policies.may_plan(by), " ".join(why.split())
    if adds:
        policies.check_build(by, panel)
    else:
        policies.check_ask(by, panel)
    _check_seen(by, offender)
    if not why:
        raise ValidationError({"why": "Say why they are to be gone through."})
    wish = _wish(panel, offender, by)
    words = _after(wish, why, by) if after else why
    if adds:
        wish.added, wish.left_out = True, False
    elif wish.left_out:
        raise ValidationError("The chair has taken this person off the agenda. Speak to the chair.")
    else:
        wish.asked_by = wish.asked_by or by.agency
    wish.why = words
    return _keep(wish, "panels.add_person" if adds else "panels.ask_for_person", by)


@transaction.atomic
def change_place(*, panel: Panel, offender: Offender, wanted: Standing, version: int, by: User) -> None:
    """What the chair's form says of one person, all of it. Who was slower is shown what the first changed.

    Minutes alone leave the place where it is; somebody who comes by themselves again loses it.
    """
    panel = take_panel(panel)
    policies.check_build(by, panel)
    _check_seen(by, offender)
    stands = Standing.of(AgendaWish.objects.filter(panel=panel, offender=offender).first())
    if stands == wanted:
        return
    if panel.version != version:
        raise ChangedMeanwhile(panel)
    if wanted.how == How.LEFT_OUT:
        leave_out(panel=panel, offender=offender, why=wanted.why, by=by)
    elif wanted.how == How.ADDED:
        _add(panel, offender, wanted.why, by)
    elif stands.how != How.COMES:
        as_it_comes(panel=panel, offender=offender, by=by)
        stands = Standing()
    if wanted.how != How.LEFT_OUT and wanted.minutes != stands.minutes:
        set_minutes(panel=panel, offender=offender, minutes=wanted.minutes, by=by)


@transaction.atomic
def leave_out(*, panel: Panel, offender: Offender, why: str, by: User) -> AgendaWish:
    """Somebody is not on this agenda at all, with a reason."""
    panel, why = take_panel(panel), " ".join(why.split())
    policies.check_build(by, panel)
    _check_seen(by, offender)
    if not why:
        raise ValidationError({"why": "Say why they are not on this agenda."})
    wish = _wish(panel, offender, by)
    wish.added, wish.asked_by, wish.left_out, wish.why = False, None, True, why
    return _keep(wish, "panels.leave_out", by)


@transaction.atomic
def as_it_comes(*, panel: Panel, offender: Offender, by: User) -> None:
    """Whatever was changed for somebody is as it was: the agenda says by itself whether and where they are on it."""
    panel = take_panel(panel)
    policies.check_build(by, panel)
    _check_seen(by, offender)
    if AgendaWish.objects.filter(panel=panel, offender=offender).delete()[0]:
        _bump(panel)
        _log("panels.as_it_comes", panel, offender, by)


@transaction.atomic
def set_minutes(*, panel: Panel, offender: Offender, minutes: int | None, by: User) -> AgendaWish:
    """How long the chair gives to somebody."""
    panel = take_panel(panel)
    policies.check_build(by, panel)
    _check_seen(by, offender)
    if minutes is not None and not 1 <= minutes <= LONGEST:
        raise ValidationError({"minutes": f"Enter a number of minutes from 1 to {LONGEST}, or nothing."})
    wish = _wish(panel, offender, by)
    wish.minutes = minutes
    return _keep(wish, "panels.set_minutes", by)


@transaction.atomic
def move_person(*, panel: Panel, offender: Offender, order: Sequence[int], up: bool, version: int, by: User) -> None:
    """Somebody changes places with the one before or after. `order` is what the chair's screen shows, by number.

    Who was slower is told: the order that they saw is no longer the one that stands.
    """
    panel = take_panel(panel)
    policies.check_build(by, panel)
    _check_seen(by, offender)
    if panel.version != version:
        raise ChangedMeanwhile(panel)
    people = list(order)
    at = people.index(offender.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(people):
        return
    people[at], people[to] = people[to], people[at]
    rows = [AgendaWish(panel=panel, offender_id=pk, place=place, changed_by=by) for place, pk in enumerate(people, 1)]
    AgendaWish.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["panel", "offender"], update_fields=["place"]
    )
    _bump(panel)
    _log("panels.move_person", panel, offender, by)


def _wish(panel: Panel, offender: Offender, by: User) -> AgendaWish:
    found = AgendaWish.objects.filter(panel=panel, offender=offender).first()
    return found or AgendaWish(panel=panel, offender=offender, changed_by=by)


def _keep(wish: AgendaWish, what: str, by: User) -> AgendaWish:
    wish.changed_by, wish.changed_at = by, Now()
    wish.save()
    wish.refresh_from_db()
    _bump(wish.panel)
    _log(what, wish.panel, wish.offender, by)
    return wish


def _bump(panel: Panel) -> None:
    Panel.objects.filter(pk=panel.pk).update(version=F("version") + 1)


def _log(what: str, panel: Panel, offender: Offender, by: User) -> None:
    """The reason stands in the row: the log names it by the number of the panel alone."""
    log.changed(what, by=by, offender_id=offender.pk, categories=[Category.SCHEME], panel=panel.pk)


def _check_seen(user: User, offender: Offender) -> None:
    if not Offender.objects.visible_to(user).filter(pk=offender.pk).exists():
        raise PermissionDenied
