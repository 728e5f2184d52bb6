"""Granting one record to one person by name, prolonging it and ending it: django-guardian's row, with its reason.

A grant answers whom somebody sees and nothing more: what they see is what the matrix gives their own agency.
"""

from datetime import date

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock, log
from audit.floor import System, as_system
from offenders.exceptions import policies, rules
from offenders.exceptions.actions.common import ChangedMeanwhile, take
from offenders.models import SEE_PERSON, NamedGrant, Offender


@transaction.atomic
@as_system(System.EXCEPTION)
def grant(*, offender: Offender, user: User, reason: str, until: date, by: User) -> NamedGrant:
    """Show a person's record to somebody by name, from today until a day. Said twice alike, it is done once."""
    offender, today, reason = take(offender.pk), clock.today(), reason.strip()
    policies.check_grant(by, offender)
    rows = NamedGrant.objects.filter(content_object=offender, user=user, permission=_see_person())
    standing = rows.in_force(today).first()
    if standing and (standing.until_on, standing.reason, standing.granted_by_id) == (until, reason, by.pk):
        return standing
    policies.check_grantee(by, offender, user)
    if standing:
        raise ValidationError({"user": policies.SEES_ALREADY})
    _check_until(until, today)
    # The row of a grant that has run out is used again: guardian keeps one for a person, a permission and a record.
    made = rows.first() or NamedGrant(content_object=offender, user=user, permission=_see_person(), version=0)
    made.from_on = today
    _write(made, reason, until, by)
    _log("exceptions.grant", made, by, reason=reason, until=until.isoformat())
    return made


@transaction.atomic
@as_system(System.EXCEPTION)
def prolong(*, grant: NamedGrant, until: date, reason: str, version: int, by: User) -> NamedGrant:
    """Let a standing grant run longer, for a reason of its own; six months from today at most.

    `version` is the one that the writer read: who comes second is shown what the first wrote.
    """
    offender, today, reason = take(grant.content_object_id), clock.today(), reason.strip()
    policies.check_grant(by, offender)
    standing = NamedGrant.objects.in_force(today).filter(pk=grant.pk).first()
    if standing is None:
        raise ChangedMeanwhile
    if standing.version != version:
        if (standing.until_on, standing.reason, standing.granted_by_id) == (until, reason, by.pk):
            return standing
        raise ChangedMeanwhile
    if standing.user_id == by.pk:
        raise ValidationError(policies.NOT_ONESELF)
    _check_until(until, today, standing.until_on)
    _write(standing, reason, until, by)
    _log("exceptions.prolong", standing, by, reason=reason, until=until.isoformat())
    return standing


@transaction.atomic
@as_system(System.EXCEPTION)
def end(*, grant: NamedGrant, by: User) -> None:
    """End a grant now: the row goes, so that guardian says no as well. Its history and the log keep it."""
    offender = take(grant.content_object_id)
    policies.check_grant(by, offender)
    standing = NamedGrant.objects.filter(pk=grant.pk).first()
    if standing is not None:
        _log("exceptions.end_grant", standing, by)
        standing.delete()


def end_all(offender: Offender, by: User) -> int:
    """End every grant of somebody who is being restricted; call inside that transaction."""
    rows = list(NamedGrant.objects.filter(content_object=offender).order_by("pk"))
    for row in rows:
        _log("exceptions.end_grant", row, by)
        row.delete()
    return len(rows)


def _write(row: NamedGrant, reason: str, until: date, by: User) -> None:
    row.reason, row.until_on, row.granted_by = reason, until, by
    row.version += 1
    row.save()


def _see_person() -> Permission:
    return Permission.objects.get(codename=SEE_PERSON, content_type__app_label="offenders")


def _check_until(until: date, today: date, before: date | None = None) -> None:
    if problem := rules.until_problem(until, today, before):
        raise ValidationError({"until": problem})


def _log(what: str, row: NamedGrant, by: User, reason: str = "", **detail: str) -> None:
    of = {"grant": row.pk, "user": row.user_id, **detail}
    log.changed(what, by=by, offender_id=row.content_object_id, categories=[Category.IDENTITY], reason=reason, **of)
