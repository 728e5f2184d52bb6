"""Who some people of the demonstration are: other names, addresses, phones, circumstances, markers, associates.

All of it is invented, and enters no published figure. Telephone numbers are of the range that Ofcom keeps for plays.
"""

from datetime import date, timedelta
from typing import Any

from agencies.models import User
from agencies.roles import Role
from cohorts.models import Membership
from offenders.models import (
    Address,
    Alias,
    Associate,
    Circumstance,
    Marker,
    Offender,
    Phone,
)

INVENTED = "Invented for the demonstration"
STREETS = ("Fircroft Lane", "Tannery Row", "Castle Mead", "Kiln Bank", "Weavers Court", "Mill Reach", "Orchard Way")
NICKNAMES = ("Spider", "Duke", "Jinx", "Smiler", "Tex", "Fox", "Boots")
WORK = (
    ("employment", "Works three days a week at a market stall; paid by the day."),
    ("benefits", "Universal Credit since January; the next payment is on the 12th."),
    ("dependants", "A daughter of four, who lives with her mother; he sees her on Sundays."),
    ("relationship", "Lives with a partner since the autumn."),
    ("money", "Owes rent of three months; a plan with the landlord."),
)
# What stands of the first people of the cohorts, by their place among them.
MARKED: dict[int, dict[str, Any]] = {
    0: {"kind": "risk_to_staff", "text": "two to visit"},
    1: {"kind": "mappa", "mappa_category": 2, "mappa_level": 2, "led_by": "Probation"},
    2: {"kind": "marac"},
    3: {"kind": "mappa", "mappa_category": 2, "mappa_level": 1},
    4: {"kind": "child_protection"},
    5: {"kind": "self_harm", "text": "in custody in 2017"},
}
HOW_MANY = 14


def tell(day: date) -> None:
    """Write it down, as the police's practitioner would have."""
    by = User.objects.filter(agency__code="police", role_holdings__role=Role.PRACTITIONER).order_by("email").first()
    people = _members(day)
    for place, person in enumerate(people):
        _of(person, place, day, by)
    for first, second in zip(people[0::5], people[1::5], strict=False):
        Associate.objects.create(
            offender=first, other=second, kind="co_offender", filed_under="offending",
            learned_from=f"{INVENTED}: arrested together", from_on=day - timedelta(days=200), created_by=by,
        )  # fmt: skip


def _members(day: date) -> list[Offender]:
    current = Membership.objects.current(day).values("offender")
    return list(Offender.objects.filter(pk__in=current).select_related("area").order_by("ref")[:HOW_MANY])


def _of(person: Offender, place: int, day: date, by: User | None) -> None:
    own: dict[str, Any] = {"offender": person, "created_by": by}
    since = day - timedelta(days=90 + 17 * place)
    before = since - timedelta(days=300)
    street = STREETS[place % len(STREETS)]
    Address.objects.create(kind="home", lines=f"{place + 3} {street}", area=person.area, from_on=since, **own)
    Phone.objects.create(kind="mobile", number=f"07700900{100 + place}", from_on=since, **own)
    if place % 2 == 0:
        old = STREETS[(place + 3) % len(STREETS)]
        Address.objects.create(kind="home", lines=f"{40 + place} {old}", from_on=before, until_on=since, **own)
        Alias.objects.create(kind="nickname", given_names=NICKNAMES[place // 2 % len(NICKNAMES)], **own)
    kind, text = WORK[place % len(WORK)]
    review = day + timedelta(days=10 * (place - 3))
    Circumstance.objects.create(kind=kind, text=text, from_on=since, review_on=review, **own)
    if place in MARKED:
        review = day + timedelta(days=30 * place - 20)
        Marker.objects.create(
            learned_from=INVENTED, from_on=since, review_on=max(review, since), **MARKED[place], **own
        )
