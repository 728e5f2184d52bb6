"""Uploading a register: the files are kept, the import is asked for, and the page returns at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from agencies.access import requires
from agencies.roles import Permission
from exchange import uploads
from exchange.actions import runs
from exchange.forms import UploadForm

LARGEST = 4 * 1024**3
TOO_LARGE = "The upload is larger than 4 GB. Pack it as a ZIP, or bring it in by the command import_exchange."


@requires(Permission.REGISTER_IMPORT)
@csrf_exempt  # asked for in `_upload`: the body is read only once it is known who uploads, and how much
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    # No more than the declared length is ever read (Django's own limit), so that this is the upload's size.
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        form = UploadForm({})
        form.full_clean()
        form.errors.clear()
        form.add_error("upload", TOO_LARGE)
        return _page(request, form)
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    return redirect("exchange:run", _asked(form, request.user).public_id)


def _page(request: HttpRequest, form: UploadForm) -> HttpResponse:
    return render(request, "exchange/upload.html", {"form": form}, status=400 if form.errors else 200)


def _asked(form: UploadForm, by: Any) -> Any:
    folder, name = form.kept()
    try:
        return runs.ask(
            folder=folder,
            folder_name=name,
            source_name=form.cleaned_data["source_name"],
            as_of=form.cleaned_data["as_of"],
            dry_run=form.cleaned_data["dry_run"],
            may_rename=form.cleaned_data["may_rename"],
            by=by,
        )
    except Exception:
        uploads.remove(folder)
        raise
