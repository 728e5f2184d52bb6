"""Deciding on a person at a panel."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from agencies.models import User
from agencies.sharing import Category
from audit import clock, log
from panels import policies
from panels.actions.closing import take_effect
from panels.actions.drafts import drop_draft
from panels.actions.sitting import take_item, take_panel, tell_screens, tell_screens_about
from panels.models import AgendaItem, Panel, ProposalThen
from panels.screen import proposed_status
from rag.models import Status
from rag.queries import current_proposals


class DecidedMeanwhile(Exception):
    """Somebody else wrote on this person since the page was read; `item` is what now stands."""

    def __init__(self, item: AgendaItem) -> None:
        super().__init__("Somebody else decided on this person while you were writing.")
        self.item = item


@transaction.atomic
def record_decision(
    *, item: AgendaItem, status: Status | str, reason: str, version: int, by: User, shared: bool = False
) -> AgendaItem:
    """Record what the panel decides on a person; it takes effect when the panel is closed.

    `version` is the one that the writer read: who comes second is shown what the first wrote, and overwrites nothing.
    `shared` says that the screen was that of the whole room, which may show less of the proposal.
    """
    item, status, reason = take_item(item), Status(status), reason.strip()
    policies.check_chair(by, item)
    if item.version != version:
        if _is_the_same(item, status, reason, by):
            return item
        raise DecidedMeanwhile(item)
    shown = proposed_status(by, item.proposal, shared=shared, panel=item.panel)
    policies.check_decide(by, item, status, reason, clock.today(), shown)
    policies.check_deputy(by, item, clock.today())
    item.decided_status, item.reason, item.not_discussed = status, reason, False
    item.decided_by, item.decided_at = by, Now()
    _save(item)
    _proposed_now(item)
    drop_draft(item, by, "status", "reason")
    _first_chair(item.panel, by)
    tell_screens_about(item)
    log.changed(
        "panels.decide",
        by=by,
        offender_id=item.offender_id,
        categories=[Category.SCHEME],
        panel=item.panel_id,
        item=item.pk,
    )
    return item


@transaction.atomic
def leave_for_next(*, item: AgendaItem, version: int, by: User) -> AgendaItem:
    """Say that there was no time for a person: the status stands, and the next agenda has them again."""
    item = take_item(item)
    policies.check_chair(by, item)
    if item.version != version:
        if item.not_discussed:
            return item
        raise DecidedMeanwhile(item)
    policies.check_take_back(by, item, clock.today())
    item.decided_status, item.reason, item.not_discussed = "", "", True
    item.decided_by = item.decided_at = None
    _save(item)
    tell_screens_about(item)
    log.changed(
        "panels.leave_for_next", by=by, offender_id=item.offender_id, categories=[Category.SCHEME], panel=item.panel_id
    )
    return item


@transaction.atomic
def leave_the_rest(*, panel: Panel, by: User, shared: bool = False) -> int:
    """Leave everybody who is not yet decided for the next panel; how many they were. Twice is once.

    Of those alone whom the chair may see; from the screen of the room (`shared`), of those alone who stand on it.
    Who has one of them open meanwhile is shown that they were left.
    """
    panel = take_panel(panel)
    policies.check_leave_rest(by, panel)
    rest = panel.items.unsettled().on_screen(by, shared=shared)
    people = list(rest.values_list("pk", "offender_id"))
    panel.items.filter(pk__in=[pk for pk, _ in people]).update(not_discussed=True, version=F("version") + 1)
    tell_screens(panel)
    for _, who in people:
        log.changed("panels.leave_for_next", by=by, offender_id=who, categories=[Category.SCHEME], panel=panel.pk)
    return len(people)


@transaction.atomic
def undo_decision(*, item: AgendaItem, version: int, by: User) -> AgendaItem:
    """Take back what was written last on a person: what stood before stands again, as it was and by whom it was.

    On the version that was read, so that nobody takes back what another wrote meanwhile.
    """
    item = take_item(item)
    policies.check_chair(by, item)
    if item.version != version:
        raise DecidedMeanwhile(item)
    before = _before(item)
    if before is None:
        raise ValidationError("Nothing was written on this person that could be undone.")
    policies.check_take_back(by, item, clock.today(), before.decided_status)
    for name in WRITTEN:
        setattr(item, name, getattr(before, name))
    _save(item)
    then = item.proposals_then.filter(version=version - 1).first()
    if then is not None:
        ProposalThen.objects.create(panel_id=item.panel_id, item=item, version=item.version, proposal=then.proposal)
    tell_screens_about(item)
    log.changed("panels.undo", by=by, offender_id=item.offender_id, categories=[Category.SCHEME], panel=item.panel_id)
    return item


def _before(item: AgendaItem) -> Any:
    """The item as it stood before its last write, from its history."""
    events = apps.get_model("panels", "AgendaItemEvent").objects.filter(pgh_obj=item.pk, version=item.version - 1)
    return events.order_by("-pgh_id").first()


WRITTEN = ("decided_status", "reason", "not_discussed", "decided_by_id", "decided_at")


def _proposed_now(item: AgendaItem) -> None:
    """A decision stores the frozen proposal and the one of its moment."""
    now = current_proposals([item.offender_id]).get(item.offender_id, item.proposal)
    ProposalThen.objects.create(panel_id=item.panel_id, item=item, version=item.version, proposal=now)


def _is_the_same(item: AgendaItem, status: Status, reason: str, by: User) -> bool:
    """A double click of one and the same person is no conflict."""
    return (item.decided_status, item.reason, item.decided_by_id) == (status, reason, by.pk)


def _save(item: AgendaItem) -> None:
    item.version += 1
    item.save(update_fields=["decided_status", "reason", "not_discussed", "decided_by", "decided_at", "version"])
    take_effect(item)
    item.refresh_from_db(fields=["decided_at"])


def _first_chair(panel: Panel, by: User) -> None:
    if panel.chair_id is None:
        panel.chair = by
        panel.save(update_fields=["chair"])
