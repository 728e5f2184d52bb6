"""The pages of one person leaving the scheme: each code with its evidence, proposed, answered, disagreed with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from agencies.access import may
from agencies.categories import Category
from agencies.roles import Permission
from casefile.letters.shown import Shown as LetterShown
from casefile.letters.shown import shown as letters_of
from casefile.scheme.forms import DisagreeForm, LeaveForm, SureForm, WhyForm
from casefile.scheme.meeting import meeting_of, room_of
from casefile.scheme.people import FORM, SCHEME, home, refuse
from casefile.scheme.reading import TAB, cohorts_of
from casefile.scheme.shown import Line, line_of
from casefile.writing import Here, of_person, show, write_page
from cohorts import actions, policies
from cohorts.leaving import facts_of
from cohorts.models import Deselection, DeselectionCode, Way
from cohorts.rules import evidence as rules
from cohorts.settings import limits


@dataclass(frozen=True)
class ByCode:
    """One code with its evidence, as far as the reader reads it."""

    code: DeselectionCode
    lines: list[Line]
    parts: frozenset[Category]


def by_code(here: Here) -> list[ByCode]:
    """Every code with what the records say today: nothing has been said by anybody yet."""
    facts, numbers = facts_of(here.person, here.on), limits(here.on)
    found = []
    for code in DeselectionCode.objects.order_by("code"):
        pieces = [piece.as_json() for piece in rules.evidence(code.code, facts, rules.Said(), here.on, numbers)]
        found.append(ByCode(code, [line_of(here.lens, one) for one in pieces], _parts(here, pieces)))
    return found


def _parts(here: Here, pieces: list[dict[str, Any]]) -> frozenset[Category]:
    return frozenset(Category(name) for one in pieces for name in one["categories"]) & here.lens.parts


def _check(here: Here, what: str) -> None:
    """Who runs the scheme, and does not lead the person."""
    if not (policies.runs_the_scheme(here.user) and policies.sees(here.user, here.person)):
        refuse(here, what, policies.NOT_OF_THE_SCHEME)
    if policies.leads(here.user, here.person, here.on):
        refuse(here, what, policies.LEADS)


@of_person("scheme.leave", category=SCHEME)
def leave(request: HttpRequest, here: Here) -> HttpResponse:
    """The codes side by side, each with its evidence: which of them fits."""
    _check(here, "scheme.leave")
    found = by_code(here)
    parts = sorted({SCHEME}.union(*(one.parts for one in found)))
    meeting = meeting_of(here)
    return show(
        here, "casefile/scheme/leave.html", tab=TAB, channel="leave", categories=parts, codes=found, meeting=meeting
    )


@of_person("scheme.deselect", category=SCHEME)
def deselect(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    """Leave by one code: a panel's decision recorded, or one of a pair's proposed."""
    found = next((one for one in by_code(here) if one.code.code == code), None)
    if found is None:
        raise Http404
    _check(here, "scheme.deselect")
    meeting = meeting_of(here)
    chairs, on = may(here.user, Permission.PANEL_CHAIR), cohorts_of(here)
    return write_page(
        here,
        lambda data, initial: LeaveForm(data, initial=initial, code=code, chairs=chairs, on=on),
        act=lambda form: actions.deselect(
            offender=here.person,
            code=code,
            asked=form.asked(),
            by=here.user,
            request_key=form.cleaned_data["request_key"],
            met_on=form.cleaned_data.get("met_on") if form.cleaned_data["way"] == Way.PANEL else None,
        ),
        what="scheme.deselect",
        template="casefile/scheme/deselect.html",
        tab=TAB,
        to=room_of(meeting) if meeting else home(here),
        done="It is recorded.",
        categories=sorted({SCHEME, *found.parts}),
        initial={
            "way": Way.PANEL.value if chairs else Way.PAIR.value,
            "cohort": "",
            "met_on": meeting.held_on if meeting else None,
        },
        heading=f"Deselect by code {code}",
        found=found,
    )


@dataclass(frozen=True)
class Shown:
    """A deselection as one reader sees it; that it goes against the evidence is for who reads all of that."""

    row: Deselection
    lines: list[Line]
    against: bool
    cohort: str
    may_answer: bool
    may_take_back: bool
    may_disagree: bool
    letters: list[LetterShown]


def deselections(here: Here) -> list[Shown]:
    rows = Deselection.objects.filter(offender=here.person).select_related(
        "cohort", "code", "single_agency", "receiving_area", "created_by__agency", "answered_by__agency", "offender"
    )
    rows = rows.prefetch_related("disagreements__agency", "disagreements__created_by")
    disagrees = policies.may_disagree(here.user, here.person)
    return [shown(here, row, disagrees) for row in rows.order_by("-proposed_on", "-pk")]


def shown(here: Here, row: Deselection, disagrees: bool) -> Shown:
    lines = [line_of(here.lens, one) for one in row.evidence]
    return Shown(
        row,
        lines,
        row.against and not any(line.hidden for line in lines),
        here.lens.cohort(row.cohort) if row.cohort else "every cohort",
        policies.may_answer_deselection(here.user, row, here.on),
        policies.may_take_back(here.user, row),
        disagrees and row.state in ("proposed", "made"),
        letters_of(here, row),
    )


Act = Callable[..., Deselection]
ANSWERS: dict[str, tuple[str, Act, str]] = {
    "confirm": ("Confirm the deselection", actions.confirm_deselection, "It is confirmed."),
    "turn-down": ("Do not confirm the deselection", actions.turn_down_deselection, "It is not confirmed."),
    "take-back": ("Take the proposal back", actions.take_back_deselection, "It is taken back."),
}


def _find(here: Here, public_id: UUID) -> Deselection:
    rows = Deselection.objects.select_related("offender", "cohort", "code")
    row: Deselection = get_object_or_404(rows, public_id=public_id, offender=here.person)
    return row


@of_person("scheme.answer_deselection", category=SCHEME)
def answer(request: HttpRequest, here: Here, deselection: UUID, step: str) -> HttpResponse:
    """The second person says yes or no; who proposed takes it back."""
    row = _find(here, deselection)
    if step not in ANSWERS:
        raise Http404
    own = row.created_by_id == here.user.pk
    if step == "take-back":
        if not own:
            refuse(here, "scheme.answer_deselection", policies.NOT_YOURS)
    else:
        _check(here, "scheme.answer_deselection")
        if own:
            refuse(here, "scheme.answer_deselection", policies.PROPOSED)
    heading, act, done = ANSWERS[step]
    says_why = step == "turn-down"
    return write_page(
        here,
        WhyForm if says_why else SureForm,
        act=lambda form: act(row=row, by=here.user, **({"because": form.cleaned_data["because"]} if says_why else {})),
        what="scheme.answer_deselection",
        template=FORM,
        tab=TAB,
        to=home(here),
        done=done,
        categories=[SCHEME],
        heading=heading,
        lead=f"Code {row.code_id}: {row.because}",
        button=heading,
    )


@of_person("scheme.disagree", category=SCHEME)
def disagree(request: HttpRequest, here: Here, deselection: UUID) -> HttpResponse:
    """That the reader's agency disagrees, and why."""
    row = _find(here, deselection)
    if not policies.may_disagree(here.user, here.person):
        refuse(here, "scheme.disagree", "An agency that is involved and reads of the scheme says that it disagrees.")
    return write_page(
        here,
        DisagreeForm,
        act=lambda form: actions.disagree(
            row=row, why=form.cleaned_data["why"], by=here.user, request_key=form.cleaned_data["request_key"]
        ),
        what="scheme.disagree",
        template=FORM,
        tab=TAB,
        to=home(here),
        done="It is recorded, and shown beside the deselection.",
        categories=[SCHEME],
        heading=f"Disagree with the deselection by code {row.code_id}",
    )
