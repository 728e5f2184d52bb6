"""What the page of a person's facts holds for one reader, and which parts of the record that shows."""

from typing import Any

from agencies.categories import Category, Level
from casefile.writing import Here
from offenders.facts import markers, reading
from offenders.models import Address, FiledUnder, Marker, Offender, Phone
from offenders.writing import may_correct

FIELDS = reading.IDENTITY_FIELDS
NUMBERS = reading.IDENTIFIER_FIELDS


def page(here: Here) -> dict[str, Any]:
    person, view, user, on = here.person, here.view, here.user, here.on
    numbered = here.lens.reads(Category.IDENTIFIERS)
    said = reading.identity(person, (*FIELDS, *(NUMBERS if numbered else ())))
    return {
        "values": said,
        "aliases": reading.aliases(person, view, user, on),
        "addresses": reading.present(Address, person, view, user, on),
        "phones": reading.present(Phone, person, view, user, on),
        "past_addresses": reading.past(Address, person, view, user, on),
        "past_phones": reading.past(Phone, person, view, user, on),
        "circumstances": reading.circumstances(person, view, user, on),
        "associates": reading.associates(person, view, user, on),
        "markers": all_markers(here),
        "corrects_identity": may_correct(view, Category.IDENTITY, person, user),
        "corrects_numbers": may_correct(view, Category.IDENTIFIERS, person, user),
        "adds": {"identity": here.adds(Category.IDENTITY), "boundaries": here.adds(Category.BOUNDARIES)},
        "adds_marac": markers.may_know_of_marac(user),
        "reads_past": numbered,
        "today": on,
    }


def all_markers(here: Here) -> list[tuple[markers.Shown, bool]]:
    """Standing and ended ones, as far as this reader may know of them; and whether each is theirs to correct."""
    if not here.lens.knows_of(Category.BOUNDARIES):
        return []
    rows = Marker.objects.filter(offender=here.person).select_related(*reading.WRITERS).order_by("-from_on", "-pk")
    found = markers.shown(rows, here.view.levels, here.user)
    found.sort(key=lambda one: one.ended_on is not None and one.ended_on <= here.on)
    return [(one, one.marker is not None and _mine(here, one.marker)) for one in found]


def _mine(here: Here, row: Marker) -> bool:
    return may_correct(here.view, Category.BOUNDARIES, row, here.user)


def categories(found: dict[str, Any]) -> set[Category]:
    """The parts that the page showed: for the log."""
    shown = {Category.IDENTITY}
    if found["reads_past"]:
        shown.add(Category.IDENTIFIERS)
    if found["markers"]:
        shown.add(Category.BOUNDARIES)
    return shown | {Category(tie.row.filed_under) for tie in found["associates"]}


def named(found: dict[str, Any]) -> list[Offender]:
    """The other people whom the page names: their reading is logged too."""
    return [tie.other for tie in found["associates"] if tie.other is not None]


def adds_associates(here: Here) -> bool:
    return any(here.level(Category(part)) >= Level.ADD for part in FiledUnder.values)
