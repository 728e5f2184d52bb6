"""Saying that a notice was read: by a named person of the agency that it was for."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now

from agencies.access import may
from agencies.models import User
from agencies.roles import Permission
from audit import log
from offenders.custody.queries import notices_for
from offenders.custody.rules import CATEGORY_OF_NOTICE, NoticeKind
from offenders.models import Notice

NOT_YOURS = "A notice is acknowledged by somebody who works with people, of the agency that it was given to."


def may_acknowledge(user: User) -> bool:
    """Who reads only does not answer for the agency."""
    return may(user, Permission.ACTION_UPDATE)


@transaction.atomic
def acknowledge(*, notice: Notice, by: User) -> Notice:
    """Say that it was read; the first who says so stands."""
    if not may_acknowledge(by) or not notices_for(by).filter(pk=notice.pk).exists():
        raise PermissionDenied(NOT_YOURS)
    fresh = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if fresh.acknowledged_at is not None:
        return fresh
    fresh.acknowledged_by, fresh.acknowledged_at = by, Now()  # type: ignore[assignment]
    fresh.save(update_fields=["acknowledged_by", "acknowledged_at"])
    log.changed(
        "custody.acknowledge",
        by=by,
        offender_id=fresh.offender_id,
        categories=[CATEGORY_OF_NOTICE[NoticeKind(fresh.kind)]],
        row=fresh.pk,
    )
    fresh.refresh_from_db()
    return fresh
