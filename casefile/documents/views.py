"""The list of a person's documents, and one document with its files, its history and who looked."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from agencies.categories import Category
from casefile.documents.doors import TAB, readable
from casefile.documents.listed import LOOKS, listed
from casefile.documents.looked import who_looked
from casefile.writing import Here, of_person, show
from documents.models import Document
from documents.policies import categories_to_add, may_replace
from documents.rules import Scan
from offenders.writing import history
from offenders.writing.changes import Version


@of_person("documents.list")
@require_safe
def of(request: HttpRequest, here: Here) -> HttpResponse:
    found = listed(here)
    categories = {line.document.category for line in found["lines"]}
    return show(
        here,
        "casefile/documents/list.html",
        tab=TAB,
        channel="documents.list",
        categories=categories,
        adds=bool(categories_to_add(here.view)),
        **found,
    )


@of_person("documents.document")
@require_safe
def document(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = readable(here, pk, "documents.document")
    yours = may_replace(here.view, row, here.user)
    return show(
        here,
        "casefile/documents/document.html",
        tab=TAB,
        channel="documents.document",
        categories=[row.category],
        document=row,
        filed_under=Category(row.category).label.capitalize(),
        versions=_versions(row),
        yours=yours,
        looks=who_looked(row, here.user) if yours else [],
        history=_history(here, row),
        no_scanner=not settings.CLAMD,
    )


def _versions(row: Document) -> list[tuple[Any, str]]:
    """Each file with the look of its status, the newest first."""
    versions = list(row.versions.select_related("created_by__agency"))
    for version in versions:
        version.document = row
    return [(version, LOOKS.get(Scan(version.scan), "")) for version in versions]


def _history(here: Here, row: Document) -> list[Version]:
    """What was said of it before; of a time when it was filed under what the reader does not read, nothing."""
    before = row.events.order_by().values_list("category", flat=True)  # type: ignore[attr-defined]
    if row.version == 1 or not here.lens.reads(*map(Category, set(before))):
        return []
    return history(row)
