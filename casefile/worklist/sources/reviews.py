"""Facts that were to be looked at again by a day: markers and circumstances."""

from collections.abc import Iterator

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_date
from audit.prepared import Day, Ids, Rows, prepared
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope
from casefile.worklist.sources.base import Source, page_at
from offenders.facts.policies import may_know_of_marac
from offenders.models import Circumstance, Marker, MarkerKind


@prepared
def _markers(people: Ids, until: Day) -> Rows:
    return Marker.objects.due_for_review(until).filter(offender__in=people).order_by("review_on", "pk")


@prepared
def _circumstances(people: Ids, until: Day) -> Rows:
    return Circumstance.objects.due_for_review(until).filter(offender__in=people).order_by("review_on", "pk")


def markers(scope: Scope) -> Iterator[Fact]:
    """For who reads all of the boundaries; MARAC for police and probation alone (offenders.facts.policies)."""
    knows_of_marac = may_know_of_marac(scope.user)
    for row in _markers(people=scope.reading(Category.BOUNDARIES), until=scope.until):
        if knows_of_marac or row.kind != MarkerKind.MARAC:
            yield _review(scope, row, f"Review of a marker: {row.get_kind_display()}")


def circumstances(scope: Scope) -> Iterator[Fact]:
    """Circumstances are part of who somebody is."""
    for row in _circumstances(people=scope.reading(Category.IDENTITY), until=scope.until):
        yield _review(scope, row, f"Review of circumstances: {str(row.get_kind_display()).lower()}")


def _review(scope: Scope, row: Marker | Circumstance, fact: str) -> Fact:
    assert row.review_on is not None
    return Fact(
        row.offender_id,
        row.review_on,
        fact,
        f"recorded {uk_date(row.from_on)}, review set for {uk_date(row.review_on)}",
        page_at(scope, row.offender_id, "facts:of_person"),
        "Review it",
        (row.pk, row.version),
    )


REVIEWS = (
    Source("marker", "Review of a marker", (Category.BOUNDARIES,), markers),
    Source("circumstance", "Review of circumstances", (Category.IDENTITY,), circumstances),
)
