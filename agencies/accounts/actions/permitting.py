"""Original intelligence by name: an agency's lead lets one of their own staff read it, for a reason and for a time."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.accounts import policies, rules
from agencies.accounts.actions.common import locked
from agencies.accounts.querysets import by_name
from agencies.models import ByName, NamedPermission, User
from audit import clock, log

CHANGED_SINCE = "Somebody has changed this since you opened it. It stands until {until} now, for this reason: {reason}"
ENDED_SINCE = "Somebody has ended this since you opened it. Send the form again to give it anew."


@transaction.atomic
def permit(*, user: User, reason: str, until: date, by: User, seen: str = "") -> NamedPermission:
    """Give somebody original intelligence by name, or prolong it; in force from their next page.

    `seen` is what the giver's page showed (rules.mark_of), so that nobody writes over what another lead has just
    done. Said twice alike, it is done once.
    """
    policies.check_permit(by, user)
    user, today = locked(user), clock.today()
    _check(user, reason, until, today)
    standing = by_name(today).filter(user=user).first()
    if standing and (standing.until_on, standing.reason) == (until, reason):
        return standing
    if rules.mark_of(standing) != seen:
        raise ValidationError(_since(standing))
    given: dict[str, Any] = {"reason": reason, "until_on": until, "given_by": by}
    if standing is None:
        given["from_on"] = today
    permission, _ = NamedPermission.objects.update_or_create(
        user=user, permission=ByName.ORIGINAL_INTELLIGENCE, defaults=given
    )
    _log("accounts.prolong_permission" if standing else "accounts.give_permission", by, user, reason, until)
    return permission


@transaction.atomic
def end_permission(*, user: User, by: User) -> None:
    """End it today: from their next page they read none. Where nothing stands any more, nothing is done."""
    policies.check_permit(by, user)
    end_by_name(locked(user), by=by)


def end_by_name(user: User, *, by: User) -> int:
    """End what stands by name of an account whose row is held; how many ended. Call inside an action."""
    today = clock.today()
    ended = by_name(today).filter(user=user).update(until_on=today)
    if ended:
        _log("accounts.end_permission", by, user, "", today)
    return ended


def _check(user: User, reason: str, until: date, today: date) -> None:
    wrong: dict[str, str] = {}
    if not reason.strip():
        wrong["reason"] = "Say why they need it."
    if why := rules.what_is_wrong_with_end(until, today):
        wrong["until"] = why
    if wrong:
        raise ValidationError(wrong)  # type: ignore[arg-type]
    if why := policies.why_not_permit(user, today):
        raise ValidationError(why)


def _since(standing: NamedPermission | None) -> str:
    if standing is None:
        return ENDED_SINCE
    until = f"{standing.until_on.day} {standing.until_on:%B %Y}"
    return CHANGED_SINCE.format(until=until, reason=standing.reason)


def _log(what: str, by: User, user: User, reason: str, until: date) -> None:
    permission = ByName.ORIGINAL_INTELLIGENCE.value
    log.changed(what, by=by, account=user.pk, permission=permission, until=until.isoformat(), reason=reason)
