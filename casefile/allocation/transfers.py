"""One transfer of a person: asked for, prepared, answered."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from agencies.categories import Category
from agencies.models import User
from agencies.refusals import refusals_logged
from allocation import actions, policies, queries
from allocation.models import HandoverItem, Transfer
from allocation.rules.states import Step
from casefile.allocation.forms import AcceptForm, AgencyForm, ConsentForm, OptionalWhyForm, WhyForm
from casefile.allocation.people import IDENTITY, home, refuse
from casefile.allocation.reading import TAB, transfer_context
from casefile.writing import Here, of_person, show, write_page


def _find(here: Here, public_id: UUID) -> Transfer:
    """A transfer of this person that is the reader's to see."""
    rows = Transfer.objects.select_related(
        "offender", "from_agency", "to_agency", "from_area", "to_area", "asked_by", "approved_by", "answered_by"
    )
    row = get_object_or_404(rows, public_id=public_id, offender=here.person)
    if not policies.may_see_transfer(here.user, row):
        raise Http404
    return row


def _at(row: Transfer) -> str:
    return reverse("allocation:transfer", args=[row.offender.public_id, row.public_id])


@of_person("transfers.ask")
def ask(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask another agency to take the case."""
    if not policies.may_ask(here.user, here.person):
        refuse(here, "transfers.ask", policies.NOT_YOURS)
    return write_page(
        here,
        lambda data, initial: AgencyForm(
            data, initial=initial, leave_out=[here.user.agency_id or 0], label="Which agency is to take the case"
        ),
        act=lambda form: actions.ask(
            offender=here.person,
            to=form.cleaned_data["agency"],
            because=form.cleaned_data["because"],
            request_key=form.cleaned_data["request_key"],
            by=here.user,
        ),
        what="transfers.ask",
        template="casefile/writing/form.html",
        tab=TAB,
        to=home(here),
        done="The transfer is asked for.",
        categories=IDENTITY,
        heading="Ask for a transfer",
        lead="While it is open the agency reads this person’s record, as far as the sharing agreement lets it, and "
        "nobody changes the lead.",
        button="Ask",
    )


@of_person("transfers.transfer")
def transfer(request: HttpRequest, here: Here, transfer: UUID) -> HttpResponse:
    row = _find(here, transfer)
    context = transfer_context(here, row)
    shown = {Category.IDENTITY, *(Category(one.consent.category) for one in context["consents"])}
    return show(
        here,
        "casefile/allocation/transfer.html",
        tab=TAB,
        channel="transfer",
        categories=sorted(shown),
        **context,
    )


@of_person("transfers.accept")
def accept(request: HttpRequest, here: Here, transfer: UUID) -> HttpResponse:
    """Take the case: choose who leads from today."""
    row = _find(here, transfer)
    if row.is_open and not policies.may_step(here.user, row, Step.ACCEPT):
        refuse(here, "transfers.accept", "The agency that is asked answers, by somebody who did not ask.")
    loads = queries.side_by_side(here.user, here.user.agency, here.on, person=here.person)
    found, undone = queries.recommended(loads, here.on), policies.left_undone(row, here.on)
    return write_page(
        here,
        lambda data, initial: AcceptForm(data, initial=initial, loads=loads, undone=bool(undone)),
        act=lambda form: actions.accept(
            transfer=row,
            officer=User.objects.get(pk=form.cleaned_data["officer"]),
            undone_because=form.cleaned_data.get("undone_because", ""),
            by=here.user,
        ),
        what="transfers.accept",
        template="casefile/allocation/accept.html",
        tab=TAB,
        to=home(here),
        done="The case is yours from today.",
        categories=[*IDENTITY, Category.SCHEME],
        initial={"officer": found.key} if found else {},
        row=row,
        loads=queries.with_words(loads),
        found=found,
        undone=undone,
        button="Take the case",
    )


STEPS: dict[Step, tuple[str, Callable[..., object], str]] = {
    Step.APPROVE: ("Approve the transfer", actions.approve, "Approved."),
    Step.REFUSE: ("Refuse the transfer", actions.refuse, "Refused."),
    Step.WITHDRAW: ("Withdraw the request", actions.withdraw, "Withdrawn."),
    Step.DISMISS: ("Dismiss the transfer", actions.dismiss, "Dismissed. The lead can be changed again."),
}


@of_person("transfers.step")
def step(request: HttpRequest, here: Here, transfer: UUID, step: str) -> HttpResponse:
    """Every other step: approved for somebody young, refused, withdrawn, dismissed."""
    row = _find(here, transfer)
    if step not in set(STEPS):
        raise Http404
    taken = Step(step)
    if row.is_open and not policies.may_step(here.user, row, taken):
        refuse(here, "transfers.step", policies.NOT_YOURS)
    heading, act, done = STEPS[taken]
    approves = taken is Step.APPROVE
    return write_page(
        here,
        OptionalWhyForm if approves else WhyForm,
        act=lambda form: act(transfer=row, by=here.user, **({} if approves else {"words": form.cleaned_data["words"]})),
        what="transfers.step",
        template="casefile/writing/form.html",
        tab=TAB,
        to=reverse("allocation:queue"),
        done=done,
        categories=IDENTITY,
        heading=heading,
        lead=f"From {row.from_agency.name} to {row.to_agency.name}.",
        button=heading,
    )


@of_person("transfers.tick")
def tick(request: HttpRequest, here: Here, transfer: UUID, item: int) -> HttpResponse:
    """Tick a line of the checklist, or take the tick off: posted from the transfer's page."""
    row = _find(here, transfer)
    line = get_object_or_404(HandoverItem.objects.in_force(here.on), pk=item)
    if request.method != "POST":
        return redirect(_at(row))
    act = actions.untick if request.POST.get("done") == "no" else actions.tick
    try:
        with refusals_logged(request, "transfers.tick", here.person.pk):
            act(transfer=row, item=line, by=here.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_at(row))


@of_person("transfers.ask_consent")
def ask_consent(request: HttpRequest, here: Here, transfer: UUID, consent: int) -> HttpResponse:
    """Whether the person confirms a consent for the new agency."""
    row = _find(here, transfer)
    asked = {one.consent.pk: one for one in transfer_context(here, row)["consents"]}.get(consent)
    if asked is None:
        raise Http404
    if not policies.may_hand_over(here.user, row):
        refuse(here, "transfers.ask_consent", "The agency that hands over asks the person.")
    said = asked.said
    return write_page(
        here,
        ConsentForm,
        act=lambda form: actions.ask_consent(
            transfer=row,
            consent=asked.consent,
            confirmed=form.cleaned_data["confirmed"],
            how=form.cleaned_data["how"],
            by=here.user,
        ),
        what="transfers.ask_consent",
        template="casefile/writing/form.html",
        tab=TAB,
        to=_at(row),
        done="It is recorded.",
        categories=[*IDENTITY, asked.consent.category],
        initial={"confirmed": "yes" if said.confirmed else "no", "how": said.how} if said else {},
        heading=f"Consent: {Category(asked.consent.category).label}",
        lead=f"Given to {row.from_agency.name}. It does not carry over to {row.to_agency.name} by itself.",
        button="Save",
    )
