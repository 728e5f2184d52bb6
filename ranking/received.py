"""Scores received from elsewhere: written down as they came, corrected and removed like other rows.

Who adds to scores writes them down (spec/access.md, "scores and rank"); nothing of them is counted in the ranking.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from agencies.categories import Category
from agencies.models import User
from audit import clock
from offenders import writing
from offenders.models import Offender
from ranking.models import ReceivedScore


def add(*, offender: Offender, by: User, request_key: UUID, **values: Any) -> ReceivedScore:
    """Write down a score; the same form twice is one."""
    row = ReceivedScore(offender=offender, **_said(offender, values))
    return writing.add(
        row, what="ranking.add_received_score", offender=offender, category=Category.SCORES, by=by,
        request_key=request_key,
    )  # fmt: skip


def correct(*, row: ReceivedScore, by: User, version: int, because: str, values: Mapping[str, Any]) -> ReceivedScore:
    return writing.correct(
        row, what="ranking.correct_received_score", offender=row.offender, category=Category.SCORES, by=by,
        version=version, because=because, values=_said(row.offender, values),
    )  # fmt: skip


def remove(*, row: ReceivedScore, by: User, version: int, because: str) -> None:
    writing.remove(
        row, what="ranking.remove_received_score", offender=row.offender, category=Category.SCORES, by=by,
        version=version, because=because,
    )  # fmt: skip


def _said(offender: Offender, values: Mapping[str, Any]) -> dict[str, Any]:
    if wrong := _day_fault(values["scored_on"], offender.date_of_birth, clock.today()):
        raise ValidationError({"scored_on": wrong})
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _day_fault(on: date, born: date, today: date) -> str:
    if on > today:
        return "Give the day on which it was worked out: it is not over yet."
    return "This is before the person was born." if on < born else ""
