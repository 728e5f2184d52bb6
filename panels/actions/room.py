"""The room while a meeting sits: who is on its screen, its second part, who chairs."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from agencies.models import User
from agencies.sharing import Category
from audit import log
from audit.floor import System, as_system
from panels import policies, room_policies
from panels.actions.sitting import take_item, take_panel, tell_screens
from panels.following import is_restricted
from panels.models import AgendaItem, OnScreen, Panel, SecondPart


@transaction.atomic
def show_person(*, item: AgendaItem, by: User) -> AgendaItem:
    """Put a person on the screens that follow the meeting; who is there already stays, since when they were.

    Each screen that follows logs its own look at the person: this is no look, and changes nothing of them. Somebody
    who is restricted is never put there: the chair has them on their own page, and the room stays where it was, since
    a screen that has nothing to show would say that there is somebody.
    """
    item = take_item(item)
    policies.check_chair(by, item)
    if not is_restricted(item) and _put(item, by):
        tell_screens(item.panel)
        log.changed(
            "panels.show", by=by, offender_id=item.offender_id, categories=[Category.SCHEME], panel=item.panel_id
        )
    return item


@as_system(System.ROOM)
def _put(item: AgendaItem, by: User) -> bool:
    """As the system: whom another chair had on the screen may be somebody whom this one does not see."""
    before = OnScreen.objects.filter(panel=item.panel).first()
    if before is not None and before.item_id == item.pk:
        return False
    OnScreen.objects.update_or_create(panel=item.panel, defaults={"item": item, "since": Now(), "shown_by": by})
    return True


@transaction.atomic
def begin_second_part(*, panel: Panel, by: User) -> SecondPart:
    """From now on the shared screen takes only those still there; twice is once."""
    panel = take_panel(panel)
    room_policies.check_part(by, panel)
    before = room_policies.second_part(panel)
    if before is not None:
        return before
    if not panel.attendances.joined().still_here().exists():
        raise ValidationError("Nobody has joined, so the screen cannot know who is still here. Join first.")
    part = SecondPart.objects.create(panel=panel, began_by=by)
    tell_screens(panel)
    still_here = panel.attendances.still_here().order_by().values_list("agency__code", flat=True).distinct()
    log.changed("panels.begin_second_part", by=by, panel=panel.pk, still_here=sorted(still_here))
    return part


@transaction.atomic
def end_second_part(*, panel: Panel, by: User) -> None:
    """The others may come back: the shared screen shows what all of them may see. Twice is once."""
    panel = take_panel(panel)
    room_policies.check_part(by, panel)
    part = room_policies.second_part(panel)
    if part is None:
        return
    part.ended_at, part.ended_by = Now(), by
    part.save(update_fields=["ended_at", "ended_by"])
    tell_screens(panel)
    log.changed("panels.end_second_part", by=by, panel=panel.pk)


@transaction.atomic
def take_over_chair(*, panel: Panel, by: User) -> Panel:
    """Another chair goes on in the same place: the meeting stays where it is, and says who chairs it."""
    panel = take_panel(panel)
    room_policies.check_part(by, panel)
    if panel.chair_id == by.pk:
        return panel
    before, panel.chair = panel.chair_id, by
    panel.save(update_fields=["chair"])
    tell_screens(panel)
    log.changed("panels.take_over_chair", by=by, panel=panel.pk, before=before)
    return panel
