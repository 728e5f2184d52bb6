"""Giving a file out: by its row and never by its place, to who reads it today, once it was found clean, and logged.

A file goes as a download, so that no browser runs what is in it here; a picture may be drawn in a page, in a sandbox.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from agencies.categories import Category
from audit import log
from casefile.documents.doors import address, version_that_opens
from casefile.documents.looked import channel
from casefile.writing import Here, of_person
from documents import storage
from documents.models import DocumentVersion
from documents.photo import photograph_of

MISSING = "The file is not in its place. Nothing was opened; tell the system administrator."


class NotInItsPlace(Exception):
    """The file is missing, or is not the one that was checked."""


@of_person("documents.open")
@require_safe
def open_version(request: HttpRequest, here: Here, pk: int, number: int) -> HttpResponse:
    version = version_that_opens(here, pk, number, "documents.open")
    try:
        response = _given(version)
    except NotInItsPlace:
        messages.error(request, MISSING)
        return redirect(address(here, version.document))
    response["Content-Disposition"] = f'attachment; filename="{version.download_name}"'
    _logged(here, version)
    return response


@of_person("documents.open")
@require_safe
def picture(request: HttpRequest, here: Here, pk: int, number: int) -> HttpResponse:
    """A picture on the page of its document."""
    version = version_that_opens(here, pk, number, "documents.open")
    return _drawn(here, version)


@of_person("documents.photo")
@require_safe
def photo(request: HttpRequest, here: Here) -> HttpResponse:
    """The person's face, in the bar of their pages."""
    version = photograph_of(here.person.pk) if here.lens.reads(Category.IDENTITY) else None
    if version is None:
        raise Http404
    return _drawn(here, version)


def _drawn(here: Here, version: DocumentVersion) -> HttpResponse:
    if not version.is_picture:
        raise Http404
    try:
        response = _given(version)
    except NotInItsPlace as error:
        raise Http404 from error
    # Opened by itself it is a page of its own: one that may do nothing at all.
    response._csp_update = {"sandbox": [True]}  # type: ignore[attr-defined]
    _logged(here, version)
    return response


def _given(version: DocumentVersion) -> HttpResponse:
    """The very bytes that were checked, or nothing."""
    content = storage.content_of(version.stored_as, version.sha256)
    if content is None:
        raise NotInItsPlace
    return HttpResponse(content, content_type=version.kept_as.media_type)


def _logged(here: Here, version: DocumentVersion) -> None:
    parts = sorted({str(version.document.category)})
    log.viewed([here.person.pk], by=here.user, channel=channel(version), categories=parts, reason=here.why)
