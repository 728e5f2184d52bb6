"""Writing an agency's update before the day, and reminding once who has not."""

from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Now

from agencies.access import may
from agencies.categories import Category
from agencies.models import Agency, User
from agencies.roles import Permission
from audit import log, outbox
from offenders.models import Offender
from offenders.policies import views_of
from panels import meeting_policies as policies
from panels.actions.sitting import take_panel
from panels.models import AgencyUpdate, Panel, UpdateReminder
from panels.models.meetings import BEFORE
from rag.models import Status

REMIND = "panel_remind"
"""An agency has not written all of its updates: a letter to who sits for it, which names nobody."""


class WrittenMeanwhile(Exception):
    """A colleague wrote this update since the page was read; `update` is as it now stands."""

    def __init__(self, update: AgencyUpdate) -> None:
        super().__init__("A colleague wrote this update while you were writing.")
        self.update = update


@transaction.atomic
def write_update(
    *,
    panel: Panel,
    offender: Offender,
    category: Category | str,
    did: str,
    proposes: Status | str,
    version: int,
    request_key: UUID,
    by: User,
) -> AgencyUpdate:
    """Write what one's own agency did and proposes, under a category that one reads oneself.

    `version` is the one that was read, 0 where there was none: who was slower is shown what a colleague wrote.
    """
    panel, category, did = take_panel(panel), Category(category), did.strip()
    check_write(by, panel, offender, category)
    assert by.agency is not None
    sent = AgencyUpdate.objects.filter(request_key=request_key).first()
    if sent is not None:
        _check_own(sent, panel, offender, by)
        if (sent.category, sent.did, sent.proposes) == (category, did, str(proposes)):
            return sent
        request_key = uuid4()  # the same form with other words: written as any, on the version that it read
    if not did:
        raise ValidationError({"did": "Say what your agency did."})
    stands = {"panel": panel, "offender": offender, "agency": by.agency, "category": category}
    row = AgencyUpdate.objects.select_for_update(no_key=True).filter(**stands).first()
    if (row.version if row else 0) != version:
        if row is None:
            raise ValidationError("This update is no longer there. Write it anew.")
        raise WrittenMeanwhile(row)
    row = row or AgencyUpdate(**stands, version=0)
    row.did, row.proposes, row.written_by, row.written_at = did, str(proposes), by, Now()
    row.version, row.request_key = row.version + 1, request_key
    row.save()
    row.refresh_from_db()
    log.changed(
        "panels.write_update", by=by, offender_id=offender.pk, categories=[category], panel=panel.pk, update=row.pk
    )
    return row


def _check_own(sent: AgencyUpdate, panel: Panel, offender: Offender, by: User) -> None:
    if (sent.panel_id, sent.offender_id, sent.agency_id) != (panel.pk, offender.pk, by.agency_id):
        raise PermissionDenied


def may_write(user: User, panel: Panel) -> bool:
    return panel.status in BEFORE and user.agency is not None and may(user, Permission.ACTION_UPDATE)


def check_write(user: User, panel: Panel, offender: Offender, category: Category) -> None:
    """Before the meeting, for one's own agency, of whom one sees, under what one reads of them."""
    if user.agency is None or not may(user, Permission.ACTION_UPDATE):
        raise PermissionDenied
    view = views_of(user, [offender.pk]).get(offender.pk)
    if view is None:
        raise PermissionDenied
    if panel.status not in BEFORE:
        raise ValidationError(policies.BEGUN)
    if not view.levels.reads(category):
        raise ValidationError({"category": "Choose a category that your agency reads of this person."})


@transaction.atomic
def remind(*, panel: Panel, agency: Agency, by: User) -> bool:
    """Remind an agency of what it has not written: once a meeting, however often this is asked."""
    panel = take_panel(panel)
    _, new = UpdateReminder.objects.get_or_create(panel=panel, agency=agency)
    if new:
        outbox.put(REMIND, panel=panel.pk, agency=agency.pk)
        log.ran("panels.remind", by=by, panel=panel.pk, to=agency.code)
    return new
