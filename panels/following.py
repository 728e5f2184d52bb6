"""Whom the room looks at, and what of it one screen shows."""

from panels import reads
from panels.models import AgendaItem, Panel
from panels.screen import Screen


def on_screen(panel: Panel, screen: Screen) -> AgendaItem | None:
    """The person that the room looks at, where this screen shows them; else nobody, which says nothing of why."""
    with screen.reading():
        item: AgendaItem | None = next(iter(reads.item_on_screen(panel=panel.pk)), None)
        return item if item is not None and screen.shows(panel, [item.offender_id]) else None


def is_on_screen(item: AgendaItem) -> bool:
    return bool(reads.on_screen(item=item.pk))


def is_restricted(item: AgendaItem) -> bool:
    """Whether the person is for those named for them alone, and so never on the screen of the room."""
    return bool(reads.restricted(person=item.offender_id))
