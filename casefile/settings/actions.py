"""Changing the scheme's settings: each change says before and after in the log, and where the number comes from."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from agencies.access import may
from agencies.models import User
from agencies.roles import Permission
from audit import clock, log
from casefile.settings.kinds import Kind


def check_change(by: User) -> None:
    """Who runs the scheme changes its settings (spec/access.md, "Roles")."""
    if not may(by, Permission.SETTINGS_CHANGE):
        raise PermissionDenied("The scheme’s settings are changed by a coordinator.")


@transaction.atomic
def change(*, kind: Kind, row: Any, values: Mapping[str, Any], stood: str, by: User) -> Any:
    """Give a setting new values. `stood` is what its reader saw: who was slower is told what it says now.

    Raises ValidationError where it has been changed since, can no longer be changed, or breaks a rule of its table.
    """
    check_change(by)
    row = kind.row(row.code, locked=True)
    before = _values(row, values)
    if standing(row, values) != stood:
        if before == _as_kept(values):  # the same form sent twice
            return row
        said = "; ".join(f"{name}: {value}" for name, value in _words(kind, before))
        raise ValidationError(f"Somebody has changed this since you opened it. It says now: {said}.")
    if not kind.may_change(row, clock.today()):
        raise ValidationError("This can no longer be changed: it is in force. Add one that counts from a later day.")
    row = _of_its_day(kind, row, values)
    _give(row, values)
    row.save()
    log.changed("settings.change", by=by, setting=kind.code, row=str(row.pk), before=before, after=_values(row, values))
    return row


@transaction.atomic
def add(*, kind: Kind, code: str, values: Mapping[str, Any], by: User) -> Any:
    """Add a row. The same form twice adds it once: `code` is its form's key."""
    check_change(by)
    existing = kind.model.objects.filter(code=code).first()
    if existing is not None:
        return existing
    row = kind.model(code=code)
    _give(row, values)
    row.save(force_insert=True)
    log.changed("settings.add", by=by, setting=kind.code, row=str(row.pk), after=_values(row, values))
    return row


def standing(row: Any, names: Iterable[str]) -> str:
    """What a row says, as its reader saw it, to be compared when they send."""
    return json.dumps(_values(row, names), sort_keys=True)


def _of_its_day(kind: Kind, row: Any, values: Mapping[str, Any]) -> Any:
    """A dated number is changed by another row; one that is there for that very day is changed itself."""
    if not kind.dated or row.from_on == values["from_on"]:
        return row
    there = kind.model.objects.filter(code=row.code, from_on=values["from_on"]).first()
    if there is None:
        row.pk, row._state.adding = None, True
    return there or row


def _give(row: models.Model, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()


def _values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return _as_kept({name: getattr(row, name) for name in names})


def _as_kept(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _words(kind: Kind, values: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    labels = kind.changes.base_fields
    return ((str(labels[name].label), "none" if value in (None, "") else value) for name, value in values.items())
