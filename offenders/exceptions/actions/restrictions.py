"""Restricting somebody to the people named for them, naming others, and lifting it again.

The reason of a restriction stands in its own row and not in the log: an agency's lead reads the log of the agency and
need not be named.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.categories import Category
from agencies.models import User
from audit import clock, log
from audit.floor import System, as_system
from offenders.exceptions import policies
from offenders.exceptions.actions.common import ChangedMeanwhile, take
from offenders.exceptions.actions.grants import end_all
from offenders.exceptions.rules import Step
from offenders.models import CaseLead, Offender, RestrictedReader, Restriction, RestrictionWhy


@transaction.atomic
@as_system(System.EXCEPTION)
def restrict(
    *,
    offender: Offender,
    why: RestrictionWhy | str,
    reason: str,
    names: Iterable[User],
    by: User,
    without_lead: bool = False,
) -> Restriction:
    """Let nobody but the people named see somebody, from now on. Grants by name end with it."""
    offender, named, reason = take(offender.pk), list({user.pk: user for user in names}.values()), reason.strip()
    if standing := _made_just_now(offender, why, reason, by):
        return standing
    policies.check_restrict(by, offender)
    policies.check_names(named)
    _check_lead(offender, named, without_lead)
    made = Restriction.objects.create(offender=offender, why=why, reason=reason, made_by=by)
    RestrictedReader.objects.bulk_create(RestrictedReader(restriction=made, user=user, named_by=by) for user in named)
    ended = end_all(offender, by)
    _log("exceptions.restrict", made, by, named=sorted(user.pk for user in named), grants_ended=ended)
    return made


@transaction.atomic
@as_system(System.EXCEPTION)
def name(*, restriction: Restriction, user: User, by: User) -> None:
    """Name one more who sees the person."""
    restriction = _take(restriction)
    policies.check_name(by, restriction, user)
    _, new = RestrictedReader.objects.get_or_create(restriction=restriction, user=user, defaults={"named_by": by})
    if new:
        _next(restriction)
        _log("exceptions.name", restriction, by, user=user.pk)


@transaction.atomic
@as_system(System.EXCEPTION)
def unname(*, restriction: Restriction, user: User, by: User) -> None:
    """Take a name away: they lose sight of the person at once. Never the last who can act."""
    restriction = _take(restriction)
    policies.check_unname(by, restriction, user)
    gone, _ = RestrictedReader.objects.filter(restriction=restriction, user=user).delete()
    if gone:
        _next(restriction)
        _log("exceptions.unname", restriction, by, user=user.pk)


@transaction.atomic
@as_system(System.EXCEPTION)
def ask_lifting(*, restriction: Restriction, reason: str, version: int, by: User) -> Restriction:
    """Ask for a restriction to be lifted; a second named person does it."""
    restriction, reason = _take(restriction), reason.strip()
    if restriction.lifting_asked_by_id == by.pk and restriction.lifted_because == reason:
        return restriction
    _check_version(restriction, version)
    policies.check_step(by, restriction, Step.ASK)
    restriction.lifting_asked_by, restriction.lifting_asked_at = by, timezone.now()
    restriction.lifted_because = reason
    return _save(restriction, "exceptions.ask_lifting", by)


@transaction.atomic
@as_system(System.EXCEPTION)
def keep(*, restriction: Restriction, version: int, by: User) -> Restriction:
    """Say that a restriction stays: who asked for it to be lifted takes it back, or another named person says no."""
    restriction = _take(restriction)
    _check_version(restriction, version)
    policies.check_step(by, restriction, Step.KEEP)
    restriction.lifting_asked_by = restriction.lifting_asked_at = None
    restriction.lifted_because = ""
    return _save(restriction, "exceptions.keep", by)


@transaction.atomic
@as_system(System.EXCEPTION)
def lift(*, restriction: Restriction, version: int, by: User) -> Restriction:
    """Lift a restriction for which another named person has asked: everyday access is back at once."""
    restriction = _take(restriction)
    _check_version(restriction, version)
    policies.check_step(by, restriction, Step.LIFT)
    restriction.lifted_by, restriction.lifted_at = by, timezone.now()
    return _save(restriction, "exceptions.lift", by)


def lead_of(offender: Offender) -> User | None:
    """The officer who leads the case today."""
    lead = CaseLead.objects.in_force(clock.today()).filter(offender=offender).select_related("officer__agency").first()
    return lead.officer if lead else None


def _check_lead(offender: Offender, named: list[User], without_lead: bool) -> None:
    lead = lead_of(offender)
    if lead is not None and lead not in named and not without_lead:
        text = f"{lead.full_name} leads the case and is not named. Name them, or say that you go on without them."
        raise ValidationError({"without_lead": text})


def _made_just_now(offender: Offender, why: str, reason: str, by: User) -> Restriction | None:
    """The very same, by the same person: a second click."""
    return Restriction.objects.standing().filter(offender=offender, why=why, reason=reason, made_by=by).first()


def _take(restriction: Restriction) -> Restriction:
    take(restriction.offender_id)
    return Restriction.objects.select_related("offender").get(pk=restriction.pk)


def _check_version(restriction: Restriction, version: int) -> None:
    if restriction.version != version:
        raise ChangedMeanwhile


def _next(restriction: Restriction) -> None:
    restriction.version += 1
    restriction.save(update_fields=["version"])


def _save(restriction: Restriction, what: str, by: User) -> Restriction:
    restriction.version += 1
    restriction.save()
    _log(what, restriction, by)
    return restriction


def _log(what: str, restriction: Restriction, by: User, **detail: Any) -> None:
    log.changed(
        what,
        by=by,
        offender_id=restriction.offender_id,
        categories=[Category.IDENTITY],
        restriction=restriction.pk,
        **detail,
    )
