"""What the timeline says of expected releases and of visits in prison."""

from collections.abc import Iterator

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_date
from audit.prepared import Number, Rows, prepared
from casefile.lens import Lens
from casefile.person.event import Event
from offenders.custody.rules import ExpectedUntil, VisitResult
from offenders.models import ExpectedRelease, Offender, PrisonVisit


@prepared
def _expected(person: Number) -> Rows:
    return ExpectedRelease.objects.filter(offender=person)


@prepared
def _made(person: Number) -> Rows:
    visits = PrisonVisit.objects.filter(offender=person).exclude(result=VisitResult.PLANNED.value)
    return visits.select_related("agency")


def expected(person: Offender, lens: Lens) -> Iterator[Event]:
    if not lens.knows_of(Category.CUSTODY):
        return
    whole = lens.reads(Category.CUSTODY)
    for row in _expected(person=person.pk):
        how = f"{row.get_kind_display().lower()}, {row.said_by}" if whole else ""
        yield Event(row.set_on, "custody", f"Release expected on {uk_date(row.expected_on)}", how, "Prison")
        if row.ended_on and row.ended_as == ExpectedUntil.NOT_EXPECTED:
            why = row.changed_because if whole else ""
            yield Event(row.ended_on, "custody", "No release expected any more", why, "Prison", bad=True)


def visits(person: Offender, lens: Lens) -> Iterator[Event]:
    if not (lens.reads(Category.ENGAGEMENT) and lens.knows_of(Category.CUSTODY)):
        return
    for row in _made(person=person.pk):
        text = "; ".join(filter(None, [row.visitor, row.said]))
        yield Event(
            row.due_on, "custody", f"Visit in prison: {row.get_result_display().lower()}", text, row.agency.name
        )
