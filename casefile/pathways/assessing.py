"""Assessing a person: all pathways in one sitting, one by the agency that knows, and putting right what was said."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agencies.categories import Category, Level
from audit import log
from casefile.pathways.asked import Asked, asked, draft_of, not_asked
from casefile.pathways.forms import AssessForm, CorrectAssessmentForm, DiscardForm
from casefile.writing import Here, correct_page, of_person, remove_page, write_page
from pathways import actions, policies
from pathways.models import PathwayAssessment
from pathways.policies.assessing import NOT_READ

TAB = "pathways"
FORM = "casefile/writing/form.html"
ASSESS = "casefile/pathways/assess.html"
PARTS = [Category.PATHWAYS]
ADD = {"category": Category.PATHWAYS, "level": Level.ADD}
KEPT = "It is kept, and marked as not finished. You or a colleague of your agency can go on with it."
FINISHED = "The assessment is saved."


def home(here: Here) -> str:
    return reverse("casefile:section", args=[here.person.public_id, TAB])


def parts_of(rows: list[Asked]) -> list[str]:
    """What the page shows of the record: the pathways, and the parts whose letters stand on it."""
    shown = {part for row in rows if row.shown and row.last for part in row.last.level.letter_categories}
    return sorted({str(Category.PATHWAYS), *map(str, shown)})


@of_person("pathways.assess", **ADD)  # type: ignore[arg-type]
def sitting(request: HttpRequest, here: Here) -> HttpResponse:
    """Every pathway that the reader may assess, on one page; kept for later, or finished."""
    draft = draft_of(here)
    rows = asked(here, draft)
    later = request.method == "POST" and "later" in request.POST
    act = actions.keep_sitting if later else actions.finish_sitting
    return write_page(
        here,
        partial(AssessForm, asked=rows),
        act=lambda form: act(
            offender=here.person,
            said=form.said(),
            assessed_on=form.cleaned_data["assessed_on"],
            by=here.user,
            request_key=form.cleaned_data["request_key"],
        ),
        what="pathways.assess",
        template=ASSESS,
        tab=TAB,
        to=home(here),
        done=KEPT if later else FINISHED,
        categories=parts_of(rows),
        initial={"assessed_on": draft.assessed_on if draft else here.on},
        heading="Assess the pathways",
        draft=draft,
        others=not_asked(here, rows),
    )


@of_person("pathways.assess_one", **ADD)  # type: ignore[arg-type]
def one(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    """One pathway, by the agency that knows."""
    everything = asked(here, None)
    rows = [row for row in everything if row.code == code]
    if not rows:
        if any(pathway.code == code for pathway in not_asked(here, everything)):
            _refuse(here, "pathways.assess_one")
        raise Http404
    return write_page(
        here,
        partial(AssessForm, asked=rows),
        act=lambda form: actions.assess(
            offender=here.person,
            said=form.said()[0],
            assessed_on=form.cleaned_data["assessed_on"],
            by=here.user,
            request_key=form.cleaned_data["request_key"],
        ),
        what="pathways.assess_one",
        template=ASSESS,
        tab=TAB,
        to=home(here),
        done=FINISHED,
        categories=parts_of(rows),
        initial={"assessed_on": here.on},
        heading=f"Assess: {rows[0].pathway.name.lower()}",
        alone=True,
    )


def _refuse(here: Here, what: str) -> None:
    log.refused(what, by=here.user, offender_id=here.person.pk)
    raise PermissionDenied(NOT_READ)


@of_person("pathways.discard", **ADD)  # type: ignore[arg-type]
def discard(request: HttpRequest, here: Here) -> HttpResponse:
    """Let a sitting go that nobody will finish."""
    draft = draft_of(here)
    if draft is None:
        raise Http404
    return correct_page(
        here,
        draft,
        DiscardForm,  # type: ignore[arg-type]
        make=DiscardForm,
        act=lambda form: actions.discard_sitting(sitting=draft, by=here.user, **_said(form)),
        what="pathways.discard",
        template=FORM,
        tab=TAB,
        to=home(here),
        done="It is discarded.",
        categories=PARTS,
        initial={},
        heading="Discard what is not finished",
        button="Discard it",
    )


@of_person("pathways.correct", **ADD)  # type: ignore[arg-type]
def correct(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Put right what was said of one pathway on one day."""
    row = _row(here, pk, "pathways.correct")
    levels = [level for level in row.level.pathway.levels.all() if policies.may_set(here.view.levels, level)]
    return correct_page(
        here,
        row,
        CorrectAssessmentForm,
        make=partial(CorrectAssessmentForm, levels=levels),
        act=lambda form: actions.correct_assessment(assessment=row, values=form.values(), by=here.user, **_said(form)),
        what="pathways.correct",
        template="casefile/pathways/correct.html",
        tab=TAB,
        to=home(here),
        done="The correction is saved. The old value is kept in the history.",
        categories=[str(part) for part in row.level.letter_categories],
        initial={"assessed_on": row.assessed_on, "level": row.level, "why": row.why},
        heading=f"Correct: {row.level.pathway.name.lower()}",
    )


@of_person("pathways.remove", **ADD)  # type: ignore[arg-type]
def remove(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Take an assessment off the record: for mistakes only."""
    row = _row(here, pk, "pathways.remove")
    return remove_page(
        here,
        row,
        act=lambda form: actions.remove_assessment(assessment=row, by=here.user, **_said(form)),
        what="pathways.remove",
        template=FORM,
        tab=TAB,
        to=home(here),
        done="It is removed. What it said, and why it was removed, is kept.",
        categories=PARTS,
        heading=f"Remove: {row.level.pathway.name.lower()}",
        lead="For mistakes only. Somebody whose need has changed is assessed again.",
        button="Remove it",
    )


def _row(here: Here, pk: int, what: str) -> PathwayAssessment:
    """One of this person's that is the reader's to change; else 403, and that is logged."""
    rows = PathwayAssessment.objects.select_related("level__pathway__set", "created_by", "changed_by")
    row = get_object_or_404(rows.prefetch_related("level__pathway__levels__pathway"), pk=pk, offender=here.person)
    if not policies.may_change(here.view, row, here.user):
        _refuse(here, what)
    row.offender = here.person
    return row


def _said(form: Any) -> dict[str, Any]:
    return {"version": form.cleaned_data["version"], "because": form.cleaned_data["because"]}
