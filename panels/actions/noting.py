"""Correcting what was signed: a new signed note, and never an edit."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import log
from panels import policies
from panels.actions.sitting import take_item, take_panel
from panels.models import AgendaItem, ItemNote, Panel, PanelNote

EMPTY = "Say what is corrected."
SENT = "This form was sent before with other words. Reload the page and sign the correction again."


@transaction.atomic
def note_on_panel(*, panel: Panel, text: str, request_key: UUID, by: User) -> PanelNote:
    """Sign a correction about the meeting itself. The same form twice is one note."""
    panel, text = take_panel(panel), text.strip()
    policies.check_note(by, panel)
    _check_text(text)
    note, new = PanelNote.objects.get_or_create(
        request_key=request_key, defaults={"panel": panel, "text": text, "signed_by": by}
    )
    _check_same((note.panel_id, note.text, note.signed_by_id), (panel.pk, text, by.pk))
    if new:
        log.changed("panels.note", by=by, panel=panel.pk)
    return note


@transaction.atomic
def note_on_person(*, item: AgendaItem, text: str, category: Category | str, request_key: UUID, by: User) -> ItemNote:
    """Sign a correction about what was written of one person, filed under what it is about."""
    item, text = take_item(item), text.strip()
    policies.check_note_person(by, item)
    _check_text(text)
    note, new = ItemNote.objects.get_or_create(
        request_key=request_key,
        defaults={"item": item, "text": text, "category": Category(category), "signed_by": by},
    )
    said = (item.pk, text, str(category), by.pk)
    _check_same((note.item_id, note.text, str(note.category), note.signed_by_id), said)
    if new:
        categories = sorted({Category.SCHEME, Category(category)})
        log.changed("panels.note", by=by, offender_id=item.offender_id, categories=categories, panel=item.panel_id)
    return note


def _check_text(text: str) -> None:
    if not text:
        raise ValidationError({"text": EMPTY})


def _check_same(stands: tuple[object, ...], said: tuple[object, ...]) -> None:
    """The form's key with other contents is a mistake, and says so: nothing is taken for signed that is not."""
    if stands != said:
        raise ValidationError(SENT)
