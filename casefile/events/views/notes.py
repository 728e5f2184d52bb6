"""Notes: read by who reads their part of the record."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from agencies.categories import Category, Level
from agencies.models import Agency
from agencies.paging import page_of
from casefile.events.forms.telling import NoteForm, NoteTextForm
from casefile.events.views.common import FORM, check_adds, check_corrects, page, row_of
from casefile.writing import Here, correct_page, of_person, remove_page, show, write_page
from offenders.events import notes
from offenders.models import NOTED_UNDER, Note
from offenders.not_there import not_there
from offenders.writing import history, may_correct

TAB = "events:notes"
WRITING: dict[str, Any] = {"tab": TAB, "template": FORM}


@of_person("events.notes")
def of_one(request: HttpRequest, here: Here) -> HttpResponse:
    """The notes of the parts that the reader reads, the newest first; filters stand in the address."""
    rows = Note.objects.filter(offender=here.person, category__in=here.lens.parts)
    held = set(rows.order_by().values_list("category", flat=True).distinct())
    offered = {
        "parts": [category for category in NOTED_UNDER if category in held],
        "agencies": list(Agency.objects.filter(pk__in=rows.values("agency"))),
    }
    category, agency = request.GET.get("part", ""), request.GET.get("agency", "").replace("\0", "")
    if category in list(here.lens.parts):
        rows = rows.filter(category=category)
    if agency:
        rows = rows.filter(agency__code=agency)
    rows = rows.select_related("agency", "created_by__agency", "changed_by__agency").order_by("-noted_on", "-pk")
    found = page_of(request, rows)
    lines = [(note, may_correct(here.view, Category(note.category), note, here.user)) for note in found]
    more: dict[str, Any] = {"page": found, "lines": lines, "category": category, "agency": agency, **offered}
    shown = {note.category for note in found}
    return show(
        here, "casefile/events/notes.html", tab=TAB, channel="events.notes", categories=shown, adds=_adds(here), **more
    )


def _adds(here: Here) -> list[Category]:
    return [category for category in NOTED_UNDER if here.adds(category)]


@of_person("events.add_note")
def add_note(request: HttpRequest, here: Here) -> HttpResponse:
    offered = check_adds(here, "events.add_note", *NOTED_UNDER)

    def act(form: Any) -> None:
        key = form.cleaned_data["request_key"]
        notes.add_note(offender=here.person, by=here.user, request_key=key, **form.values())

    return write_page(
        here, lambda data, **more: NoteForm(data, categories=offered, **more), act=act, what="events.add_note",
        to=page(here, "notes"), done="The note is kept.", heading="Write a note", button="Keep the note",
        initial={"noted_on": here.on}, categories=[], **WRITING,
    )  # fmt: skip


def _note(here: Here, pk: int, what: str) -> Note:
    """A note of a part that the reader does not read is not there, whatever the part."""
    note = row_of(here.person.notes.select_related("offender", "agency"), pk)
    if here.level(Category(note.category)) < Level.READ:
        not_there(here.user, here.person.public_id, what)
    check_corrects(here, what, Category(note.category), note)
    return note


@of_person("events.correct_note")
def correct_note(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    note = _note(here, pk, "events.correct_note")

    def act(form: Any) -> None:
        said = form.cleaned_data
        notes.correct_note(
            note=note, noted_on=said["noted_on"], text=said["text"], by=here.user, version=said["version"],
            because=said["because"],
        )  # fmt: skip

    return correct_page(
        here, note, NoteTextForm, act=act, what="events.correct_note", to=page(here, "notes"), versions=history(note),
        done="The note is corrected.", initial={"noted_on": note.noted_on, "text": note.text}, heading="Correct a note",
        button="Save the correction", categories=[note.category], remove=page(here, "remove_note", pk), **WRITING,
    )  # fmt: skip


@of_person("events.remove_note")
def remove_note(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    note = _note(here, pk, "events.remove_note")

    def act(form: Any) -> None:
        said = form.cleaned_data
        notes.remove_note(note=note, by=here.user, version=said["version"], because=said["because"])

    return remove_page(
        here, note, act=act, what="events.remove_note", to=page(here, "notes"), done="The note is removed.",
        heading="Remove a note that was a mistake", button="Remove the note", note=note, categories=[note.category],
        **WRITING,
    )  # fmt: skip
