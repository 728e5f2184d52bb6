"""Adding, correcting and removing a row of a person's record. Each is one transaction, logged inside it.

The rooms write their actions on these three: an action checks what is its own, and calls one of them.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import log, outbox
from audit.models import Sourced
from offenders.models import Offender
from offenders.writing import policies
from offenders.writing.changes import Change, changes, fields_of, who

Row = TypeVar("Row", bound=Sourced)
# Whose it is to correct, where a room says it otherwise than "what one's own agency wrote"; raises PermissionDenied.
Check = Callable[[User, Offender, Category, Any], object]
SENT_BEFORE = "This form was sent before with other words. Reload the page and write it again."
WHY = "Say why: the old value is kept with your reason."


class Stale(Exception):
    """The row was changed after it was read: nothing was written. Says by whom, when, and what became different."""

    def __init__(self, row: Sourced, theirs: list[Change], yours: Mapping[str, Any], base: Any) -> None:
        super().__init__("the row was changed after it was read")
        self.row, self.theirs, self.yours, self.base = row, theirs, dict(yours), base

    @property
    def who(self) -> str:
        return who(self.row)

    @property
    def at(self) -> datetime:
        return self.row.changed_at or self.row.created_at

    @property
    def version(self) -> int:
        return self.row.version


class Gone(Exception):
    """The row was removed after it was read."""


@transaction.atomic
def add(row: Row, *, what: str, offender: Offender, category: Category, by: User, request_key: UUID) -> Row:
    """Write a new row, which a form with this key made; the same form sent twice makes it once and gives it back.

    `row` is not saved yet. `what` names the action in the log ("facts.add_alias"). Raises ValidationError, by field
    where it is about one, where a value or a constraint says no or the same form came before with other values, and
    PermissionDenied where the reader may not add to the category.
    """
    policies.check_add(by, offender, category)
    take(offender)
    before = type(row)._default_manager.filter(request_key=request_key).first()  # type: ignore[attr-defined]
    if before is not None:
        return _the_same(before, row, by)
    row.created_by, row.request_key = by, request_key
    row.full_clean(exclude=["source"])
    row.save()
    _written(what, row, offender, category, by)
    return row


def _the_same(before: Row, row: Row, by: User) -> Row:
    """What this very form made; corrected since, it is still what it made."""
    sent = [getattr(row, f.attname) for f in fields_of(type(row))]
    held = [getattr(before, f.attname) for f in fields_of(type(row))]
    if before.created_by_id != by.pk or (before.version == 1 and sent != held):
        raise ValidationError(SENT_BEFORE)
    return before


@transaction.atomic
def correct(
    row: Row,
    *,
    what: str,
    offender: Offender,
    category: Category,
    by: User,
    version: int,
    because: str,
    values: Mapping[str, Any],
    check: Check = policies.check_correct,
) -> Row:
    """Give a row new values, as whoever read `version` of it wants them; the old ones are kept with the reason.

    Raises Stale where somebody else was quicker (the same correction twice is one), ValidationError where a value or
    a constraint says no or the reason is missing, PermissionDenied where it is not the reader's to correct.
    """
    if not because.strip():
        raise ValidationError({"because": WHY})
    take(offender)
    fresh = _locked(row)
    check(by, offender, category, fresh)
    if all(getattr(fresh, name) == value for name, value in values.items()):
        return fresh
    if fresh.version != version:
        raise _stale(fresh, version, values)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.changed_by, fresh.changed_because = by, because.strip()
    fresh.full_clean(exclude=["source", "version", "changed_at"])
    fresh.save(update_fields=[*values, "changed_by", "changed_because"])
    fresh.refresh_from_db(fields=["version", "changed_at"])
    _written(what, fresh, offender, category, by, because, fields=sorted(values))
    return fresh


@transaction.atomic
def remove(
    row: Row,
    *,
    what: str,
    offender: Offender,
    category: Category,
    by: User,
    version: int,
    because: str,
    check: Check = policies.check_correct,
) -> None:
    """Take a row off the record: for mistakes only. It stays in the history, with who removed it and why.

    Twice is once. Raises Stale, ValidationError and PermissionDenied as `correct` does.
    """
    if not because.strip():
        raise ValidationError({"because": WHY})
    take(offender)
    try:
        fresh = _locked(row)
    except Gone:
        return
    check(by, offender, category, fresh)
    if fresh.version != version:
        raise _stale(fresh, version, {})
    fresh.changed_by, fresh.changed_because = by, because.strip()
    fresh.save(update_fields=["changed_by", "changed_because"])
    _written(what, fresh, offender, category, by, because)
    fresh.delete()


def take(offender: Offender) -> None:
    """One at a time for a person: a double click waits for itself."""
    Offender.objects.select_for_update(no_key=True).get(pk=offender.pk)


def _locked(row: Row) -> Row:
    rows = type(row)._default_manager.select_for_update(of=("self",))  # type: ignore[attr-defined]
    fresh = rows.select_related("created_by", "changed_by__agency").filter(pk=row.pk).first()
    if fresh is None:
        raise Gone
    return fresh  # type: ignore[no-any-return]


def _stale(fresh: Row, version: int, yours: Mapping[str, Any]) -> Stale:
    """What became different since the version that was read, which stands in the history."""
    base = fresh.events.filter(version=version).order_by("-pgh_id").first()  # type: ignore[attr-defined]
    return Stale(fresh, changes(base, fresh, type(fresh)) if base else [], yours, base)


def _written(
    what: str, row: Sourced, offender: Offender, category: Category, by: User, because: str = "", **detail: Any
) -> None:
    """Logged, and the rooms above are told that facts changed: ids alone."""
    log.changed(
        what, by=by, offender_id=offender.pk, categories=[category], reason=because.strip(), row=row.pk, **detail
    )
    outbox.put(outbox.FACTS_CHANGED, offender_ids=[offender.pk])
