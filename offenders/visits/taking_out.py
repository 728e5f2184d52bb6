"""Asking what a file is for before it is given out: every export and disclosure has a reason in the log."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from offenders.visits.forms import TakeOutForm


def take_out_form(request: HttpRequest) -> TakeOutForm:
    """Bound where it was posted."""
    return TakeOutForm(request.POST if request.method == "POST" else None)


def ask_what_for(request: HttpRequest, form: TakeOutForm, *, what: str, back: str) -> HttpResponse:
    """The page that asks; it posts to its own address, which gives the file out."""
    context = {"form": form, "what": what, "back": back}
    return render(request, "visits/take_out.html", context, status=422 if form.errors else 200)
