"""The way to one document: not there for who may not know of its category, and shut for who knows and does not read."""

from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from agencies.categories import Category, Level
from audit import log
from casefile.writing import Here
from documents.models import Document, DocumentVersion
from documents.policies import may_replace
from offenders.writing.policies import NOT_ADDED, NOT_YOURS

TAB = "documents:of_person"
NOT_READ = "The sharing agreement lets you know that this document is there, not read it."


def home(here: Here) -> str:
    return reverse(TAB, args=[here.person.public_id])


def address(here: Here, document: Document) -> str:
    return reverse("documents:document", args=[here.person.public_id, document.pk])


def readable(here: Here, pk: int, what: str) -> Document:
    """A document of this person that the reader reads."""
    document = (
        Document.objects.filter(offender=here.person, pk=pk).select_related("agency", "created_by__agency").first()
    )
    if document is None or not here.lens.knows_of(Category(document.category)):
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise Http404
    if not here.lens.reads(Category(document.category)):
        _denied(here, what, NOT_READ)
    document.offender = here.person
    return document


def replaceable(here: Here, pk: int, what: str) -> Document:
    """One that the reader may replace, correct and remove."""
    document = readable(here, pk, what)
    if not may_replace(here.view, document, here.user):
        _denied(here, what, NOT_YOURS if here.level(Category(document.category)) >= Level.ADD else NOT_ADDED)
    return document


def version_that_opens(here: Here, pk: int, number: int, what: str) -> DocumentVersion:
    """A file that was found clean; for anything else there is nothing at this address."""
    document = readable(here, pk, what)
    version = document.versions.filter(number=number).first()
    if version is None or not version.opens:
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise Http404
    version.document = document
    return version  # type: ignore[no-any-return]


def _denied(here: Here, what: str, why: str) -> NoReturn:
    log.refused(what, by=here.user, offender_id=here.person.pk)
    raise PermissionDenied(why)
