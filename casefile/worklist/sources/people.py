"""Consents and agreements that end."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from agencies.agreements.queries import in_force
from agencies.categories import Category
from agencies.roles import Permission
from agencies.rules import NOT_SHARED
from agencies.sharing import terms
from agencies.templatetags.iom_pages import uk_date
from audit.prepared import Day, Ids, Number, Rows, prepared
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope
from casefile.worklist.sources.base import Source, page_at
from offenders.consent.rules import Reach, reach
from offenders.models import Consent, Involvement


@prepared
def _ending(people: Ids, after: Day, until: Day) -> Rows:
    """Consents that end in that time and that none follows."""
    following = Consent.objects.filter(
        offender=OuterRef("offender"), agency=OuterRef("agency"), category=OuterRef("category")
    ).filter(given_on__gte=OuterRef("until_on"), withdrawn_on=None)
    days = Q(until_on__gt=after, until_on__lte=until)
    rows = Consent.objects.filter(days, offender__in=people, withdrawn_on=None).select_related("agency")
    return rows.filter(~Exists(following)).order_by("until_on", "pk")


@prepared
def _involving(agency: Number, people: Ids, on: Day) -> Rows:
    involved = Involvement.objects.in_force(on).filter(agency=agency, offender__in=people)
    return involved.order_by().values_list("offender_id", flat=True)


def consents(scope: Scope) -> Iterator[Fact]:
    """A consent that runs out, or ran out in the same length before today, and that none follows.

    A line is there for who may know of that consent (offenders.consent): that one exists says what it is about.
    """
    before = scope.limits["consent_ends"]
    found = _ending(people=scope.own, after=before.before(scope.on), until=before.after(scope.on))
    involved = _involved(scope, {row.offender_id for row in found})
    for consent in found:
        if _knows(scope, consent, consent.offender_id in involved):
            yield _consent(scope, consent)


def _involved(scope: Scope, people: set[int]) -> set[int]:
    return set(_involving(agency=scope.user.agency_id, people=people, on=scope.on)) if people else set()


def _knows(scope: Scope, consent: Consent, involved: bool) -> bool:
    category = Category(consent.category)
    level = scope.views[consent.offender_id].levels.level(category)
    # Who is let in by broken glass or a grant has no page of consents; `reach` asks the agency's own terms.
    how_far = reach(level, terms(scope.user).get(category, NOT_SHARED), involved=involved)
    return how_far >= Reach.WHOLE or (how_far is Reach.OWN and consent.agency_id == scope.user.agency_id)


def _consent(scope: Scope, consent: Consent) -> Fact:
    until, before = consent.until_on, scope.limits["consent_ends"]
    assert until is not None
    over = until <= scope.on
    return Fact(
        consent.offender_id,
        until,
        f"Consent {'ran' if over else 'runs'} out on {uk_date(until)}",
        f"{Category(consent.category).label}, to {consent.agency.name}; to be asked again {before.words} before",
        page_at(scope, consent.offender_id, "consent:of_person"),
        "Open consents",
        (consent.pk, consent.version),
    )


def agreements(scope: Scope) -> Iterator[Fact]:
    """The sharing agreement in force: its review, and its end, after which no agency sees anything."""
    agreement, before = in_force(scope.on), scope.limits["agreement_ends"]
    if agreement is None:
        return
    days = [("is to be reviewed by", agreement.review_on), ("ends on", agreement.expires_on)]
    for words, day in days:
        if day is not None and day <= before.after(scope.on):
            yield Fact(
                None,
                day,
                f"The sharing agreement {words} {uk_date(day)}",
                f"{agreement.name}; within {before.words}",
                reverse("agencies:agreement", args=[agreement.number]),
                "Open the agreement",
                (agreement.number, words.split()[0], day),
            )


PEOPLE = (
    Source("consent", "Consent runs out", (Category.IDENTITY,), consents),
    Source(
        "agreement", "Sharing agreement ends", (), agreements, permission=Permission.AGREEMENT_VIEW, on_person=False
    ),
)
