"""Moving the rows of one record to another, with a note of each, and moving exactly these back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from offenders.joining.rules import Span, rest
from offenders.joining.tables import BY_DAYS, CLASHES, MAY_STAY, NOT_OVER, OVER, Key, keys
from offenders.models import Join, MovedRow, Offender

AT_A_TIME = 5000


@dataclass
class Outcome:
    """What a join moved, how many of each table; what stays, and what does not fit together, in words."""

    moved: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    stays: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    clashes: list[str] = field(default_factory=list)
    rows: list[MovedRow] = field(default_factory=list)


def move(stands: Offender, gone: Offender) -> Outcome:
    """Move every row of one record to the other, and the history of each with it; nothing is deleted."""
    outcome = Outcome()
    for key in keys():
        if key.label in BY_DAYS:
            _by_days(key, stands, gone, outcome)
        else:
            _move(key, stands, gone, outcome)
    _history(stands, gone, outcome)
    return outcome


def _of(key: Key, person: Offender) -> Any:
    return key.model._base_manager.filter(**{key.column: person.pk})


def _move(key: Key, stands: Offender, gone: Offender, outcome: Outcome) -> None:
    """All at once, and where that does not fit, row by row to see which."""
    ids = list(_of(key, gone).order_by("pk").values_list("pk", flat=True))
    if ids and _tries(key, ids, stands) is not None:
        ids = [pk for pk in ids if _fits(key, pk, stands, outcome)]
    outcome.rows += [MovedRow(table=key.label, column=key.column, row=pk) for pk in ids]
    if ids:
        outcome.moved[_words(key)] += len(ids)


def _words(key: Key) -> str:
    return str(key.model._meta.verbose_name_plural)


def _tries(key: Key, ids: list[int], to: Offender) -> str | None:
    """Give these rows to somebody; the name of the constraint that refuses it, or None where it is done."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            key.model._base_manager.filter(pk__in=ids).update(**{key.column: to.pk})
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "a rule")
    return None


def _fits(key: Key, pk: int, to: Offender, outcome: Outcome) -> bool:
    refused_by = _tries(key, [pk], to)
    if refused_by is None:
        return True
    if key.label in OVER and key.model._base_manager.exclude(status__in=OVER[key.label]).filter(pk=pk).exists():
        outcome.clashes.append(NOT_OVER.format(row=key.model._base_manager.get(pk=pk)))
    elif key.label in MAY_STAY:
        outcome.stays[MAY_STAY[key.label]] += 1
    else:
        outcome.clashes.append(_clash(key, pk, refused_by))
    return False


def _clash(key: Key, pk: int, refused_by: str) -> str:
    if refused_by in CLASHES:
        return CLASHES[refused_by].format(row=key.model._base_manager.get(pk=pk))
    return f"A row of the two records does not go together: {key.model._meta.verbose_name}. Correct one of them first."


def _by_days(key: Key, stands: Offender, gone: Offender, outcome: Outcome) -> None:
    """The days that the record that stands has not become rows of it; the other's rows stay as they are."""
    same = BY_DAYS[key.label]
    taken: dict[tuple[Any, ...], list[Span]] = defaultdict(list)
    for row in _of(key, stands):
        taken[_same(row, same)].append(Span(row.from_on, row.until_on))
    for row in _of(key, gone).order_by("from_on", "pk"):
        held = taken[_same(row, same)]
        for span in rest(Span(row.from_on, row.until_on), held):
            made = _copy(row, key, stands, span)
            held.append(span)
            outcome.rows.append(MovedRow(table=key.label, column=key.column, row=made.pk, made=True))
            outcome.moved[_words(key)] += 1


def _same(row: Model, columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in columns)


def _copy(row: Any, key: Key, to: Offender, span: Span) -> Any:
    values = {
        f.attname: getattr(row, f.attname)
        for f in key.model._meta.concrete_fields
        if not f.primary_key and f.name not in ("created_at", key.column, "from_on", "until_on")
    }
    found = key.model(**values, **{f"{key.column}_id": to.pk}, from_on=span.begins, until_on=span.ends)
    found.save()
    return found


def _history(stands: Offender, gone: Offender, outcome: Outcome) -> None:
    """A row's history follows the row; that of rows that are deleted is noted by itself."""
    moved = _ids(outcome.rows)
    for key in keys(history=True):
        table = key.model.pgh_tracked_model._meta.label_lower  # type: ignore[attr-defined]
        _follow(key, moved[table, key.column], gone, stands)
        alone = _of(key, gone).exclude(pgh_obj_id__in=_there(key)).order_by("pk").values_list("pk", flat=True)
        rows = [MovedRow(table=key.label, column=key.column, row=pk) for pk in alone]
        key.model._base_manager.filter(pk__in=[row.row for row in rows]).update(**{key.column: stands.pk})
        outcome.rows += rows


def _there(key: Key) -> Any:
    return key.model.pgh_tracked_model._base_manager.values("pk")  # type: ignore[attr-defined]


def _follow(key: Key, ids: list[int], whose: Offender, to: Offender) -> None:
    for some in _some(ids):
        _of(key, whose).filter(pgh_obj_id__in=some).update(**{key.column: to.pk})


def _some(ids: list[int]) -> Iterator[list[int]]:
    yield from (ids[n : n + AT_A_TIME] for n in range(0, len(ids), AT_A_TIME))


def _ids(rows: Iterable[MovedRow]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        if not row.made:
            found[row.table, row.column].append(row.row)
    return found


def move_back(join: Join) -> int:
    """Move back what the join moved and still belongs to the record that stands; what it made is taken off."""
    rows = list(join.moved.all())
    ids, count = _ids(rows), 0
    for (table, column), some in ids.items():
        key = Key(apps.get_model(table), column)
        count += _of(key, join.stands).filter(pk__in=some).update(**{column: join.gone_id})
    for key in keys(history=True):
        table = key.model.pgh_tracked_model._meta.label_lower  # type: ignore[attr-defined]
        _follow(key, ids[table, key.column], join.stands, join.gone)
    for row in rows:
        if row.made:
            key = Key(apps.get_model(row.table), row.column)
            _of(key, join.stands).filter(pk=row.row).delete()
    return count
