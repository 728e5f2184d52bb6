"""What is typed in the room and not yet saved: kept for its writer alone."""

from django.db import transaction
from django.db.models.functions import Now

from agencies.models import User
from audit.floor import System, as_system
from panels import policies
from panels.actions.sitting import take_panel
from panels.models import AgendaItem, Draft


@transaction.atomic
def keep_draft(*, item: AgendaItem, status: str, reason: str, action: str, by: User) -> Draft | None:
    """Keep it, or let it go where nothing is left; no change of the record, and so told to no screen and no log."""
    panel = take_panel(item.panel)
    item.panel = panel
    policies.check_chair(by, item)
    if not (status or reason.strip() or action.strip()):
        drop_draft(item, by)
        return None
    said = {"status": status, "reason": reason, "action": action, "saved_at": Now()}
    draft, _ = Draft.objects.update_or_create(item=item, user=by, defaults=said)
    draft.refresh_from_db()
    return draft


def drop_draft(item: AgendaItem, by: User, *parts: str) -> None:
    """What was saved is no draft any more: of the decision, of the action, or of both."""
    mine = Draft.objects.filter(item=item, user=by)
    if parts:
        mine.update(**dict.fromkeys(parts, ""))
        mine = mine.filter(status="", reason="", action="")
    mine.delete()


@as_system(System.ROOM)
def drop_drafts(panel_id: int) -> None:
    """With the signature they go."""
    Draft.objects.filter(item__panel=panel_id).delete()
