"""Two people at the same row: the second is shown what the first changed, and chooses field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import QueryDict

from offenders.writing import Stale, words_of

TAKE = "take_"
THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True)
class Row:
    """A field in which what the reader sends differs from what stands there now."""

    name: str
    label: str
    was: str
    theirs: str
    mine: str
    chosen: str


def rows(stale: Stale, form: Any, held: Mapping[str, Any]) -> list[Row]:
    """The fields to choose in; where the reader changed nothing themselves, the other's value is chosen already."""
    found = []
    changed = {change.name for change in stale.theirs}
    for name, mine in stale.yours.items():
        if name not in form.fields or getattr(stale.row, name) == mine:
            continue
        touched = stale.base is None or getattr(stale.base, name) != mine
        found.append(
            Row(
                name,
                str(form.fields[name].label or name),
                words_of(stale.base, name) if stale.base is not None else "",
                words_of(stale.row, name),
                _mine(stale, name, mine),
                MINE if touched and name not in changed else "" if touched else THEIRS,
            )
        )
    return found


def _mine(stale: Stale, name: str, value: Any) -> str:
    """The reader's value in the words in which the row would say it."""
    held = getattr(stale.row, name)
    setattr(stale.row, name, value)
    try:
        return words_of(stale.row, name)
    finally:
        setattr(stale.row, name, held)


def settled(data: QueryDict | None, form: Form) -> QueryDict | None:
    """What was sent, with the fields in which the other's value was taken filled in with what stands there now."""
    if data is None or not any(name.startswith(TAKE) for name in data):
        return data
    settled = data.copy()
    for name in form.fields:
        if settled.get(f"{TAKE}{name}") == THEIRS:
            settled.setlist(name, _as_sent(form, name))
    return settled


def _as_sent(form: Form, name: str) -> list[str]:
    """A field's value as its control would send it."""
    bound = form[name]
    value = bound.field.widget.format_value(bound.value())
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)]
