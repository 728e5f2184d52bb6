"""What these pages have in common: the row of this person, the part that it is filed under, where to go on."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agencies.categories import Category, Level
from audit import log
from casefile.writing import Here
from offenders.not_there import not_there
from offenders.writing import NOT_ADDED, may_correct

Row = TypeVar("Row", bound=Model)
FORM = "casefile/events/form.html"


def row_of(rows: "QuerySet[Row]", pk: int) -> Row:
    """A row of this person, with whose it is; of nobody else, however the address is written."""
    return get_object_or_404(rows.select_related("created_by__agency", "changed_by__agency"), pk=pk)


def section(here: Here, name: str) -> str:
    return reverse("casefile:section", kwargs={"public_id": here.person.public_id, "name": name})


def page(here: Here, name: str, *more: Any) -> str:
    return reverse(f"events:{name}", args=[here.person.public_id, *more])


def check_adds(here: Here, what: str, *parts: Category) -> list[Category]:
    """Of these parts those to which the reader adds; one that knows of none of them is told of nothing."""
    if not any(here.view.levels.knows_of(part) for part in parts):
        not_there(here.user, here.person.public_id, what)
    found = [part for part in parts if here.adds(part)]
    if not found:
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(NOT_ADDED)
    return found


def check_corrects(here: Here, what: str, part: Category, row: Any) -> None:
    """Who may correct this row opens the page that does; to who may not read it, it is not there."""
    if here.level(part) < Level.READ:
        not_there(here.user, here.person.public_id, what)
    if not may_correct(here.view, part, row, here.user):
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(NOT_ADDED)
