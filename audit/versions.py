"""The version of a row: counted by the database itself, so that no writer forgets it (an import, raw SQL, a form).

Each version says when it was made, by whom and why; the one before is in the history (django-pghistory).
"""

from typing import TypeVar

import pgtrigger
from django.db import models

Row = TypeVar("Row", bound=type[models.Model])


def sent_once(name: str) -> models.UniqueConstraint:
    """A form that is sent twice makes one row: its key is in the table once."""
    return models.UniqueConstraint(
        fields=["request_key"],
        condition=models.Q(request_key__isnull=False),
        name=f"{name}_sent_once",
    )


COUNT = """
    NEW.version := OLD.version + 1;
    NEW.changed_at := statement_timestamp();
    IF NEW.import_number IS DISTINCT FROM OLD.import_number THEN
        NEW.changed_by_id := NULL;
        NEW.changed_because := '';
    END IF;
    RETURN NEW;
"""


def versioned(model: Row) -> Row:
    """Mark a model of `audit.models.Sourced`: each update that changes a row makes its next version.

    An import that changes a row takes the last writer's name off it: its number says where the values came from.
    """
    trigger = pgtrigger.Trigger(
        name="version_counts",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("OLD.* IS DISTINCT FROM NEW.*"),
        func=COUNT,
    )
    return pgtrigger.register(trigger)(model)  # type: ignore[no-any-return]
