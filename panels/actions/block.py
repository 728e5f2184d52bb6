"""The block of an agenda, for whom nothing was to change: decided at the signing as they stand."""

from django.db.models.functions import Now

from agencies.categories import Category
from agencies.models import User
from audit import clock, log
from cohorts.policies import leads
from panels.models import AgendaItem, Panel

AS_IT_STANDS = "No change proposed."


def settle_block(panel: Panel, by: User) -> int:
    """Who stands in the block and was not taken out of it keeps the status that stood; how many they were.

    By who signs, so of those alone whom they see and do not lead: of the others the signing says what is missing. Only
    of those without any reason at all: whoever has one that the room's screen does not show is decided on by itself.
    """
    settled = 0
    rows = panel.items.unsettled().filter(alone=False, offender__withdrawn=False, previous__isnull=False)
    for item in rows.visible_to(by).with_people():
        if leads(by, item.offender, clock.today()):
            continue
        _settle(item, by)
        settled += 1
    return settled


def _settle(item: AgendaItem, by: User) -> None:
    assert item.previous is not None  # asked for by the query
    item.decided_status, item.reason = item.previous.status, AS_IT_STANDS
    item.decided_by, item.decided_at = by, Now()
    item.version += 1
    item.save(update_fields=["decided_status", "reason", "decided_by", "decided_at", "version"])
    log.changed(
        "panels.decide_block", by=by, offender_id=item.offender_id, categories=[Category.SCHEME], panel=item.panel_id
    )
