"""The steps of a version of any kind, for tests."""

from datetime import date
from typing import Any

from agencies.drafts import actions as drafts
from agencies.drafts.rules import Step
from agencies.models import User
from agencies.models.drafted import Drafted
from tests.conftest import TODAY

SAID = {"source": "The board of 28 March 2019.", "because": "It is to weigh more."}


def draft(model: type[Drafted], by: User, values: dict[str, Any] | None = None, **more: Any) -> Any:
    held = values or getattr(model.objects.get(version=1), model.HOLDS)
    return drafts.start(model=model, values=held, by=by, **SAID | more)


def proposed(row: Any, by: User) -> Any:
    return drafts.step(row=row, step=Step.PROPOSE, edits=row.edits, by=by)


def agreed(row: Any, by: User, day: date | None = TODAY) -> Any:
    return drafts.step(row=row, step=Step.AGREE, edits=row.edits, in_force_from=day, by=by)
