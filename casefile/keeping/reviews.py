"""Pages: records whose review is due, one record's keeping, holds, proposals and their answers, certificates."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.access import requires
from agencies.categories import Category, Level
from agencies.paging import page_of
from agencies.refusals import refusals_logged
from agencies.roles import Permission
from audit import clock, log
from casefile.keeping.forms import HoldForm, LiftForm, ReasonForm
from casefile.writing import Here, of_person, show, write_page
from retention import actions, queries
from retention.models import DisposalCertificate, Hold, LetIn, Pack, Review, ReviewStatus
from retention.policies import NOT_YOURS, keeps_records, may_keep

TAB = "keeping:of_person"
Page = Callable[..., HttpResponse]


def of_record(what: str) -> Callable[[Page], Page]:
    """A page of a person for who keeps records: an agency that manages identity, and the role for it."""

    def wrap(page: Page) -> Page:
        @wraps(page)
        def checked(request: HttpRequest, here: Here, **more: Any) -> HttpResponse:
            if not may_keep(here.user, here.view):
                log.refused(what, by=here.user, offender_id=here.person.pk)
                raise PermissionDenied(NOT_YOURS)
            return page(request, here, **more)

        return of_person(what, category=Category.IDENTITY, level=Level.MANAGE)(checked)

    return wrap


def back_to(here: Here) -> str:
    return reverse("keeping:of_person", args=[here.person.public_id])


def _of_records(page: Page, *methods: str) -> Page:
    """A page about no one person, for who keeps records."""

    @wraps(page)
    def checked(request: HttpRequest, **more: Any) -> HttpResponse:
        reader = access.reader(request)
        if not keeps_records(reader):
            log.refused(f"keeping.{page.__name__}", by=reader)
            raise PermissionDenied(NOT_YOURS)
        return page(request, **more)

    return requires(Permission.RECORDS_KEEP)(require_http_methods(methods or ("GET", "HEAD"))(checked))


@_of_records
def due(request: HttpRequest) -> HttpResponse:
    """Records whose review is due, the longest due first."""
    reader, on = access.reader(request), clock.today()
    found, more = queries.due(reader, on)
    page = page_of(request, found)
    log.viewed(
        [one.person.pk for one in page.object_list],
        by=reader,
        channel="keeping.due",
        categories=[Category.IDENTITY],
    )
    proposed = sum(1 for one in found if one.proposed)
    context = {"page": page, "more": more, "proposed": proposed, "certificates": DisposalCertificate.objects.count()}
    return render(request, "casefile/keeping/due.html", context)


@_of_records
def certificates(request: HttpRequest) -> HttpResponse:
    """What was disposed of, by number: nothing of it says whose record it was."""
    rows = DisposalCertificate.objects.select_related("group", "proposed_by__agency", "approved_by__agency")
    return render(request, "casefile/keeping/certificates.html", {"page": page_of(request, rows)})


@_of_records
def certificate(request: HttpRequest, number: int) -> HttpResponse:
    rows = DisposalCertificate.objects.select_related("group", "proposed_by__agency", "approved_by__agency")
    found = get_object_or_404(rows, number=number)
    let_in = LetIn.objects.filter(certificate=found).select_related("let_in_by__agency").first()
    context = {"certificate": found, "total": sum(found.counts.values()), "let_in": let_in}
    return render(request, "casefile/keeping/certificate.html", context)


def _let_in(request: HttpRequest, number: int) -> HttpResponse:
    """Let imports bring in again whom a certificate disposed of, for a reason."""
    found = get_object_or_404(DisposalCertificate, number=number)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.let_in(certificate=found, reason=form.cleaned_data["reason"], by=access.reader(request))
        except ValidationError as error:
            form.add_error("reason", error.messages[0])
        else:
            messages.success(request, "The next import that sends this person takes them in again.")
            return redirect("keeping:certificate", number)
    status = 422 if form.is_bound else 200
    return render(request, "casefile/keeping/let_in.html", {"certificate": found, "form": form}, status=status)


let_in = _of_records(_let_in, "GET", "HEAD", "POST")


@of_record("keeping.of_person")
def keeping_of(request: HttpRequest, here: Here) -> HttpResponse:
    """When this record is reviewed and why, holds on it, earlier reviews, and what was given of it."""
    verdict, disposable = queries.review_of(here.person, here.on)
    reviews = Review.objects.filter(offender=here.person).select_related("group", "created_by", "answered_by")
    context: dict[str, Any] = {
        "verdict": verdict,
        "is_due": verdict.is_due(here.on),
        "disposable": disposable,
        "reviews": reviews.order_by("-decided_on", "-pk"),
        "proposed": reviews.filter(status=ReviewStatus.PROPOSED).first(),
        "holds": Hold.objects.filter(offender=here.person).select_related("created_by").order_by("-from_on"),
        "packs": Pack.objects.filter(offender=here.person)
        .select_related("created_by", "approved_by")
        .order_by("-asked_on", "-pk"),
    }
    page = "casefile/keeping/of_person.html"
    return show(here, page, tab=TAB, channel="keeping.of_person", categories=[Category.IDENTITY], **context)


def _decide(here: Here, what: str, act: Any, heading: str, lead: str, button: str, done: str) -> HttpResponse:
    return write_page(
        here,
        ReasonForm,
        act=lambda form: act(
            offender=here.person,
            by=here.user,
            reason=form.cleaned_data["reason"],
            request_key=form.cleaned_data["request_key"],
        ),
        what=what,
        template="casefile/writing/form.html",
        tab=TAB,
        to=back_to(here),
        done=done,
        categories=[Category.IDENTITY],
        heading=heading,
        lead=lead,
        button=button,
    )


@of_record("keeping.keep")
def keep(request: HttpRequest, here: Here) -> HttpResponse:
    lead = "The record is still needed. Its next review counts from today."
    return _decide(here, "keeping.keep", actions.keep, "Keep this record", lead, "Keep it", "The record is kept.")


@of_record("keeping.propose")
def propose(request: HttpRequest, here: Here) -> HttpResponse:
    lead = (
        "A second person approves this. Then the record, its history and its documents are erased for every agency, "
        "and cannot be brought back. A certificate without a name stays."
    )
    done = "Disposal is proposed. Nothing is erased until a second person approves it."
    return _decide(here, "keeping.propose", actions.propose, "Propose disposal", lead, "Propose it", done)


@of_record("keeping.answer")
def answer(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Approve, refuse or withdraw a proposal. Approving erases."""
    review = get_object_or_404(Review.objects.select_related("created_by", "offender"), pk=pk, offender=here.person)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            with refusals_logged(request, "keeping.answer", here.person.pk):
                return _answered(request, here, review, form)
        except ValidationError as error:
            for sentence in error.messages:
                form.add_error(None, sentence)
    return show(
        here,
        "casefile/keeping/answer.html",
        tab=TAB,
        channel="keeping.answer",
        categories=[Category.IDENTITY],
        status=422 if request.method == "POST" else 200,
        form=form,
        review=review,
        own=review.created_by_id == here.user.pk,
        to=back_to(here),
    )


def _answered(request: HttpRequest, here: Here, review: Review, form: ReasonForm) -> HttpResponse:
    said = request.POST.get("answer")
    if said == "approve":
        made = actions.approve(review=review, by=here.user)
        messages.success(request, f"The record was disposed of. Certificate {made.number} is what is left of it.")
        return redirect("keeping:certificate", made.number)
    if not form.is_valid():
        raise ValidationError("Say why, in a few words.")
    act = {"refuse": actions.refuse, "withdraw": actions.withdraw}.get(said or "")
    if act is None:
        raise ValidationError("Choose what becomes of the proposal.")
    act(review=review, reason=form.cleaned_data["reason"], by=here.user)
    messages.success(request, "The proposal is answered. The record stays.")
    return redirect(back_to(here))


@of_record("keeping.hold")
def hold(request: HttpRequest, here: Here) -> HttpResponse:
    return write_page(
        here,
        HoldForm,
        act=lambda form: actions.hold(
            offender=here.person, by=here.user, request_key=form.cleaned_data["request_key"], **form.values()
        ),
        what="keeping.hold",
        template="casefile/writing/form.html",
        tab=TAB,
        to=back_to(here),
        done="The hold stands: this record is not disposed of until it is lifted.",
        categories=[Category.IDENTITY],
        initial={"from_on": here.on},
        heading="Put a hold on this record",
        button="Put the hold on",
    )


@of_record("keeping.lift")
def lift(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    held = get_object_or_404(Hold.objects.select_related("offender"), pk=pk, offender=here.person)

    def act(form: Any) -> object:
        said = form.cleaned_data
        return actions.lift(held=held, on=said["on"], reason=said["reason"], version=said["version"], by=here.user)

    return write_page(
        here,
        LiftForm,  # type: ignore[arg-type]
        act=act,
        what="keeping.lift",
        template="casefile/writing/form.html",
        tab=TAB,
        to=back_to(here),
        done="The hold is lifted.",
        categories=[Category.IDENTITY],
        initial={"version": held.version, "on": here.on},
        heading="Lift the hold",
        button="Lift it",
    )
