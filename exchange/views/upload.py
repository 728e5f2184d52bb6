"""Uploading a register: the files are kept, the import is asked for, and the page returns at once."""

from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
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


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Turns an upload away by its declared length before a byte of it is written, and at the limit in any case."""

    taken = 0

    def handle_raw_input(self, input_data: Any, META: Any, content_length: Any, *args: Any, **kwargs: Any) -> None:
        if content_length > LARGEST:
            self._stop()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.taken += len(raw_data)
        if self.taken > LARGEST:
            self._stop()
        return super().receive_data_chunk(raw_data, start)  # type: ignore[func-returns-value]

    def _stop(self) -> None:
        if self.request is not None:
            self.request.upload_too_large = True  # type: ignore[attr-defined]
        raise StopUpload(connection_reset=False)


@requires(Permission.REGISTER_IMPORT)
@csrf_exempt  # asked for in `_upload`: only once it is known who uploads, and with our own handler, is the body read
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    request.upload_handlers = [LimitedUploadHandler(request)]  # type: ignore[list-item]
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if getattr(request, "upload_too_large", False):
        form = UploadForm({}, {})
        form.full_clean()
        form.errors.clear()
        form.add_error("files", TOO_LARGE)
    elif request.method == "POST" and form.is_valid():
        return redirect("exchange:run", _asked(form, request.user).public_id)
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
            by=by,
        )
    except Exception:
        uploads.remove(folder)
        raise
