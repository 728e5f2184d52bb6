"""What the merge fields say of one person: as far as the writer reads it, and the recipient may have it."""

from agencies.categories import Category, Level
from agencies.models import Agency, Scheme
from agencies.rules import Levels
from agencies.sharing import of_agency
from agencies.templatetags.iom_pages import uk_date
from audit.months import add_months
from casefile.person.identity import current_supervisions
from casefile.writing import Here
from cohorts.models import Deselection
from cohorts.rules.letters import LetterKind
from cohorts.rules.merging import ALLOWED, FIELDS, withheld
from cohorts.settings import numbers
from contacts.models import Appointment
from offenders.models import Address
from pathways.models import PlanItem
from rag.queries import current_decisions
from rag.visible import ADVICE, decided_status_for
from rag.warned import of_person

NOT_SHARED = "not part of this letter"
NONE_OPEN = "- Nothing is open."
NONE_BOOKED = "- None is booked."
# A letter is filed where the scheme's part is read: what it says of the RAG status is what that reader is told.
OF_THE_SCHEME = Levels({Category.IDENTITY: Level.READ, Category.SCHEME: Level.READ})


def values_of(here: Here, row: Deselection, kind: LetterKind, agency: Agency | None) -> dict[str, str]:
    """A value for each field of the list. What the writer does not read, or the recipient may not have, is not said."""
    said = {**_of_letter(here, agency), **_of_person(here), **_of_scheme(here, row), **_of_plan(here, agency)}
    values = {name: said.get(name, "") for name in FIELDS}
    return withheld(values, held_by_both(here, kind, agency), NOT_SHARED)


def held_by_both(here: Here, kind: LetterKind, agency: Agency | None) -> Levels:
    """What the writer has of the person and the recipient may have: the less of the two, part by part."""
    theirs = of_agency(agency, here.on) if agency else Levels(ALLOWED[kind])
    return Levels({part: min(here.level(part), theirs.level(part)) for part in Category})


def _of_letter(here: Here, agency: Agency | None) -> dict[str, str]:
    scheme = Scheme.objects.first()
    return {
        "today": uk_date(here.on),
        "scheme": scheme.name if scheme else "the scheme",
        "writer": here.user.full_name,
        "writing_agency": here.user.agency.name if here.user.agency else "",
        "recipient": agency.name if agency else "",
    }


def _of_person(here: Here) -> dict[str, str]:
    person, lead = here.person, here.bar.lead
    officer = f"{lead.officer.full_name}, " if lead and lead.officer else ""
    ends = [row.due_to_end_on for row in current_supervisions(person, here.on)]
    days = [day for day in ends if day is not None]
    return {
        "name": person.name,
        "given_names": person.given_names,
        "date_of_birth": uk_date(person.date_of_birth),
        "address": _address(here),
        "home_area": person.area.name,
        "lead": f"{officer}{lead.agency.name}" if lead else "nobody leads the case",
        "supervision": f"until {uk_date(max(days))}" if days else ("no end is recorded" if ends else "none"),
    }


def _address(here: Here) -> str:
    rows = Address.objects.in_force(here.on).filter(offender=here.person).order_by("-from_on", "-pk")
    found = {row.kind: row for row in reversed(rows)}
    row = next((found[kind] for kind in ("home", "bail", "release", "no_fixed_abode") if kind in found), None)
    if row is None:
        return "no address recorded"
    if row.kind == "no_fixed_abode":
        return "no fixed abode"
    return ", ".join([*(line.strip() for line in row.lines.splitlines() if line.strip()), row.postcode]).strip(", ")


def _of_scheme(here: Here, row: Deselection) -> dict[str, str]:
    left = row.decided_on
    months = numbers(here.on)["follow_up_months"]
    place = row.receiving_area.name if row.receiving_area else row.receiving_place
    return {
        "left_on": uk_date(left),
        "code": row.code_id,
        "code_words": row.code.text,
        "single_agency": row.single_agency.name if row.single_agency else "no agency is named",
        "receiving_area": place or "no area is named",
        "reassess_on": uk_date(row.reassess_on) if row.reassess_on else "no day is set",
        "follow_up_until": uk_date(add_months(left, months)) if left else "",
        "rag": _rag(here),
    }


def _rag(here: Here) -> str:
    decision = current_decisions([here.person.pk], here.on, also=["proposal"]).get(here.person.pk)
    warned = of_person(OF_THE_SCHEME, here.person.pk).on(here.on)
    status = decided_status_for(OF_THE_SCHEME, decision, warned=warned).status
    if not status:
        return "none decided"
    if status in ADVICE:
        return ADVICE[status]
    return f"{status}, decided on {uk_date(decision.effective_on)}" if decision else status


def _of_plan(here: Here, agency: Agency | None) -> dict[str, str]:
    """Open items and appointments to come: to an agency its own, to the person all. None of drugs or health."""
    items = PlanItem.objects.filter(offender=here.person).open().in_order().select_related("pathway", "agency")
    booked = Appointment.objects.filter(offender=here.person).to_come(here.on).select_related("agency")
    if agency:
        items, booked = items.filter(agency=agency), booked.filter(agency=agency)
    return {
        "plan_items": "\n".join(_item(one) for one in items if one.category is Category.PATHWAYS) or NONE_OPEN,
        "appointments": "\n".join(_appointment(one) for one in booked[:10]) or NONE_BOOKED,
    }


def _item(one: PlanItem) -> str:
    said = f"{one.pathway.name}: {_line(one.aims)} Next: {_line(one.action)} Review on {uk_date(one.review_on)}"
    return f"- {said}, with {one.agency.name}."


def _line(words: str) -> str:
    """On one line, as an item of a list, and ended."""
    flat = " ".join(words.split())
    return flat if flat.endswith((".", "!", "?")) else f"{flat}."


def _appointment(one: Appointment) -> str:
    at = f" at {one.at:%H:%M}" if one.at else ""
    place = f", {one.place}" if one.place else ""
    return f"- {uk_date(one.due_on)}{at}, {one.agency.name}{place}"


__all__ = ["NOT_SHARED", "held_by_both", "values_of"]
