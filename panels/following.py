"""Whom the room looks at, and what of it one screen shows."""

from offenders.models import Restriction
from panels.models import AgendaItem, OnScreen, Panel
from panels.screen import Screen


def on_screen(panel: Panel, screen: Screen) -> AgendaItem | None:
    """The person that the room looks at, where this screen shows them; else nobody, which says nothing of why."""
    with screen.reading():
        shown = OnScreen.objects.filter(panel=panel).values("item")
        return screen.items(panel).with_people().filter(pk__in=shown).first()


def is_on_screen(item: AgendaItem) -> bool:
    return OnScreen.objects.filter(panel=item.panel_id, item=item).exists()


def is_restricted(item: AgendaItem) -> bool:
    """Whether the person is for those named for them alone, and so never on the screen of the room."""
    return Restriction.objects.standing().filter(offender=item.offender_id).exists()
