"""Taking out the offline pack of a meeting: its number, its row, and a line in the log for each person in it."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from agencies.categories import Category
from agencies.models import User
from audit import log
from audit.locks import Lock
from offenders.writing.rows import SENT_BEFORE
from panels import meeting_policies
from panels.actions.sitting import take_panel
from panels.models import MeetingPack, Panel


@transaction.atomic
def take_pack(
    *,
    panel: Panel,
    shown: Mapping[tuple[Category, ...], Iterable[int]],
    made: Callable[[MeetingPack], bytes],
    reason: str,
    request_key: UUID,
    by: User,
) -> tuple[MeetingPack, bytes]:
    """The next number of the meeting, and the file that bears it; the same form sent twice has the same number.

    `shown` is who stands in it, by the categories that are shown of them. Where `made` makes no file, no number is
    used up and nothing is logged as disclosed. Each giving out is logged.
    """
    meeting_policies.check_pack(by, panel)
    _alone(panel)
    pack = MeetingPack.objects.filter(request_key=request_key).first()
    if pack is None:
        number = (MeetingPack.objects.filter(panel=panel).aggregate(last=Max("number"))["last"] or 0) + 1
        said = {"taken_by": by, "taken_at": timezone.now(), "request_key": request_key}
        pack = MeetingPack(panel=panel, agency=by.agency, number=number, **said)
    elif (pack.panel_id, pack.agency_id, pack.taken_by_id) != (panel.pk, by.agency_id, by.pk):
        raise ValidationError(SENT_BEFORE)
    pack.panel = panel
    file = made(pack)
    _leaves(pack, by)
    for categories, people in shown.items():
        log.disclosed(people, by=by, channel="panels.pack", categories=sorted(categories), reason=reason)
    return pack, file


def _alone(panel: Panel) -> None:
    """Whoever takes one out holds this until the request ends: two at once have two numbers.

    Not the panel's own row: a file takes seconds to make, and a decision of the meeting must not wait for it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [Lock.MEETING_PACK, panel.pk])


def _leaves(pack: MeetingPack, by: User) -> None:
    """Its row, unless the meeting ended while the file was made."""
    meeting_policies.check_pack(by, take_panel(pack.panel))
    if pack.pk is None:
        pack.save(force_insert=True)
    log.changed("panels.take_pack", by=by, panel=pack.panel_id, number=pack.number)
