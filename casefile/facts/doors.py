"""Where the pages of a person's facts lead back to, and what shuts them."""

from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from agencies.categories import Category
from audit import log
from audit.models import Sourced
from casefile.writing import Here
from offenders.writing import NOT_ADDED, may_correct

TAB = "facts:of_person"
FORM = "casefile/writing/form.html"


def home(here: Here) -> str:
    return reverse(TAB, args=[here.person.public_id])


def check_yours(here: Here, row: Sourced, category: Category, what: str) -> None:
    """What the reader reads and may not correct is refused before the form is shown."""
    if not may_correct(here.view, category, row, here.user):
        refuse(here, what)


def refuse(here: Here, what: str) -> NoReturn:
    log.refused(what, by=here.user, offender_id=here.person.pk)
    raise PermissionDenied(NOT_ADDED)
