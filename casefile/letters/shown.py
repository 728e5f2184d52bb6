"""Which letters follow a deselection, as one reader may know of them."""

from dataclasses import dataclass

from casefile.writing import Here
from cohorts import letter_policies as policies
from cohorts.letters import Slot, slots
from cohorts.models import Deselection, Letter


@dataclass(frozen=True)
class Shown:
    """A letter that follows, as its reader may know of it."""

    slot: Slot
    reads: bool
    may_write: bool


def shown(here: Here, row: Deselection) -> list[Shown]:
    may_write = policies.may_write(here.user, row)
    return [
        Shown(slot, slot.letter is not None and reads(here, slot.letter), may_write and slot.letter is None)
        for slot in slots(row)
    ]


def reads(here: Here, letter: Letter) -> bool:
    letter.offender = here.person
    return policies.may_read(here.user, letter, here.view.levels)


def handed_over(here: Here) -> list[Letter]:
    """The handovers of this person that the reader's agency was given: it reads its own."""
    rows = Letter.objects.filter(offender=here.person, agency=here.user.agency_id).select_related("agency", "template")
    return [row for row in rows.order_by("-kept_on", "-pk") if policies.is_recipient(here.user, row)]
