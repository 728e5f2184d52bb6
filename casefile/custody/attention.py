"""Lines of "Needs attention": a release that is near, its plan, and a licence or order that runs out."""

from collections.abc import Iterator

from django.urls import reverse

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_date
from casefile.register.reader import Reader
from offenders.custody.queries import Release, expected_of
from offenders.custody.rules import PLAN_DUE, PlanStatus
from offenders.models import Offender, Supervision

# The fact, the rest, an address and its words: see casefile.person.attention.Line.
Said = tuple[str, str, str, str]


def lines(reader: Reader, person: Offender) -> Iterator[Said]:
    if reader.lens.knows_of(Category.CUSTODY):
        found = expected_of(person, reader.on)
        if found and found.days <= PLAN_DUE:
            yield _release(reader, found)
    if reader.lens.reads(Category.SUPERVISION):
        for row in Supervision.objects.ending_within(PLAN_DUE, reader.on).filter(offender=person):
            days = (row.due_to_end_on - reader.on).days if row.due_to_end_on else 0
            yield f"{row.get_order_type_display()} runs out {uk_date(row.due_to_end_on)}", in_days(days), "", ""


def _release(reader: Reader, found: Release) -> Said:
    fact = f"Release expected {uk_date(found.expected.expected_on)}"
    said = [warning.words for warning in found.warnings if not warning.info and not warning.code.startswith("within")]
    text = ", ".join([in_days(found.days), *said]) if found.days >= 0 else ", ".join(said)
    if not reader.lens.reads(Category.CUSTODY):
        return fact, text, "", ""
    plan = reverse("custody:plan", args=[found.person.public_id])
    status = found.plan_status
    if status is PlanStatus.NOT_WRITTEN:
        return fact, f"{text}; no plan for the day yet", plan, "Write the plan"
    return fact, f"{text}; plan: {status.words.lower()}", plan, "Open the plan"


def in_days(days: int) -> str:
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
