"""Drafting a version, and agreeing it: each step atomic and logged with what it changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import Now

from agencies.drafts import policies
from agencies.drafts.rules import State, Step
from agencies.models import User
from agencies.models.drafted import Drafted
from audit import clock, log, outbox
from audit.locks import Lock

Row = TypeVar("Row", bound=Drafted)
WHY = "Say why: it is kept with the version, and its second person reads it."
QUICKER = "Somebody else changed this draft while you had it open. What it says now stands on its page."
CHANGED = "draft_changed"


@transaction.atomic
def start(*, model: type[Row], values: Mapping[str, Any], source: str, because: str, by: User) -> Row:
    """A draft of the next version. One change is under way at a time."""
    _one_at_a_time()
    policies.check_start(by, model)
    number = model.objects.aggregate(last=Max("version"))["last"] or 0
    row = model(
        version=number + 1, state=State.DRAFT, drafted_by=by, drafted_at=Now(), source=_said(source, "source"),
        because=_said(because, "because"),
    )  # fmt: skip
    setattr(row, model.HOLDS, dict(values))
    row.save(force_insert=True)
    row.refresh_from_db()
    return _logged("start", row, by, because)


@transaction.atomic
def edit(*, row: Row, values: Mapping[str, Any], source: str, because: str, edits: int, by: User) -> Row:
    """Change a draft that was read at `edits`; who is slower writes nothing and is told so."""
    fresh = _take(row)
    policies.check_edit(by, fresh)
    same = (getattr(fresh, row.HOLDS), fresh.source, fresh.because) == (dict(values), source.strip(), because.strip())
    if same:
        return fresh
    if fresh.edits != edits:
        raise ValidationError(QUICKER)
    setattr(fresh, row.HOLDS, dict(values))
    fresh.source, fresh.because = _said(source, "source"), _said(because, "because")
    fresh.edits = edits + 1
    fresh.save()
    return _logged("edit", fresh, by, because)


@transaction.atomic
def step(*, row: Row, step: Step, edits: int, by: User, because: str = "", in_force_from: date | None = None) -> Row:
    """Propose a draft, send it back with a reason, agree it from a day on, or withdraw it.

    `edits` is the number of changes that its reader saw: nobody agrees to what they have not read.
    """
    fresh = _take(row)
    to = policies.check_step(by, fresh, step)
    if fresh.edits != edits:
        raise ValidationError(QUICKER)
    if step == Step.SEND_BACK:
        fresh.sent_back_because = _said(because, "because")
    if step == Step.AGREE:
        if in_force_from is None:
            raise ValidationError({"in_force_from": "Say from which day it counts."})
        latest = type(row).objects.agreed().aggregate(latest=Max("in_force_from"))["latest"] or date.min
        policies.check_day(in_force_from, clock.today(), latest)
        fresh.in_force_from = in_force_from
    if to in (State.AGREED, State.WITHDRAWN):
        fresh.settled_by, fresh.settled_at = by, Now()
    fresh.state = to
    fresh.save()
    fresh.refresh_from_db()
    return _logged(step.value, fresh, by, because)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.DRAFTS])


def _take(row: Row) -> Row:
    _one_at_a_time()
    rows: Any = type(row).objects.select_for_update(of=("self",))
    fresh: Row = rows.get(pk=row.pk)
    return fresh


def _said(words: str, field: str) -> str:
    if not words.strip():
        raise ValidationError({field: WHY if field == "because" else "Say where the numbers come from."})
    return words.strip()


def _logged(what: str, row: Row, by: User, because: str) -> Row:
    name = row._meta.label_lower
    log.changed(
        f"{name}.{what}", by=by, reason=because.strip(), version=row.version, state=row.state,
        in_force_from=row.in_force_from.isoformat() if row.in_force_from else "",
    )  # fmt: skip
    if row.is_under_way:
        outbox.put(CHANGED, what=name, version=row.version, edits=row.edits)
    return row
