"""Facts that were to be looked at again by a day: markers and circumstances."""

from collections.abc import Iterator

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_date
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope
from casefile.worklist.sources.base import Source, page_at
from offenders.facts.policies import may_know_of_marac
from offenders.models import Circumstance, Marker, MarkerKind


def markers(scope: Scope) -> Iterator[Fact]:
    """For who reads all of the boundaries; MARAC for police and probation alone (offenders.facts.policies)."""
    rows = Marker.objects.due_for_review(scope.until).filter(offender__in=scope.reading(Category.BOUNDARIES))
    if not may_know_of_marac(scope.user):
        rows = rows.exclude(kind=MarkerKind.MARAC)
    for row in rows.order_by("review_on", "pk"):
        yield _review(scope, row, f"Review of a marker: {row.get_kind_display()}")


def circumstances(scope: Scope) -> Iterator[Fact]:
    """Circumstances are part of who somebody is."""
    rows = Circumstance.objects.due_for_review(scope.until).filter(offender__in=scope.reading(Category.IDENTITY))
    for row in rows.order_by("review_on", "pk"):
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
