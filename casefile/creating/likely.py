"""Who may be meant already: the people like the one who is to be put on the register, whom the reader may see.

By number, by date of birth, by name with its short forms; those that match in several ways come first. Whether an
exact number is known of somebody whom the reader does not see is the exact search's to answer (offenders.glass).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agencies.models import User
from casefile import search
from offenders.glass import actions as glass
from offenders.glass.queries import Found as Known
from offenders.glass.rules import Says
from offenders.models import Offender

MOST = 20
NUMBERS = ("pnc_id", "crn", "prison_number")


@dataclass(frozen=True)
class Likely:
    """One person who may be meant, and why."""

    person: Offender
    why: str


@dataclass(frozen=True)
class Answer:
    """Who may be meant, the surest first; and of the numbers typed, whom to ask who knows somebody by one."""

    people: list[Likely]
    more: bool
    known: list[tuple[str, Known]]


def look(user: User, values: Mapping[str, Any]) -> Answer:
    """Raises glass.TooMany where the reader asks for more numbers than anybody does by hand."""
    numbers = {name: str(values[name]) for name in NUMBERS if values[name]}
    found = search.together(
        *(search.find(user, number) for number in numbers.values()),
        search.find(user, f"{values['date_of_birth']:%Y-%m-%d}"),
        search.find(user, f"{values['given_names']} {values['family_name']}"),
    )
    surest = sorted(found.why, key=lambda pk: -_ways(found.why[pk]))
    people = Offender.objects.visible_to(user).select_related("area").in_bulk(surest[:MOST])
    listed = [Likely(people[pk], found.why[pk]) for pk in surest[:MOST] if pk in people]
    return Answer(listed, found.more or len(surest) > MOST, _known(user, numbers))


def _ways(why: str) -> int:
    """A number counts for more than a name and a day together."""
    return sum(10 if reason in ("PNC", "CRN", "prison number") else 1 for reason in why.split(", "))


def _known(user: User, numbers: dict[str, str]) -> list[tuple[str, Known]]:
    """The numbers by which somebody is known whom the reader does not see, and whom to ask."""
    asked = [(number, glass.search(number=number, by=user)) for number in numbers.values()]
    return [(number, answer) for number, answer in asked if answer.says == Says.KNOWN]
