"""Facts that were to be looked at again by a day: markers, circumstances, a care plan, a referral without answer."""

from collections.abc import Iterator

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_date
from audit.prepared import Day, Ids, Rows, prepared
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope
from casefile.worklist.sources.base import Source, page_at
from offenders.facts.policies import may_know_of_marac
from offenders.models import Circumstance, Marker, MarkerKind
from pathways.models import PlanItem, ServiceReferral
from pathways.rules.plans import OPEN


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


@prepared
def _plan_items(people: Ids, until: Day) -> Rows:
    rows = PlanItem.objects.open().filter(offender__in=people, review_on__lte=until).select_related("pathway")
    return rows.order_by("review_on", "pk")


@prepared
def _unanswered(people: Ids, until: Day) -> Rows:
    rows = ServiceReferral.objects.filter(offender__in=people, answer="", referred_on__lte=until)
    rows = rows.filter(item__status__in=sorted(OPEN))
    return rows.select_related("item__pathway").order_by("referred_on", "pk")


def plan_items(scope: Scope) -> Iterator[Fact]:
    """An open item of a care plan, for who reads the part that it belongs to."""
    for row in _plan_items(people=scope.reading(Category.PATHWAYS), until=scope.until):
        if scope.has(row.offender_id, row.category):
            yield Fact(
                row.offender_id,
                row.review_on,
                f"Review of the care plan: {row.pathway.name.lower()}",
                f"{row.get_status_display().lower()} since {uk_date(row.status_on)}",
                page_at(scope, row.offender_id, "pathways:plan", otherwise="pathways"),
                "Review it",
                (row.pk, row.version),
            )


def referrals(scope: Scope) -> Iterator[Fact]:
    """A service that was asked for an open item, and has not answered."""
    within = scope.limits["service_answer"]
    for row in _unanswered(people=scope.reading(Category.PATHWAYS), until=within.before(scope.until)):
        if scope.has(row.offender_id, row.item.category):
            yield Fact(
                row.offender_id,
                within.after(row.referred_on),
                f"No answer to a referral: {row.item.pathway.name.lower()}",
                f"referred on {uk_date(row.referred_on)}, asked after {within.words}",
                page_at(scope, row.offender_id, "pathways:plan", otherwise="pathways"),
                "Open the plan",
                (row.pk, row.version),
            )


REVIEWS = (
    Source("plan_item", "Review of the care plan", (Category.PATHWAYS,), plan_items),
    Source("service_answer", "No answer to a referral", (Category.PATHWAYS,), referrals),
    Source("marker", "Review of a marker", (Category.BOUNDARIES,), markers),
    Source("circumstance", "Review of circumstances", (Category.IDENTITY,), circumstances),
)
