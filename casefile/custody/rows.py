"""Correcting and removing one row, and its history: the same three pages for every kind."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from agencies.categories import Category
from casefile.custody.doors import FORM, TAB, check_yours, home, plan_page
from casefile.custody.kinds import KINDS, Kind, rows_of, values_of
from casefile.writing import Here, correct_page, of_person, remove_page, show
from offenders import writing
from offenders.models import ExpectedRelease, PlanPart
from offenders.writing import may_correct


def row_or_404(here: Here, name: str, pk: int) -> tuple[Kind, Any, Category]:
    """A row of this very person that the reader may read; else it is not there."""
    kind = KINDS.get(name)
    row = rows_of(kind, here).filter(pk=pk).first() if kind else None
    if kind is None or row is None or not here.lens.reads(category := kind.category(row)):
        raise Http404
    if name in ("visit", "part") and not here.lens.knows_of(Category.CUSTODY):
        raise Http404
    return kind, row, category


def _back(here: Here, row: Any) -> str:
    return plan_page(here) if isinstance(row, PlanPart) else home(here)


@of_person("custody.correct")
def correct(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """Give a row its right values."""
    found, row, category = row_or_404(here, kind, pk)
    check_yours(here, row, category, f"custody.correct_{kind}")
    if isinstance(row, ExpectedRelease) and row.ended_on is not None:
        raise Http404
    form = found.form(row)
    return correct_page(
        here,
        row,
        form,
        act=lambda filled: found.correct(row, values=filled.values(), by=here.user, **_said(filled)),
        what=f"custody.correct_{kind}",
        template="casefile/custody/correct.html",
        tab=TAB,
        to=_back(here, row),
        done="The correction is saved. The old value is kept in the history.",
        categories=[category],
        initial=values_of(row, form),
        heading=f"Correct {found.words}",
        kind=kind,
        removes=found.takes_off is not None,
    )


def _said(form: Any) -> dict[str, Any]:
    return {"version": form.cleaned_data["version"], "because": form.cleaned_data["because"]}


@of_person("custody.remove")
def remove(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """Take off the record what was written by mistake."""
    found, row, category = row_or_404(here, kind, pk)
    takes_off = found.takes_off
    if takes_off is None:
        raise Http404
    check_yours(here, row, category, f"custody.remove_{kind}")
    return remove_page(
        here,
        row,
        act=lambda form: takes_off(row, by=here.user, **_said(form)),
        what=f"custody.remove_{kind}",
        template=FORM,
        tab=TAB,
        to=_back(here, row),
        done="It is removed. What it said, and why it was removed, is kept.",
        categories=[category],
        heading=f"Remove {found.words}",
        lead="For mistakes only. What is over is ended, not removed.",
        button="Remove it",
    )


@of_person("custody.history")
def history(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """All versions of one row."""
    found, row, category = row_or_404(here, kind, pk)
    yours = may_correct(here.view, category, row, here.user)
    return show(
        here,
        "casefile/custody/history.html",
        tab=TAB,
        channel="custody.history",
        categories=[category],
        versions=writing.history(row),
        heading=f"History of {found.words}",
        to=_back(here, row),
        to_correct=reverse("custody:correct", args=[here.person.public_id, kind, row.pk]) if yours else "",
    )
