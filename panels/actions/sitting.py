"""Taking a row of a panel that sits, so that one write at a time is made and none after the closing."""

from collections.abc import Collection

from django.db.models import F

from offenders.models import Restriction
from panels.following import is_restricted
from panels.models import AgendaItem, OnScreen, Panel, PanelStatus


def take_panel(panel: Panel) -> Panel:
    """The panel as it stands now, held until this transaction ends."""
    return Panel.objects.select_for_update(no_key=True).get(pk=panel.pk)


def take_item(item: AgendaItem) -> AgendaItem:
    """A person on an agenda as they stand now, with the panel, held until this transaction ends."""
    panel = Panel.objects.select_for_update(no_key=True).get(items=item)
    fresh: AgendaItem = AgendaItem.objects.select_for_update(of=("self",), no_key=True).with_people().get(pk=item.pk)
    fresh.panel = panel
    return fresh


def tell_screens(panel: Panel) -> None:
    """The screens that follow ask for this number alone, and read anew what they show when it has grown.

    Each write that a screen of the room shows calls it, in its own transaction.
    """
    Panel.objects.filter(pk=panel.pk).update(version=F("version") + 1)


def tell_screens_about(item: AgendaItem) -> None:
    """The same of what was written on one person.

    Somebody restricted is on no screen of the room: a number that grows while nothing changes would tell of them.
    """
    if not is_restricted(item):
        tell_screens(item.panel)


def tell_screens_of(offender_id: int) -> None:
    """The same for every meeting that sits with this person on its agenda."""
    if Restriction.objects.standing().filter(offender=offender_id).exists():
        return
    sitting = Panel.objects.filter(status=PanelStatus.OPEN, items__offender=offender_id)
    for panel in sitting.order_by("pk"):
        tell_screens(panel)


def tell_screens_at(offender_ids: Collection[int] | None) -> None:
    """The same for every meeting whose room looks at one of these people; None is at anybody.

    Facts came in of them: what the rules propose now, and what happened since, stands on the page.
    """
    looked_at = OnScreen.objects.filter(panel__status=PanelStatus.OPEN).select_related("item__panel")
    if offender_ids is not None:
        looked_at = looked_at.filter(item__offender__in=offender_ids)
    for shown in looked_at.order_by("panel"):
        tell_screens_about(shown.item)
