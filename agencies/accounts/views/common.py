"""What the pages of accounts share: finding one, logging a refusal, carrying out a form."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.accounts.querysets import managed_by, with_standing
from agencies.models import User
from audit import clock, log


def find(request: HttpRequest, pk: int) -> Any:
    """An account that the reader manages; another agency's is not found."""
    people = managed_by(request.user).select_related("agency").prefetch_related("role_holdings")  # type: ignore[arg-type]
    return get_object_or_404(with_standing(people, clock.today()), pk=pk)


@contextmanager
def refusals_logged(request: HttpRequest, what: str) -> Iterator[None]:
    """An attempt by who may not is logged in a transaction of its own; the attempt's own is rolled back."""
    try:
        yield
    except PermissionDenied:
        log.refused(what, by=request.user)  # type: ignore[arg-type]
        raise


def check(request: HttpRequest, allowed: bool, what: str) -> None:
    """Who may not change an account is not shown the form for it either."""
    with refusals_logged(request, what):
        if not allowed:
            raise PermissionDenied


def say(form: forms.Form, error: ValidationError) -> None:
    """Put what a policy said beside the field that it is about, else at the top."""
    found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in found.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


def carry_out(
    request: HttpRequest, user: User, form: forms.Form, act: Callable[[], object], done: str, page: str
) -> HttpResponse:
    """A form about one account: what was asked for, or the form again with what is wrong."""
    if request.method == "POST" and form.is_valid():
        with refusals_logged(request, f"accounts.{page}"):
            try:
                act()
            except ValidationError as error:
                say(form, error)
            else:
                messages.success(request, done)
                return redirect("accounts:account", user.pk)
    context = {"person": user, "form": form}
    return render(request, f"agencies/accounts/{page}.html", context, status=422 if form.errors else 200)
