"""Filing a document, adding a version, correcting and removing: each one form of a person's record.

How much is sent is asked before any of it is read; who sends it, and of whom, before that.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from audit import log
from casefile.documents.doors import TAB, address, home, replaceable
from casefile.documents.forms import AboutForm, ReplaceForm, UploadForm
from casefile.writing import CorrectingForm, Here, correct_page, of_person, remove_page, write_page
from documents import actions, storage
from documents.policies import categories_to_add
from offenders.writing import NOT_ADDED

Page = Callable[..., HttpResponse]
OF_THE_FORM = 64 * 1024  # besides the file
TOO_LARGE = "The file is larger than 20 MB. Nothing was saved."
ABOUT = ("kind", "title", "dated_on", "category")


def _with_a_file(page: Page) -> Page:
    """No more than the declared length is ever read (Django's own limit), so that this is the upload's size."""

    @csrf_protect
    def read(request: HttpRequest, here: Here, **more: Any) -> HttpResponse:
        return page(request, here, **more)

    @wraps(page)
    def view(request: HttpRequest, here: Here, **more: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > storage.LARGEST + OF_THE_FORM:
            messages.error(request, TOO_LARGE)
            return redirect(request.path)
        return read(request, here, **more)

    return view


@csrf_exempt  # asked for by `_with_a_file`, once it is known who uploads, and how much
@of_person("documents.upload")
@_with_a_file
def upload(request: HttpRequest, here: Here) -> HttpResponse:
    categories = categories_to_add(here.view)
    if not categories:
        log.refused("documents.upload", by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(NOT_ADDED)

    def form(data: Any, initial: Any = None) -> UploadForm:
        return UploadForm(data, request.FILES or None, initial=initial, categories=categories)

    return write_page(
        here,
        form,
        act=lambda form: actions.upload(
            offender=here.person, by=here.user, request_key=form.cleaned_data["request_key"], **form.values()
        ),
        what="documents.upload",
        template="casefile/documents/form.html",
        tab=TAB,
        to=home(here),
        done="The document is filed. It can be opened once it has been checked for viruses.",
        categories=[],
        heading="Add a document",
        button="Add the document",
    )


@csrf_exempt
@of_person("documents.version")
@_with_a_file
def replace(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    document = replaceable(here, pk, "documents.version")
    last = max(document.versions.values_list("number", flat=True), default=0)

    def form(data: Any, initial: Any = None) -> ReplaceForm:
        return ReplaceForm(data, request.FILES or None, initial=initial)

    return write_page(
        here,
        form,
        act=lambda form: actions.replace(
            document, by=here.user, request_key=form.cleaned_data["request_key"], **form.values()
        ),
        what="documents.version",
        template="casefile/documents/form.html",
        tab=TAB,
        to=address(here, document),
        done="The new version is filed. It can be opened once it has been checked for viruses.",
        categories=[document.category],
        initial={"after": last},
        heading="Add a new version",
        lead=f"Of: {document.title}. The earlier versions are kept.",
        button="Add the version",
    )


@of_person("documents.correct")
def correct(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    document = replaceable(here, pk, "documents.correct")
    categories = categories_to_add(here.view)

    def form(data: Any, initial: Any = None) -> Any:
        return CorrectForm(data, initial=initial, categories=categories)

    return correct_page(
        here,
        document,
        AboutForm,
        make=form,
        act=lambda form: actions.correct(
            document, by=here.user, version=form.cleaned_data["version"], because=form.cleaned_data["because"],
            values=form.values(),
        ),
        what="documents.correct",
        template="casefile/writing/form.html",
        tab=TAB,
        to=address(here, document),
        done="The correction is saved. What was said before is kept in the history.",
        categories=[document.category],
        initial={name: getattr(document, name) for name in ABOUT},
        heading="Correct what is said of it",
        lead="Moving it to another part of the record changes who can open it, and needs the right in both.",
        button="Save the correction",
    )  # fmt: skip


@of_person("documents.remove")
def remove(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    document = replaceable(here, pk, "documents.remove")
    return remove_page(
        here,
        document,
        act=lambda form: actions.remove(
            document, by=here.user, version=form.cleaned_data["version"], because=form.cleaned_data["because"]
        ),
        what="documents.remove",
        template="casefile/writing/form.html",
        tab=TAB,
        to=home(here),
        done="The document is removed, with its files. That it was there, who removed it and why is kept.",
        categories=[document.category],
        heading="Remove a document",
        lead=f"{document.title}. All its versions are deleted. A new version, or a correction, is for everything else.",
        button="Remove it",
    )


class CorrectForm(AboutForm, CorrectingForm):
    """The same fields, with a version and a reason in place of the key."""

    request_key = None  # type: ignore[assignment]
    field_order = ["kind", "title", "dated_on", "category", "because"]
