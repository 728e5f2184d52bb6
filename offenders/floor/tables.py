"""The tables of a person, found by their models: each with a key that leads to one, and the history of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db.models import Field, Model

from offenders.models import Offender

PERSON = Offender._meta.db_table

# Tables that name a person and are not floored, each with its reason.
EXEMPT = {
    "audit_entry": "It never dies with its subject, so it has a number and no key; its pages judge for themselves.",
}


@dataclass(frozen=True)
class Floored:
    """A table whose rows belong to people: by columns that are the person, or through other floored tables.

    `perhaps` are columns that may name a second person: where one stands there, they are asked for too.
    """

    table: str
    people: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    through: tuple[tuple[str, str], ...] = ()
    history: bool = False


def floored() -> list[Floored]:
    """Every table of a person, by name."""
    found = (_of(model) for model in _models())
    return sorted((one for one in found if one), key=lambda one: one.table)


def unkeyed() -> set[str]:
    """Tables that speak of a person by a number that is no key: each must stand among the exempt."""
    return {model._meta.db_table for model in _models() for field in model._meta.concrete_fields if _is_bare(field)}


def _models() -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def _is_bare(field: "Field[object, object]") -> bool:
    return "offender" in field.name and not field.is_relation


def _of(model: type[Model]) -> Floored | None:
    table, history = model._meta.db_table, hasattr(model, "pgh_tracked_model")
    if model is Offender:
        return Floored(table, ("id",))
    keys = _keys(model)
    people = tuple(column for column, other in keys if other is Offender)
    if people:
        perhaps = tuple(column for column in people if column != "offender_id" and _may_be_empty(model, column))
        return Floored(table, tuple(c for c in people if c not in perhaps), perhaps, history=history)
    nearest = min((_far(other) for _, other in keys), default=FAR)
    if nearest == FAR:
        return None
    through = tuple((column, other._meta.db_table) for column, other in keys if _far(other) == nearest)
    return Floored(table, through=through, history=history)


def _may_be_empty(model: type[Model], column: str) -> bool:
    return any(field.column == column and field.null for field in model._meta.concrete_fields)


def _keys(model: type[Model]) -> list[tuple[str, type[Model]]]:
    """The columns that are keys of other tables."""
    fields = (field for field in model._meta.concrete_fields if field.is_relation)
    return [(str(field.column), field.related_model) for field in fields if isinstance(field.related_model, type)]


FAR = 1000  # from any person


@cache
def _far(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> int:
    """How many keys lie between a table and a person."""
    if model is Offender:
        return 0
    others = (other for _, other in _keys(model) if other not in seen and other is not model)
    return min((FAR, *(1 + _far(other, seen | {model}) for other in others)))
