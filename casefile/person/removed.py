"""What was taken off a person's record by mistake, with who removed it, when and why (docs/adr/0014-writing.md).

Of what it said nothing stands here: who reads that part of the record learns that a row of it was removed. What a
sender's import took back is no removal: nobody wrote it, and the import's number says it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, F, Model, OuterRef, Q, QuerySet, Value

from agencies.categories import Category
from agencies.models import User
from audit.models import Sourced
from casefile.lens import Lens
from offenders.facts.policies import may_know_of_marac
from offenders.models import Associate, Marker, MarkerKind, Offender
from offenders.policies import views_of
from retention.gathering import FILED, THROUGH, CategoryOf

# What is no part of what is given out (retention.gathering), and is removed all the same.
ALSO: dict[str, Category] = {"contacts.Series": Category.ENGAGEMENT, "contacts.Entered": Category.ENGAGEMENT}


@dataclass(frozen=True)
class Removed:
    """One removal."""

    at: datetime
    what: str
    category: Category
    who: str
    because: str


def of_person(person: Offender, lens: Lens) -> list[Removed]:
    """The newest first, of the parts that the reader reads. One statement, and one for each kind of row it found."""
    return sorted(_shown(_found(person, lens), person, lens), key=lambda one: one.at, reverse=True)


@cache
def _filed() -> dict[str, Category | CategoryOf]:
    """Every kind of row that people write and may remove, with the part that it belongs to."""
    rows = {label: filed for label, filed in (FILED | ALSO).items() if filed is not None}
    return {label: filed for label, filed in rows.items() if issubclass(apps.get_model(label), Sourced)}


def _found(person: Offender, lens: Lens) -> dict[str, list[int]]:
    """The numbers of what was removed, in the history of each table."""
    parts = [
        _removals(model, person).annotate(table=Value(label, CharField())).order_by().values_list("table", "pk")
        for label, filed in _filed().items()
        if (callable(filed) or lens.reads(filed)) and (model := _history(label))
    ]
    found: dict[str, list[int]] = defaultdict(list)
    if parts:
        for label, pk in parts[0].union(*parts[1:], all=True):
            found[label].append(pk)
    return found


def _history(label: str) -> type[Model]:
    found: type[Model] = apps.get_model(label)._meta.get_field("events").related_model  # type: ignore[assignment]
    return found


def _removals(history: type[Model], person: Offender) -> "QuerySet[Any]":
    """A person's removal says first who removes and why, and then deletes: both in one transaction."""
    label = history.pgh_tracked_model._meta.label  # type: ignore[attr-defined]
    whose = Q(**{THROUGH.get(label, "offender"): person})
    if label == Associate._meta.label:
        whose |= Q(other=person)
    rows = history._default_manager.all()
    said = rows.filter(pgh_label="update", pgh_obj_id=OuterRef("pgh_obj_id"), pgh_created_at=OuterRef("pgh_created_at"))
    return rows.filter(whose, Exists(said), pgh_label="delete", changed_by__isnull=False)


def _shown(found: dict[str, list[int]], person: Offender, lens: Lens) -> Iterator[Removed]:
    for label, ids in found.items():
        filed, model = _filed()[label], apps.get_model(label)
        rows = _history(label)._default_manager.filter(pk__in=ids)
        for row in rows.select_related("changed_by__agency").annotate(removed_at=F("pgh_created_at")):
            category = filed(row) if callable(filed) else filed
            if lens.reads(category) and _may_know(model, row, category, person, lens.user):
                by = row.changed_by
                who = f"{by.full_name}, {by.agency.name}" if by.agency else by.full_name
                words = str(model._meta.verbose_name).capitalize()
                yield Removed(row.removed_at, words, category, who, row.changed_because)


def _may_know(model: type[Model], row: Any, category: Category, person: Offender, user: User) -> bool:
    """That there is a MARAC is for police and probation; an associate for who has both people."""
    if model is Marker and row.kind == MarkerKind.MARAC:
        return may_know_of_marac(user)
    if model is Associate and row.other_id:
        ends = {row.offender_id, row.other_id} - {person.pk}
        views = views_of(user, ends)
        return all(pk in views and views[pk].levels.reads(category) for pk in ends)
    return True
