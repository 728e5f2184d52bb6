"""The tab "Appointments" of a person, the card on the overview, and the button in the bar."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from agencies.categories import Category
from audit.prepared import Day, Number, Rows, prepared
from casefile.contacts import past, standard
from casefile.person.identity import Identity
from casefile.register.reader import Reader
from contacts import policies
from contacts.models import Appointment, PersonStandard, Series
from contacts.querysets import last_contact
from offenders.models import Offender
from offenders.policies import View

NEXT = 3


def load(reader: Reader, bar: Identity, request: HttpRequest) -> dict[str, Any]:
    """Without an outcome first, then what is to come, then what was."""
    person, on, view = bar.person, reader.on, view_of(reader)
    mine = Appointment.objects.filter(offender=person).select_related("agency", "officer", "created_by", "series")
    page = past.page(request, person, on)
    rows = past.read(list(page.object_list))
    for row in rows:
        row.links.extend(links_of(reader, view, person, row))
    return {
        "overdue": _with_links(reader, view, mine.without_outcome(on).in_order()),
        "to_come": _with_links(reader, view, mine.to_come(on)),
        "series_left_out": _left_out(person, on),
        "page": page,
        "rows": rows,
        "standard": of_person(reader, person),
        "own": own_standards(person) if standard.may_see(reader.lens) else [],
        "may_book": policies.may_book(reader.user, person, view, on),
        "misses": reader.lens.reads(Category.SUPERVISION) and _missed(person),
    }


def view_of(reader: Reader) -> View:
    """What the reader has of this person, as the page has read it already."""
    assert reader.lens.how is not None
    return View(reader.lens.how, reader.lens.levels)


def card(reader: Reader, bar: Identity) -> dict[str, Any]:
    """What comes next and how this week stands, for the overview; nothing for who reads no appointments."""
    if not reader.lens.reads(Category.ENGAGEMENT):
        return {}
    return {
        "contacts_card": {
            "to_come": _next(person=bar.person.pk, on=reader.on),
            "overdue": len(_without_outcome(person=bar.person.pk, on=reader.on)),
            "last": last_contact([bar.person.pk], reader.on).get(bar.person.pk),
            "standard": of_person(reader, bar.person),
        }
    }


@prepared
def _next(person: Number, on: Day) -> Rows:
    mine = Appointment.objects.filter(offender=person).select_related("agency", "officer")
    return mine.to_come(on)[:NEXT]


@prepared
def _without_outcome(person: Number, on: Day) -> Rows:
    return Appointment.objects.without_outcome(on).filter(offender=person).values_list("pk", flat=True)


def of_person(reader: Reader, person: Offender) -> standard.Shown | None:
    return standard.of_people({person.pk: reader.lens}, reader.on).get(person.pk)


def own_standards(person: Offender) -> list[PersonStandard]:
    """What was decided for the person, the newest first."""
    rows = PersonStandard.objects.filter(offender=person).select_related("created_by__agency")
    return list(rows.order_by("-from_on", "-pk"))


def _missed(person: Offender) -> bool:
    return person.contacts.filter(outcome="missed_unacceptable").exists()


def _left_out(person: Offender, on: date) -> list[Series]:
    """Series that are running and left bank holidays out: it is said, with the days."""
    running = Appointment.objects.to_come(on).filter(offender=person).order_by().values("series")
    return [row for row in Series.objects.filter(offender=person, pk__in=running).order_by("pk") if row.left_out]


def _with_links(reader: Reader, view: View, rows: Any) -> list[tuple[Appointment, bool]]:
    """Each with whether it is the reader's to change."""
    return [(row, policies.may_hold(view, Category.ENGAGEMENT, row, reader.user)) for row in rows]


def links_of(reader: Reader, view: View, person: Offender, row: past.Past) -> list[tuple[str, str]]:
    """What the reader may do with a row of the past: words and address."""
    found = []
    if row.what != "gone":
        what = "outcome" if row.contact else "unplanned"
        found.append(("Copy", _to("copy", person, what=what, pk=row.row.pk)))
    if row.appointment and policies.may_hold(view, Category.ENGAGEMENT, row.appointment, reader.user):
        found += [("Correct", _to("correct", person, pk=row.appointment.pk))]
        found += [("Change outcome", _to("outcome", person, pk=row.appointment.pk))] if row.contact else []
        found += [("Remove", _to("remove", person, pk=row.appointment.pk))]
    elif row.contact and policies.may_hold(view, Category.ENGAGEMENT, row.contact, reader.user):
        found += [("Correct", _to("correct_contact", person, pk=row.contact.pk))]
        found += [("Remove", _to("remove_contact", person, pk=row.contact.pk))]
    if row.said and policies.may_hold(view, Category.ENGAGEMENT, row.said, reader.user):
        words = ("Correct words", "Remove words") if row.contact else ("Correct", "Remove")
        found += [(words[0], _to("correct_note", person, pk=row.said.pk))]
        found += [(words[1], _to("remove_note", person, pk=row.said.pk))]
    return found


def _to(name: str, person: Offender, **more: Any) -> str:
    return reverse(f"contacts:{name}", kwargs={"public_id": person.public_id, **more})
