"""Visits to somebody in prison: planned, made or not, and with what result."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import clock
from offenders.custody.rules import VisitResult
from offenders.models import Offender, PrisonVisit
from offenders.writing import add, correct

ENGAGEMENT = Category.ENGAGEMENT
PASSED = "This day has passed: say what came of the visit."
TO_COME = "This day is still to come: the visit is planned."


@transaction.atomic
def add_visit(
    *, offender: Offender, visitor: str, due_on: date, result: str, said: str, by: User, request_key: UUID
) -> PrisonVisit:
    """A visit by the writer's own agency, planned or made."""
    _check(due_on, result)
    if by.agency is None:
        raise ValidationError("A visit is made by an agency.")
    row = PrisonVisit(offender=offender, agency=by.agency, visitor=visitor, due_on=due_on, result=result, said=said)
    return add(row, what="custody.add_visit", offender=offender, category=ENGAGEMENT, by=by, request_key=request_key)


def correct_visit(*, visit: PrisonVisit, values: dict[str, Any], version: int, because: str, by: User) -> PrisonVisit:
    """Say what came of it, or put it right."""
    _check(values["due_on"], values["result"])
    return correct(
        visit,
        what="custody.correct_visit",
        offender=visit.offender,
        category=ENGAGEMENT,
        by=by,
        version=version,
        because=because,
        values=values,
    )


def _check(due_on: date, result: str) -> None:
    """What was seen has been; a planned visit of a day gone by is still to be answered, so it is none to write."""
    if result == VisitResult.SEEN and due_on > clock.today():
        raise ValidationError({"result": TO_COME})
    if result == VisitResult.PLANNED and due_on < clock.today():
        raise ValidationError({"result": PASSED})
