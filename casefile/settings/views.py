"""The scheme's settings: all on one page, and a form for each."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import reader, requires
from agencies.roles import Permission
from audit import clock
from casefile.settings import actions
from casefile.settings.kinds import KINDS, Kind


@requires(Permission.SETTINGS_CHANGE)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    tables = [
        {
            "kind": kind,
            "rows": [
                (row, list(zip(kind.heads, cells, strict=True)), kind.may_change(row, on))
                for row, cells in kind.rows(on)
            ],
        }
        for kind in KINDS.values()
    ]
    return render(request, "casefile/settings/list.html", {"tables": tables})


@requires(Permission.SETTINGS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, table: str, code: str) -> HttpResponse:
    """One row: on what its reader saw, or they are told what it says now."""
    kind = _kind(table)
    row = kind.row(code)
    if row is None:
        raise Http404
    names = list(kind.changes.base_fields)
    initial = {name: getattr(row, name) for name in names}
    form = kind.form(row)(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        stood = request.POST.get("stood", "")
        if _done(form, lambda: actions.change(kind=kind, row=row, values=values, stood=stood, by=reader(request))):
            messages.success(request, "Saved.")
            return redirect("settings:list")
    more = {"row": row, "says": kind.says(row), "stood": actions.standing(row, names)}
    return _page(request, kind, form, kind.change_word, more)


@requires(Permission.SETTINGS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, table: str) -> HttpResponse:
    kind = _kind(table)
    if kind.adds is None:
        raise Http404
    form = kind.adds(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        code = str(values.pop("request_key"))
        if _done(form, lambda: actions.add(kind=kind, code=code, values=values, by=reader(request))):
            messages.success(request, "Added.")
            return redirect("settings:list")
    return _page(request, kind, form, kind.add_word, {})


def _kind(table: str) -> Kind:
    if table not in KINDS:
        raise Http404
    return KINDS[table]


def _done(form: forms.Form, act: Any) -> bool:
    """What the action refuses stands in the form, with all that was typed."""
    try:
        act()
    except ValidationError as error:
        form.add_error(None, error.messages)  # type: ignore[arg-type]
        return False
    return True


def _page(request: HttpRequest, kind: Kind, form: forms.Form, word: str, more: dict[str, Any]) -> HttpResponse:
    context = {"kind": kind, "form": form, "word": word} | more
    return render(request, "casefile/settings/form.html", context, status=422 if form.errors else 200)
