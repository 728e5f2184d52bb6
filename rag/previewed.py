"""Whose proposal a draft would change, as one reader may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agencies.models import User
from agencies.rules import Levels
from offenders.models import Offender
from offenders.policies import views_of
from rag import visible, warned
from rag.models import RuleChange, RulePreview
from rag.reasons import from_json
from rag.shown import WORST_FIRST
from rag.visible import Shown


@dataclass(frozen=True)
class Row:
    """One person: what is proposed and what would be, each with the reasons that the reader may read."""

    offender: Offender
    was: Shown
    would_be: Shown

    @property
    def direction(self) -> tuple[str, str]:
        return self.was.status or "", self.would_be.status or ""


def rows(preview: RulePreview, user: User) -> list[Row]:
    """The people whom the reader may see and of whom they would see a difference, worst first as it would be.

    Where all that differs is hidden from the reader, the person is not there: that they were would give it away.
    """
    people = Offender.objects.visible_to(user).filter(pk__in=preview.changes.values("offender"))
    known = {person.pk: person for person in people.select_related("area")}
    views = views_of(user, list(known))
    told = warned.of_people({pk: view.levels for pk, view in views.items()})
    found = []
    for change in preview.changes.filter(offender__in=list(known)):
        view = views.get(change.offender_id)
        if view is not None:
            row = _row(
                known[change.offender_id],
                change,
                view.levels,
                told.get(change.offender_id, warned.NOT_WARNED).on(preview.as_of),
            )
            if (row.was.status, _texts(row.was)) != (row.would_be.status, _texts(row.would_be)):
                found.append(row)
    return sorted(found, key=lambda row: (_place(row.would_be), row.offender.name, row.offender.pk))


def _row(offender: Offender, change: RuleChange, levels: Levels, told: bool) -> Row:
    was = visible.status_for(levels, from_json(change.was, change.was_reasons), warned=told)
    would_be = visible.status_for(levels, from_json(change.would_be, change.would_be_reasons), warned=told)
    return Row(offender, was, would_be)


def _texts(shown: Shown) -> list[str]:
    return [reason.text for reason in shown.reasons]


def _place(shown: Shown) -> int:
    return WORST_FIRST.index(shown.status) if shown.status in WORST_FIRST else len(WORST_FIRST)


def counts(found: Iterable[Row]) -> list[tuple[str, str, int]]:
    """How many go from which status to which, the most first; where only the reasons differ both are one."""
    numbers: dict[tuple[str, str], int] = {}
    for row in found:
        numbers[row.direction] = numbers.get(row.direction, 0) + 1
    return sorted(((was, then, n) for (was, then), n in numbers.items()), key=lambda each: (-each[2], each))


def is_stale(preview: RulePreview, edits: int, on: date) -> bool:
    """Whether the draft has been changed since, or the day is another."""
    return preview.edits != edits or preview.as_of != on
