"""Of whom a warning stands, for readers who are told of it in the place of the decided status (rag.visible).

"RED: speak to the lead agency before contact, which risk-to-staff markers show too, so that it proves nothing"
(spec/access.md, section 2). It proves nothing only where it stands in the same place for both, in the same words.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from agencies.rules import Levels
from offenders.facts.rules import told_by_status
from offenders.models import Marker


@dataclass(frozen=True)
class Warned:
    """When warnings of one person stood: from each first day up to, but without, each last."""

    periods: tuple[tuple[date, date | None], ...] = ()

    def on(self, day: date) -> bool:
        return any(begins <= day and (ends is None or day < ends) for begins, ends in self.periods)


NOT_WARNED = Warned()


def of_people(levels: Mapping[int, Levels]) -> dict[int, Warned]:
    """Of those of whom this reader is told so, with one query and only where there are any; nobody else is there."""
    ids = [pk for pk, has in levels.items() if told_by_status(has)]
    if not ids:
        return {}
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    rows = Marker.objects.warnings().filter(offender__in=ids).order_by("from_on", "pk")
    for pk, begins, ends in rows.values_list("offender_id", "from_on", "ended_on"):
        found[pk].append((begins, ends))
    return {pk: Warned(tuple(periods)) for pk, periods in found.items()}


def of_person(levels: Levels, offender_id: int) -> Warned:
    return of_people({offender_id: levels}).get(offender_id, NOT_WARNED)


def stands(on: date, person: str = "pk") -> Exists:
    """The same of one day in SQL, of the person whose number the outer query has as `person`."""
    return Exists(Marker.objects.standing(on).warnings().filter(offender=OuterRef(person)))
