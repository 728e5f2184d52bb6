"""Taking a row of a panel that sits, so that one write at a time is made and none after the closing."""

from panels.models import AgendaItem, Panel


def take_panel(panel: Panel) -> Panel:
    """The panel as it stands now, held until this transaction ends."""
    return Panel.objects.select_for_update(no_key=True).get(pk=panel.pk)


def take_item(item: AgendaItem) -> AgendaItem:
    """A person on an agenda as they stand now, with the panel, held until this transaction ends."""
    panel = Panel.objects.select_for_update(no_key=True).get(items=item)
    fresh: AgendaItem = AgendaItem.objects.select_for_update(of=("self",), no_key=True).with_people().get(pk=item.pk)
    fresh.panel = panel
    return fresh
