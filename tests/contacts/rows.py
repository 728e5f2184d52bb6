"""One of each row of this room for a person, made past the actions: what an address of it is filled with."""

from collections.abc import Callable
from datetime import date

from agencies.models import Agency
from contacts.models import Appointment, ContactNote, MissDecision, PersonStandard, Series
from offenders.models import Offender
from tests.factories import ContactFactory

LAST_YEAR = date(2018, 3, 1)


def contacts_of(who: Offender, agency: Agency, word: Callable[[str], str] = str) -> dict[str, int]:
    """By the word that fills an address. `word` makes what stands in a text field."""
    met = {"offender": who, "agency": agency, "kind": "office"}
    series = Series.objects.create(**met, days=[3], starts_on=LAST_YEAR, number=1)
    booked = Appointment.objects.create(
        **met, due_on=LAST_YEAR, place=word("appointment_place"), note=word("appointment_note"), series=series
    )
    note = ContactNote.objects.create(**met, happened_on=LAST_YEAR, text=word("contact_note"))
    miss = ContactFactory(**met, due_on=LAST_YEAR, outcome="missed_unacceptable")
    decided = MissDecision.objects.create(
        offender=who, contact=miss, decision="not_enforced", decided_on=LAST_YEAR, why=word("miss_why")
    )
    own = PersonStandard.objects.create(
        offender=who, weekly=3, at_home=1, decided_on=LAST_YEAR, from_on=LAST_YEAR, review_on=date(2018, 6, 1),
        why=word("standard_why"),
    )  # fmt: skip
    rows = {"appointment": booked, "series": series, "contact_note": note, "miss": miss}
    return {name: row.pk for name, row in (rows | {"miss_decision": decided, "own_standard": own}).items()}
