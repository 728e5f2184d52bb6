"""What some people of the demonstration consent to. All of it is invented, and each row says so.

Only for people whom the agency that recorded it supports. They enter no published figure: consent says who may read
what, and nothing of what anybody did.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from agencies.categories import Category
from agencies.models import Agency, User
from agencies.roles import Role
from offenders.models import Consent, Involvement, InvolvementReason, Offender

INVENTED = "Invented for the demonstration."
SIGNED = f"{INVENTED} Form signed at the drug service, kept in its file."


@dataclass(frozen=True)
class Told:
    """One consent: counted in days from the demonstration's day."""

    to: str
    given: int
    until: int | None = None
    withdrawn: int | None = None
    category: Category = Category.TREATMENT
    by: str = "drug_service"


# For each of the first people, by reference, whom the recording agency supports and the other is involved with.
TOLD = (
    (Told("probation", given=-75),),
    (Told("probation", given=-160, until=20), Told("health", given=-40)),
    (Told("probation", given=-120, withdrawn=-12),),
    (Told("probation", given=-200, until=-18),),
    (Told("probation", given=-90, until=10), Told("probation", given=10, until=190)),
)
OF_HEALTH = (Told("drug_service", given=-30, category=Category.HEALTH, by="health"),)


def tell(day: date) -> None:
    """Record them, as the demonstration's practitioners would have."""
    rows = [row for person, told in _people() for row in (_row(person, one, day) for one in told)]
    Consent.objects.bulk_create(rows)


def _people() -> list[tuple[Offender, tuple[Told, ...]]]:
    found = list(zip(_supported("drug_service", "probation"), TOLD, strict=False))
    return found + [(person, OF_HEALTH) for person in _supported("health", "drug_service")[:1]]


def _supported(by: str, known_to: str) -> list[Offender]:
    """Who is supported by one agency and known to another, by reference."""
    supports = Involvement.objects.filter(agency__code=by, reason=InvolvementReason.SUPPORTS, until_on=None)
    known = Involvement.objects.filter(agency__code=known_to, until_on=None)
    people = Offender.objects.filter(pk__in=supports.values("offender")).filter(pk__in=known.values("offender"))
    return list(people.order_by("ref"))


def _row(person: Offender, told: Told, day: date) -> Consent:
    officer = User.objects.get(agency__code=told.by, role_holdings__role=Role.PRACTITIONER)
    withdrawn = None if told.withdrawn is None else day + timedelta(days=told.withdrawn)
    return Consent(
        offender=person,
        category=told.category,
        agency=Agency.objects.get(code=told.to),
        given_on=day + timedelta(days=told.given),
        until_on=None if told.until is None else day + timedelta(days=told.until),
        how=SIGNED if told.by == "drug_service" else f"{INVENTED} Said to the nurse, who wrote it down.",
        recorded_by=officer,
        withdrawn_on=withdrawn,
        withdrawn_how=f"{INVENTED} He telephoned the drug service." if withdrawn else "",
        withdrawn_by=officer if withdrawn else None,
    )
