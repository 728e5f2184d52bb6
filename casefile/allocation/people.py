"""Who leads and supports one person, and the pages that change it."""

from typing import Any, NoReturn
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from agencies.categories import Category
from agencies.models import User
from allocation import actions, policies, queries
from allocation.models import Allocation, Support
from allocation.rules.states import Answer, State
from audit import log
from casefile.allocation.forms import AgencyForm, AllocateForm, NameForm, OptionalWhyForm, WhyForm
from casefile.allocation.neighbourhood import cares_of
from casefile.allocation.reading import TAB, lead_context
from casefile.writing import Here, of_person, show, write_page
from offenders.models import Involvement
from offenders.young import is_young

IDENTITY = [Category.IDENTITY]


def home(here: Here) -> str:
    return reverse("allocation:lead", args=[here.person.public_id])


def refuse(here: Here, what: str, said: str) -> NoReturn:
    """A page of something that the reader may not do is no page for them; the attempt is logged."""
    log.refused(what, by=here.user, offender_id=here.person.pk)
    raise PermissionDenied(said)


@of_person("allocation.lead")
def lead(request: HttpRequest, here: Here) -> HttpResponse:
    """Who leads and who supports, now and before, and what is open."""
    context = lead_context(here) | cares_of(here)
    parts = [*IDENTITY, *([Category.SCHEME] if context.get("sees_cares") else [])]
    return show(here, "casefile/allocation/lead.html", tab=TAB, channel="lead", categories=parts, **context)


@of_person("allocation.allocate")
def allocate(request: HttpRequest, here: Here) -> HttpResponse:
    """Officers side by side, with one recommended; another takes a reason."""
    if not policies.may_allocate(here.user, here.person):
        refuse(here, "allocation.allocate", policies.NOT_YOURS)
    try:
        policies.check_nothing_open(here.person)
    except ValidationError as error:
        if request.method != "POST":
            messages.warning(request, " ".join(error.messages))
            return redirect(home(here))
    now = policies.lead_of(here.person, here.on)
    current = now.officer_id if now else None
    loads = queries.side_by_side(here.user, here.user.agency, here.on, person=here.person)
    found = queries.recommended(loads, here.on, instead_of=current)
    # A form that is sent twice names who leads by then: the action knows it by its key.
    offered = None if request.method == "POST" else current
    return write_page(
        here,
        lambda data, initial: AllocateForm(data, initial=initial, loads=loads, now=offered),
        act=lambda form: actions.allocate(
            offender=here.person,
            officer=User.objects.get(pk=form.cleaned_data["officer"]),
            because=form.cleaned_data["because"],
            request_key=form.cleaned_data["request_key"],
            by=here.user,
        ),
        what="allocation.allocate",
        template="casefile/allocation/allocate.html",
        tab=TAB,
        to=home(here),
        done="It is recorded.",
        categories=[*IDENTITY, Category.SCHEME],
        initial={"officer": found.key} if found else {},
        loads=queries.with_words(loads),
        found=found,
        current=current,
        young=is_young(here.person.date_of_birth, here.on),
        button="Give to this officer",
    )


@of_person("allocation.answer")
def answer(request: HttpRequest, here: Here, allocation: UUID, step: str) -> HttpResponse:
    """The second approval of an allocation, its refusal, or taking it back."""
    row = get_object_or_404(
        Allocation.objects.select_related("offender", "agency", "officer", "made_by"),
        public_id=allocation,
        offender=here.person,
    )
    if step not in set(Answer) or not policies.may_see_allocation(here.user, row):
        raise Http404
    taken = Answer(step)
    if row.state == State.WAITS and not policies.may_answer(here.user, row, taken):
        refuse(here, "allocation.answer", policies.SECOND)
    return write_page(
        here,
        OptionalWhyForm if taken is Answer.APPROVE else WhyForm,
        act=lambda form: actions.answer(allocation=row, step=taken, words=form.cleaned_data["words"], by=here.user),
        what="allocation.answer",
        template="casefile/allocation/answer.html",
        tab=TAB,
        to=home(here),
        done="It is recorded.",
        categories=IDENTITY,
        row=row,
        heading=ANSWERS[taken],
        button=ANSWERS[taken],
    )


ANSWERS = {
    Answer.APPROVE: "Approve the allocation",
    Answer.REFUSE: "Refuse the allocation",
    Answer.WITHDRAW: "Take the allocation back",
}


@of_person("allocation.support")
def support(request: HttpRequest, here: Here) -> HttpResponse:
    """Another agency supports the case from today."""
    if not policies.may_support(here.user, here.person):
        refuse(here, "allocation.support", policies.NOT_YOURS)
    involved = Involvement.objects.in_force(here.on).filter(offender=here.person, reason__in=["leads", "supports"])
    return write_page(
        here,
        lambda data, initial: AgencyForm(
            data, initial=initial, leave_out=involved.values_list("agency", flat=True), label="Which agency supports"
        ),
        act=lambda form: actions.start_support(
            offender=here.person,
            agency=form.cleaned_data["agency"],
            because=form.cleaned_data["because"],
            by=here.user,
        ),
        what="allocation.support",
        template="casefile/writing/form.html",
        tab=TAB,
        to=home(here),
        done="The agency supports the case from today.",
        categories=IDENTITY,
        heading="An agency supports the case",
        lead="From today the agency sees this person, as far as the sharing agreement lets it.",
        button="Start",
    )


def _involvement(here: Here, pk: int) -> Involvement:
    """A support of this person that runs today."""
    rows = Involvement.objects.in_force(here.on).filter(offender=here.person, reason="supports")
    return get_object_or_404(rows.select_related("agency", "offender"), pk=pk)


@of_person("allocation.stop_support")
def stop_support(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = _involvement(here, pk)
    if not policies.may_stop(here.user, row):
        refuse(here, "allocation.stop_support", policies.NOT_YOURS)
    return write_page(
        here,
        WhyForm,
        act=lambda form: actions.stop_support(involvement=row, because=form.cleaned_data["words"], by=here.user),
        what="allocation.stop_support",
        template="casefile/writing/form.html",
        tab=TAB,
        to=home(here) if row.agency_id != here.user.agency_id else reverse("casefile:register"),
        done="The support has ended.",
        categories=IDENTITY,
        heading=f"{row.agency.name} supports no more",
        lead="From today the agency reads for 90 days and writes nothing more; what rested on consent ends at once.",
        button="End the support",
    )


@of_person("allocation.name_officer")
def name_officer(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The supporting agency says which of its officers works with the person."""
    row = _involvement(here, pk)
    if not policies.may_name(here.user, row):
        refuse(here, "allocation.name_officer", "A supporting agency names its own officer.")
    said = Support.objects.filter(involvement=row).first()
    held: dict[str, Any] = {"officer": str(said.officer_id)} if said and said.officer_id else {}
    return write_page(
        here,
        lambda data, initial: NameForm(data, initial=initial, officers=queries.officers(here.user.agency, here.on)),
        act=lambda form: actions.name_officer(involvement=row, officer=form.chosen(), by=here.user),
        what="allocation.name_officer",
        template="casefile/writing/form.html",
        tab=TAB,
        to=home(here),
        done="It is recorded.",
        categories=IDENTITY,
        initial=held,
        heading="Your agency’s officer",
        button="Save",
    )
