"""What the pages of accounts share: finding one, logging a refusal, carrying out a form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.accounts.querysets import managed_by, with_standing
from agencies.models import User
from agencies.refusals import refusals_logged, say
from audit import clock


def find(request: HttpRequest, pk: int) -> Any:
    """An account that the reader manages; another agency's is not found."""
    people = managed_by(request.user).select_related("agency").prefetch_related("role_holdings")  # type: ignore[arg-type]
    return get_object_or_404(with_standing(people, clock.today()), pk=pk)


def check(request: HttpRequest, allowed: bool, what: str) -> None:
    """Who may not change an account is not shown the form for it either."""
    with refusals_logged(request, what):
        if not allowed:
            raise PermissionDenied


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
