"""Where these pages lead back to, and what shuts them."""

from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from agencies.categories import Category
from audit import log
from audit.models import Sourced
from casefile.writing import Here
from offenders.writing import NOT_ADDED, may_correct

TAB = "supervision"
FORM = "casefile/writing/form.html"


def home(here: Here) -> str:
    return reverse("casefile:section", args=[here.person.public_id, TAB])


def plan_page(here: Here) -> str:
    return reverse("custody:plan", args=[here.person.public_id])


def refuse(here: Here, what: str) -> NoReturn:
    log.refused(what, by=here.user, offender_id=here.person.pk)
    raise PermissionDenied(NOT_ADDED)


def check_adds(here: Here, category: Category, what: str) -> None:
    """A part of which they may not know is not there; one that they may not write is refused."""
    if not here.lens.knows_of(category):
        raise Http404
    if not here.adds(category):
        refuse(here, what)


def check_yours(here: Here, row: Sourced, category: Category, what: str) -> None:
    check_adds(here, category, what)
    if not may_correct(here.view, category, row, here.user):
        refuse(here, what)
