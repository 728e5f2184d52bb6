"""The pages of one person: referred, screened, decided on, told."""

from typing import Any, NoReturn
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agencies.access import may
from agencies.categories import Category, Level
from agencies.roles import Permission
from audit import log
from casefile.letters.shown import handed_over
from casefile.scheme import reading
from casefile.scheme.forms import AnswerForm, DecideForm, EngagementForm, ReferForm, SureForm, WhyForm
from casefile.scheme.meeting import meeting_of, room_of, with_meeting
from casefile.scheme.reading import TAB
from casefile.scheme.shown import referrals_for
from casefile.writing import Here, of_person, show, write_page
from cohorts import actions, policies
from cohorts.models import Cohort, Membership, Referral, SelectionDecision, Way
from cohorts.rules.referrals import Outcome

SCHEME = Category.SCHEME
FORM = "casefile/writing/form.html"


def home(here: Here) -> str:
    return reverse("scheme:of_person", args=[here.person.public_id])


def at(row: Referral) -> str:
    return reverse("scheme:referral", args=[row.offender.public_id, row.public_id])


def refuse(here: Here, what: str, said: str) -> NoReturn:
    """A page of something that the reader may not do is no page for them; the attempt is logged."""
    log.refused(what, by=here.user, offender_id=here.person.pk)
    raise PermissionDenied(said)


def find(here: Here, public_id: UUID) -> Referral:
    """A referral of this person that the reader may know of."""
    row: Referral = get_object_or_404(referrals_for(here.lens), public_id=public_id, offender=here.person)
    return row


@of_person("scheme.of_person", category=SCHEME, level=Level.FLAG)
def of_person_page(request: HttpRequest, here: Here) -> HttpResponse:
    """Time on cohorts, referrals, what the person said, how they engage."""
    from casefile.scheme.leaving import deselections

    context = reading.person_context(here)
    context["deselections"] = deselections(here) if context["reads"] else []
    context["handed"] = handed_over(here)
    context["meeting"] = meeting_of(here)
    parts = reading.parts_of_person(here, context)
    return show(here, "casefile/scheme/person.html", tab=TAB, channel="scheme", categories=parts, **context)


@of_person("scheme.refer", category=SCHEME, level=Level.FLAG)
def refer(request: HttpRequest, here: Here) -> HttpResponse:
    """Refer this person for a cohort."""
    if not policies.may_refer(here.user, here.person):
        refuse(here, "scheme.refer", policies.NOT_REFERRING)
    cohorts, routes = reading.cohorts_to_refer(here), reading.routes_for(here)
    return write_page(
        here,
        lambda data, initial: ReferForm(data, initial=initial, cohorts=cohorts, routes=routes),
        act=lambda form: actions.refer(
            offender=here.person,
            cohort=Cohort.objects.get(pk=form.cleaned_data["cohort"]),
            route=form.cleaned_data["route"],
            why=form.cleaned_data["why"],
            evidence=form.cleaned_data["evidence"],
            by=here.user,
            request_key=form.cleaned_data["request_key"],
        ),
        what="scheme.refer",
        template="casefile/scheme/refer.html",
        tab=TAB,
        to=with_meeting(home(here), meeting_of(here)),
        done="The referral is recorded. Your agency is involved while it is open.",
        categories=[SCHEME],
        initial={"route": "form"},
        heading="Refer for a cohort",
        cohorts=cohorts,
        button="Refer",
    )


@of_person("scheme.referral", category=SCHEME, level=Level.FLAG)
def referral(request: HttpRequest, here: Here, referral: UUID) -> HttpResponse:
    """One referral: who referred and why, what the records say, what was decided."""
    row = find(here, referral)
    context = reading.referral_context(here, row)
    context["meeting"] = meeting_of(here)
    parts = reading.parts_of(context, row)
    return show(here, "casefile/scheme/referral.html", tab=TAB, channel="referral", categories=parts, **context)


def _step(here: Here, row: Referral, what: str, form: Any, act: Any, done: str, **context: Any) -> HttpResponse:
    """A page of a referral's, back to it when it is done, and from there to the room that it was opened from."""
    template, to = context.pop("template", FORM), context.pop("to", with_meeting(at(row), meeting_of(here)))
    parts = context.pop("categories", sorted({SCHEME, *row.cohort.categories}))
    return write_page(
        here, form, act=act, what=what, template=template, tab=TAB, to=to, done=done, categories=parts, row=row,
        **context,
    )  # fmt: skip


@of_person("scheme.screen", category=SCHEME)
def screen(request: HttpRequest, here: Here, referral: UUID) -> HttpResponse:
    """Somebody has read what the records say."""
    row = find(here, referral)
    if not (policies.runs_the_scheme(here.user) and policies.sees(here.user, here.person)):
        refuse(here, "scheme.screen", policies.NOT_OF_THE_SCHEME)
    return _step(
        here, row, "scheme.screen", SureForm, lambda form: actions.screen(referral=row, by=here.user),
        "It waits for a decision.", heading="Screened: send it to be decided",
        lead="You have read each criterion and the records beside it. What they say on the day of the decision is kept "
        "with the decision.", button="It is screened",
    )  # fmt: skip


@of_person("scheme.decide", category=SCHEME)
def decide(request: HttpRequest, here: Here, referral: UUID) -> HttpResponse:
    """Selected, not selected or deferred: a panel's decision recorded, or one of a pair's proposed."""
    row = find(here, referral)
    if not (policies.runs_the_scheme(here.user) and policies.sees(here.user, here.person)):
        refuse(here, "scheme.decide", policies.NOT_OF_THE_SCHEME)
    if why := policies.why_not_decide(here.user, row, here.on):
        refuse(here, "scheme.decide", why)
    context = reading.referral_context(here, row)
    chairs, on, meeting = may(here.user, Permission.PANEL_CHAIR), reading.cohorts_of(here), meeting_of(here)
    return _step(
        here, row, "scheme.decide",
        lambda data, initial: DecideForm(data, initial=initial, chairs=chairs, on=on),
        lambda form: _decide(row, form, here),
        "It is recorded.", template="casefile/scheme/decide.html", heading=f"Decide: {row.cohort.name}",
        initial={
            "way": Way.PANEL.value if chairs else Way.PAIR.value, "leaves": "",
            "met_on": meeting.held_on if meeting else None,
        },
        now=context["now"], place=context["place"], scored=context["scored"],
        categories=reading.parts_of(context, row), to=room_of(meeting) if meeting else at(row),
    )  # fmt: skip


def _decide(row: Referral, form: DecideForm, here: Here) -> SelectionDecision:
    said = form.cleaned_data
    values: dict[str, Any] = {
        "referral": row,
        "outcome": Outcome(said["outcome"]),
        "because": said["because"],
        "deferred_until": said.get("deferred_until"),
        "leaves": form.leaves(),
        "by": here.user,
        "request_key": said["request_key"],
    }
    if said["way"] == Way.PANEL:
        return actions.decide_by_panel(**values, met_on=said["met_on"])
    return actions.propose(**values)


ANSWERS = {
    "confirm": ("Confirm the proposal", "It is confirmed, and holds from today."),
    "turn-down": ("Do not confirm the proposal", "It is not confirmed. The referral waits for a decision."),
    "take-back": ("Take the proposal back", "It is taken back. The referral waits for a decision."),
}


@of_person("scheme.answer_proposal", category=SCHEME)
def answer_proposal(request: HttpRequest, here: Here, referral: UUID, decision: int, step: str) -> HttpResponse:
    """The second person of a pair says yes or no; who proposed takes it back."""
    row = find(here, referral)
    made = get_object_or_404(SelectionDecision.objects.select_related("referral__offender"), pk=decision, referral=row)
    if step not in ANSWERS:
        raise Http404
    _check_second(here, made, step)
    heading, done = ANSWERS[step]
    said = f"{made.get_outcome_display()}: {made.because}"
    return _step(
        here, row, "scheme.answer_proposal", WhyForm if step == "turn-down" else SureForm,
        lambda form: _answer(made, step, form, here), done, heading=heading, lead=said, button=heading,
    )  # fmt: skip


def _check_second(here: Here, made: SelectionDecision, step: str) -> None:
    """Who may never answer has no page; that it was answered meanwhile is said on it."""
    own = made.created_by_id == here.user.pk
    if step == "take-back":
        if not own:
            refuse(here, "scheme.answer_proposal", policies.NOT_YOURS)
    elif not policies.runs_the_scheme(here.user) or not policies.sees(here.user, here.person):
        refuse(here, "scheme.answer_proposal", policies.NOT_OF_THE_SCHEME)
    elif own:
        refuse(here, "scheme.answer_proposal", policies.PROPOSED)
    elif why := policies.why_not_decide(here.user, made.referral, here.on):
        refuse(here, "scheme.answer_proposal", why)


def _answer(made: SelectionDecision, step: str, form: Any, here: Here) -> SelectionDecision:
    if step == "confirm":
        return actions.confirm(decision=made, by=here.user)
    if step == "take-back":
        return actions.take_back(decision=made, by=here.user)
    return actions.turn_down(decision=made, because=form.cleaned_data["because"], by=here.user)


@of_person("scheme.withdraw", category=SCHEME, level=Level.FLAG)
def withdraw(request: HttpRequest, here: Here, referral: UUID) -> HttpResponse:
    """Take a referral back."""
    row = find(here, referral)
    if row.ended_on is None and not policies.may_withdraw(here.user, row, here.on):
        refuse(here, "scheme.withdraw", "The agency that referred withdraws its referral, or who manages the scheme.")
    return _step(
        here, row, "scheme.withdraw", WhyForm,
        lambda form: actions.withdraw(referral=row, because=form.cleaned_data["because"], by=here.user),
        "The referral is withdrawn.", heading="Withdraw the referral", button="Withdraw",
    )  # fmt: skip


@of_person("scheme.tell", category=SCHEME, level=Level.ADD)
def tell(request: HttpRequest, here: Here, membership: int) -> HttpResponse:
    """What the person said of being on a cohort."""
    rows = Membership.objects.select_related("cohort", "offender")
    row = get_object_or_404(rows, pk=membership, offender=here.person)
    if not here.lens.sees_cohort(row.cohort):
        raise Http404
    return write_page(
        here,
        AnswerForm,
        act=lambda form: actions.record_answer(membership=row, by=here.user, **_said(form)),
        what="scheme.tell",
        template=FORM,
        tab=TAB,
        to=home(here),
        done="It is recorded.",
        categories=[SCHEME],
        initial={"told_on": here.on},
        heading=f"What the person said of being on {row.cohort.name}",
    )


@of_person("scheme.engagement", category=SCHEME, level=Level.ADD)
def engagement(request: HttpRequest, here: Here) -> HttpResponse:
    """How the person engages, from a day."""
    return write_page(
        here,
        EngagementForm,
        act=lambda form: actions.record_engagement(offender=here.person, by=here.user, **_said(form)),
        what="scheme.engagement",
        template=FORM,
        tab=TAB,
        to=home(here),
        done="It is recorded.",
        categories=[SCHEME],
        initial={"from_on": here.on},
        heading="How the person engages",
    )


def _said(form: Any) -> dict[str, Any]:
    return dict(form.cleaned_data)
