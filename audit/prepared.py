"""Reads that are asked in the same words again and again: their SQL is written once a process, their plan made once a
connection.

A page of many reads spends most of its time on having each written by the ORM and planned, with the floor in it, by
the database. A prepared read is a function of the values that change; it gives the rows that its queryset would:

    @prepared
    def _warrants(people: Ids, on: Day) -> Rows[Warrant]:
        return Warrant.objects.in_force(on).filter(offender__in=people).order_by("issued_on", "pk")

    for warrant in _warrants(people=[1, 2], on=today): ...

The function is called once, with stand-ins for its values: it may hand them to the ORM and do nothing else with them.
The database plans anew by itself where tables, policies, statistics or the role change.
"""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import update_wrapper
from threading import Lock
from typing import Annotated, Any, ParamSpec, cast, get_type_hints
from uuid import UUID

from django.db import connection, models
from django.db.models.base import ModelState
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators
from django.db.models.signals import post_init, pre_init
from psycopg2.extensions import AsIs

from audit import floor

Given = ParamSpec("Given")

# The values that a read may be given, each with its type in the database.
Ids = Annotated[Iterable[int], "bigint[]"]
Number = Annotated[int | None, "bigint"]
Text = Annotated[str, "text"]
Texts = Annotated[Iterable[str], "text[]"]
Day = Annotated[date, "date"]
Address = Annotated[UUID, "uuid"]
Moment = Annotated[datetime, "timestamptz"]
# What the function of a read gives: a queryset, of whose rows the read is a list.
Rows = Any

_numbers = itertools.count(1)


class _StandIn(Expression):
    """Where a value will stand: one, or for `__in` as many as are given."""

    def __init__(self, position: int, kind: str) -> None:
        super().__init__(output_field=_FIELDS[kind.removesuffix("[]")]())
        self.position, self.many = position, kind.endswith("[]")

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        return "(SELECT unnest(%s))" if self.many else "%s", (AsIs(f"${self.position}"),)


_FIELDS: "dict[str, type[models.Field[Any, Any]]]" = {
    "bigint": models.BigIntegerField,
    "text": models.TextField,
    "date": models.DateField,
    "timestamptz": models.DateTimeField,
    "uuid": models.UUIDField,
}


def prepared(build: Callable[Given, Rows]) -> "Callable[Given, list[Any]]":
    """Make a function that gives a queryset into a read that gives its rows."""
    read = _Read(build)
    update_wrapper(read, build)
    return cast(Callable[Given, list[Any]], read)


@dataclass(frozen=True)
class _Written:
    """A read as it is prepared, asked, and made of rows."""

    kinds: dict[str, str]
    sql: str
    constants: tuple[Any, ...]
    make: Callable[[list[tuple[Any, ...]]], list[Any]]


class _Read:
    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self.name = f"iom_read_{next(_numbers)}"
        self._written: _Written | None = None

    def __call__(self, **given: Any) -> list[Any]:
        written = self._written or self._write()
        kinds = written.kinds
        values = [list(given[name]) if kind.endswith("[]") else given[name] for name, kind in kinds.items()]
        holes = ", ".join(f"%s::{kind}" for kind in kinds.values())
        name = self._prepare(written)
        with connection.cursor() as cursor:
            cursor.execute(f"EXECUTE {name} ({holes})" if holes else f"EXECUTE {name}", values)
            return written.make(cursor.fetchall())

    def _write(self) -> _Written:
        """Once a process, by one thread."""
        with _writing:
            if self._written is None:
                kinds = _kinds(self.build)
                places = enumerate(kinds.items(), start=1)
                queryset = self.build(**{name: _StandIn(n, kind) for n, (name, kind) in places})
                compiler = queryset.query.get_compiler(connection=connection)
                sql, constants = compiler.as_sql()
                self._written = _Written(kinds, sql, tuple(constants), _maker(queryset, compiler))
            return self._written

    def _prepare(self, written: _Written) -> str:
        """Once a connection, past Django's cursor: this belongs to the connection, and is no query of a page.

        And once a role, with a name of its own: a plan holds the floor of whoever asked last, and where a reader's page
        and the system's work take turns it would be made anew each time.
        """
        connection.ensure_connection()
        held = connection.connection
        there, name = _there(held), f"{self.name}_as_{floor.role().rpartition('_')[2] or 'itself'}"
        if name not in there:
            kinds = f" ({', '.join(written.kinds.values())})" if written.kinds else ""
            with connection.wrap_database_errors, held.cursor() as cursor:
                cursor.execute(f"PREPARE {name}{kinds} AS {written.sql}", written.constants)
            there.add(name)
        return name


def _kinds(build: Callable[..., Any]) -> dict[str, str]:
    """The values of a read in their order, each with its type in the database."""
    hints = get_type_hints(build, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items() if name != "return"}


def _there(held: Any) -> set[str]:
    """What is prepared on a connection of the driver's: with another it is another."""
    known = getattr(connection, "_iom_prepared", None)
    if known is None or known[0] is not held:
        known = connection._iom_prepared = (held, set())  # type: ignore[attr-defined]
    return known[1]  # type: ignore[no-any-return]


def _maker(queryset: Any, compiler: Any) -> Callable[[list[tuple[Any, ...]]], list[Any]]:
    """From rows of the database to what the queryset gives."""
    converters = compiler.get_converters([chosen[0] for chosen in compiler.select[: compiler.col_count]])
    kind = queryset._iterable_class
    make = _models(compiler) if issubclass(kind, models.query.ModelIterable) else list
    if issubclass(kind, models.query.FlatValuesListIterable):
        make = _first

    def made(rows: list[tuple[Any, ...]]) -> list[Any]:
        return make(map(tuple, compiler.apply_converters(rows, converters)) if converters else rows)

    return made


def _first(rows: Iterable[Any]) -> list[Any]:
    return [row[0] for row in rows]


def _models(compiler: Any) -> Callable[[Iterable[Any]], list[Any]]:
    """As django.db.models.query.ModelIterable does, with what it works out each time worked out once."""
    info, select = compiler.klass_info, compiler.select
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [chosen[0].target.attname for chosen in select[first:last]]
    model, alias = _Made(info["model"]), connection.alias
    beside = get_related_populators(info, select, alias)  # type: ignore[call-arg]
    _hurry(beside)
    annotated = list((compiler.annotation_col_map or {}).items())

    def made(rows: Iterable[Any]) -> list[Any]:
        found = []
        for row in rows:
            one = model.from_db(alias, names, row[first:last])
            for populator in beside:
                populator.populate(row, one)
            for name, column in annotated:
                setattr(one, name, row[column])
            found.append(one)
        return found

    return made


class _Made:
    """Makes a model's rows as its `from_db` does; where nobody has anything to add to that, without asking who."""

    def __init__(self, model: Any) -> None:
        self.model = model
        ours = (model.from_db.__func__, model.__init__) == (models.Model.from_db.__func__, models.Model.__init__)  # type: ignore[attr-defined]
        heard = any(signal.has_listeners(model) for signal in (pre_init, post_init))
        self.columns = len(model._meta.concrete_fields) if ours and not heard else -1

    def from_db(self, alias: str, names: list[str], values: Iterable[Any]) -> Any:
        if len(names) != self.columns:
            return self.model.from_db(alias, names, values)
        one = self.model.__new__(self.model)
        one.__dict__.update(zip(names, values, strict=True))
        one._state = ModelState()
        one._state.adding, one._state.db = False, alias
        return one


def _hurry(populators: Iterable[Any]) -> None:
    for populator in populators:
        populator.model_cls = _Made(populator.model_cls)
        _hurry(populator.related_populators)


_writing = Lock()
