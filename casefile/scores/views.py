"""Scores from elsewhere are written down, corrected and removed; each has its own history."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agencies.categories import Category, Level
from audit import log
from casefile.scores.forms import ReceivedScoreForm
from casefile.writing import Here, correct_page, of_person, remove_page, show, write_page
from offenders.writing import NOT_ADDED, may_correct
from offenders.writing import history as versions_of
from ranking import received
from ranking.models import ReceivedScore

SCORES = Category.SCORES
TAB = "rank"
FORM = "casefile/writing/form.html"
FIELDS = ("tool", "tool_version", "score", "band", "scored_on", "received_from")


def home(here: Here) -> str:
    return reverse("casefile:section", args=[here.person.public_id, "rank"])


def _row(here: Here, pk: int, what: str) -> ReceivedScore:
    """A score of this person that the reader may correct."""
    row = _read(here, pk)
    if not may_correct(here.view, SCORES, row, here.user):
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(NOT_ADDED)
    return row


def _read(here: Here, pk: int) -> ReceivedScore:
    rows = ReceivedScore.objects.filter(offender=here.person).select_related("offender", "created_by__agency")
    found: ReceivedScore = get_object_or_404(rows, pk=pk)
    return found


@of_person("scores.add", category=SCORES, level=Level.ADD)
def add(request: HttpRequest, here: Here) -> HttpResponse:
    return write_page(
        here,
        ReceivedScoreForm,
        act=lambda form: received.add(
            offender=here.person, by=here.user, request_key=form.cleaned_data["request_key"], **form.values()
        ),
        what="scores.add",
        template=FORM,
        tab=TAB,
        to=home(here),
        done="The score is recorded. It stands beside the ranking and is not counted in it.",
        categories=[SCORES],
        heading="Record a score received from elsewhere",
        lead="As it was received. It is shown beside the ranking’s own score and never counted in it.",
        button="Record the score",
    )


@of_person("scores.correct", category=SCORES)
def correct(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = _row(here, pk, "scores.correct")

    def act(form: Any) -> None:
        said = form.cleaned_data
        received.correct(row=row, by=here.user, version=said["version"], because=said["because"], values=form.values())

    return correct_page(
        here,
        row,
        ReceivedScoreForm,
        act=act,
        what="scores.correct",
        template=FORM,
        tab=TAB,
        to=home(here),
        done="The correction is saved. The old values are kept.",
        categories=[SCORES],
        initial={name: getattr(row, name) for name in FIELDS},
        heading="Correct a score received from elsewhere",
        button="Save the correction",
    )


@of_person("scores.remove", category=SCORES)
def remove(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = _row(here, pk, "scores.remove")

    def act(form: Any) -> None:
        said = form.cleaned_data
        received.remove(row=row, by=here.user, version=said["version"], because=said["because"])

    return remove_page(
        here,
        row,
        act=act,
        what="scores.remove",
        template=FORM,
        tab=TAB,
        to=home(here),
        done="It is removed. What it said, and why it was removed, is kept.",
        categories=[SCORES],
        heading="Remove a score that was a mistake",
        lead="For mistakes only. A newer score does not replace an older one: both stand, each with its day.",
        button="Remove it",
    )


@of_person("scores.history", category=SCORES)
def history(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """All versions of one score: who wrote it, when and why, and what became different."""
    row = _read(here, pk)
    may = may_correct(here.view, SCORES, row, here.user)
    return show(
        here,
        "casefile/facts/history.html",
        tab=TAB,
        channel="scores.history",
        categories=[SCORES],
        versions=versions_of(row),
        heading="History of a score received from elsewhere",
        to=home(here),
        to_correct=reverse("scores:correct", args=[here.person.public_id, pk]) if may else "",
    )
