"""What changed between two versions of a row, in words, and all the versions that it had."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Field, Model

from agencies.templatetags.iom_pages import uk_date
from audit.models import Sourced

# What says who made a version; not a value of the record.
ABOUT = frozenset(field.name for field in Sourced._meta.fields) | {"id", "public_id", "withdrawn"}


@dataclass(frozen=True)
class Change:
    """One field: its name, its words, and the value before and after, in words."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One version of a row: when, who (a name and an agency, or an import), why, and what became different."""

    number: int
    at: datetime
    who: str
    because: str
    changes: list[Change] = field(default_factory=list)


def fields_of(model: type[Model]) -> "list[Field[Any, Any]]":
    """The fields that are values of the record, in the order of the model; the person it is of is none."""
    return [f for f in model._meta.concrete_fields if f.name not in ABOUT and f.name != "offender"]


def words_of(row: Model, name: str) -> str:
    """One value as a page says it; nothing is "not recorded"."""
    value = getattr(row, name)
    if value is None or value == "":
        return "not recorded"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "not recorded"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{uk_date(value.date())}, {value:%H:%M}"
    if isinstance(value, date):
        return uk_date(value)
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else value)


def changes(before: Model, after: Model, model: type[Model]) -> list[Change]:
    """What differs between two versions of one row (the row itself or its history)."""
    return [
        Change(f.name, str(f.verbose_name).capitalize(), words_of(before, f.name), words_of(after, f.name))
        for f in fields_of(model)
        if getattr(before, f.attname) != getattr(after, f.attname)
    ]


def history(row: Sourced) -> list[Version]:
    """Every version of a row, the newest first; the first is how it came in. Two statements."""
    model = type(row)
    names = [f.name for f in fields_of(model) if f.is_relation]
    old = row.events.filter(pgh_label__startswith="update")  # type: ignore[attr-defined]
    # The writer of a version stands in it; a row of history that an older release wrote has the version 1.
    earlier = list(old.select_related("created_by__agency", "changed_by__agency", *names).order_by("pgh_id"))
    return list(reversed(list(_versions([*earlier, row], model))))


def _versions(rows: list[Any], model: type[Model]) -> Iterable[Version]:
    for before, row in zip([None, *rows], rows, strict=False):
        found = changes(before, row, model) if before is not None else []
        if before is None or found:
            yield Version(row.version, row.changed_at or row.created_at, who(row), row.changed_because, found)


def who(row: Any) -> str:
    """Who made this version: somebody with their agency, or an import by its number."""
    by = row.changed_by or (row.created_by if row.changed_at is None and row.import_number is None else None)
    if by is not None:
        return f"{by.full_name}, {by.agency.name}" if by.agency else by.full_name
    return f"import {row.import_number}" if row.import_number else "the system"
