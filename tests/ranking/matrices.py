"""Drafts of the matrix for tests, and six named people whose places are worked out by hand.

On 31 March 2019, by version 1 and by a draft that gives more for several offences (three or more: 25 instead of 10):

| who | what | by version 1 | by the draft |
| --- | --- | --- | --- |
| Ada | a burglary (severity 4) the day before | 20 + 5 + 16 = 41 | 41 |
| Yan, 17 | six thefts (severity 1) the day before | 20 + 15 + 4 = 39 | 20 + 30 + 4 = 54 |
| Dot, a member | a burglary 120 days before | 10 + 5 + 16 = 31 | 31 |
| Bob | three thefts 30 days before | 15 + 10 + 4 = 29 | 15 + 25 + 4 = 44 |
| Cyd, in custody | three thefts 30 days before | 29 / 4 = 7.25 | 44 / 4 = 11 |
| Eve | nothing | 0 | 0 |
"""

from copy import deepcopy
from datetime import date
from typing import Any

from agencies.models import User
from offenders.models import Offender
from ranking.models import Matrix
from tests.drafted import draft
from tests.factories import (
    THEFT_FROM_SHOP,
    CustodySpellFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    arrested,
)

YESTERDAY, A_MONTH_AGO, IN_WINTER = date(2019, 3, 30), date(2019, 3, 1), date(2018, 12, 1)


def points(**changed: Any) -> dict[str, Any]:
    """Version 1, with some of it changed."""
    return deepcopy(Matrix.objects.get(version=1).points) | changed


def more_for_several() -> dict[str, Any]:
    return points(frequency={"within": 365, "at_least": [[10, 40], [6, 30], [3, 25], [1, 5]]})


def more_for_confirmed() -> dict[str, Any]:
    return points(intelligence={"within": 91, "well_graded": 25, "at_least": [[3, 10], [1, 5]]})


def draft_of_matrix(by: User, values: dict[str, Any] | None = None) -> Matrix:
    made: Matrix = draft(Matrix, by, values or more_for_several())
    return made


def known(name: str, **more: Any) -> Offender:
    person = OffenderFactory(family_name=name, ref=name, **more)
    for agency in ("police", "probation"):
        InvolvementFactory(offender=person, agency__code=agency, from_on=date(2018, 1, 1))
    return person


def six() -> dict[str, Offender]:
    people = {name: known(name) for name in ("Ada", "Dot", "Bob", "Cyd", "Eve")}
    people["Yan"] = known("Yan", date_of_birth=date(2001, 4, 1))
    MembershipFactory(offender=people["Dot"])
    CustodySpellFactory(offender=people["Cyd"], admitted_on=A_MONTH_AGO)
    arrested(people["Ada"], YESTERDAY), arrested(people["Dot"], IN_WINTER)
    for name, times, on in (("Yan", 6, YESTERDAY), ("Bob", 3, A_MONTH_AGO), ("Cyd", 3, A_MONTH_AGO)):
        for _ in range(times):
            arrested(people[name], on, code=THEFT_FROM_SHOP)
    return people
