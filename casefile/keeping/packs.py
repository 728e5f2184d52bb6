"""Pages of a pack: gather, decide passage by passage, approve, read, send."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from agencies.categories import Category
from agencies.paging import page_of
from agencies.refusals import refusals_logged
from audit import log, pdf
from casefile.keeping.forms import GatherForm, SendForm
from casefile.keeping.reviews import TAB, back_to, of_record
from casefile.writing import Here, show, write_page
from offenders.visits.taking_out import ask_what_for, take_out_form
from retention import actions, gathering, rendering
from retention.models import Pack, PackStatus, Passage, PassageDecision
from retention.policies import check_reads

STEPS = {"approve": actions.approve_pack, "reopen": actions.reopen, "withdraw": actions.withdraw_pack}
SAID = {
    "approve": "The pack is approved. Read it once more, send it, and say to whom it went.",
    "reopen": "The pack is open again. It is approved anew before it is sent.",
    "withdraw": "The pack is withdrawn. Nothing of it goes out.",
}


def _pack(here: Here, pk: int) -> Pack:
    packs = Pack.objects.select_related("offender", "created_by", "approved_by")
    return get_object_or_404(packs, pk=pk, offender=here.person)


def _address(here: Here, pack: Pack) -> str:
    return reverse("keeping:pack", args=[here.person.public_id, pack.pk])


@of_record("keeping.gather")
def gather(request: HttpRequest, here: Here) -> HttpResponse:
    """Gather a new pack from what the reader may read; says which parts another agency must be asked for."""

    def act(form: Any) -> object:
        key = form.cleaned_data["request_key"]
        return actions.gather(offender=here.person, by=here.user, request_key=key, **form.values())

    return write_page(
        here,
        GatherForm,
        act=act,
        what="keeping.gather",
        template="casefile/keeping/gather.html",
        tab=TAB,
        to=back_to(here),
        done="The pack is gathered. Decide on each passage that names another person.",
        categories=[Category.IDENTITY],
        initial={"asked_on": here.on},
        heading="Gather a pack",
        button="Gather",
        not_gathered=[category.label for category in gathering.not_gathered(here.view.levels)],
    )


@of_record("keeping.pack")
def pack(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The passages of a pack, those to decide first on request; each is given or left out with a reason."""
    found = _pack(here, pk)
    problems: dict[int, str] = {}
    if request.method == "POST":
        problems = _decided(request, here, found)
        if not problems:
            messages.success(request, "Your decisions are saved.")
            return redirect(f"{_address(here, found)}?{request.GET.urlencode()}")
    show_only = request.GET.get("show", "")
    readable = [str(category) for category in here.lens.parts]
    every = found.passages.select_related("decided_by")
    rows = every.filter(category__in=readable)
    shown = rows.filter(decision=PassageDecision.PENDING) if show_only == "pending" else rows
    page = page_of(request, shown)
    for row in page.object_list:
        row.problem = problems.get(row.pk, "")
        if row.problem:  # what was chosen stays chosen
            row.decision = request.POST.get(f"decision-{row.pk}", row.decision)
            row.reason = request.POST.get(f"reason-{row.pk}", row.reason)
    counts = {value: rows.filter(decision=value).count() for value in PassageDecision.values}
    categories = sorted({row.category for row in page.object_list})
    return show(
        here,
        "casefile/keeping/pack.html",
        tab=TAB,
        channel="keeping.pack",
        categories=categories,
        status=422 if problems else 200,
        pack=found,
        page=page,
        counts=counts,
        show_only=show_only,
        problems=problems,
        hidden=every.count() - rows.count(),
        open=found.status == PackStatus.DECIDING,
        own=found.created_by_id == here.user.pk,
        pdf=pdf.pdf_is_possible(),
    )


def _decided(request: HttpRequest, here: Here, pack: Pack) -> dict[int, str]:
    """Save what was chosen on one page of passages; says by passage what could not be saved."""
    problems = {}
    sent = [name.removeprefix("version-") for name in request.POST if name.startswith("version-")]
    readable = [str(category) for category in here.lens.parts]
    ids = [pk for pk in sent if pk.isdecimal() and len(pk) < 19]
    for passage in Passage.objects.filter(pack=pack, pk__in=ids, category__in=readable):
        chosen = request.POST.get(f"decision-{passage.pk}", "")
        if chosen not in PassageDecision.values:
            continue
        version = request.POST.get(f"version-{passage.pk}", "")
        try:
            with refusals_logged(request, "keeping.pack", here.person.pk):
                actions.decide_passage(
                    passage=passage,
                    decision=chosen,
                    reason=request.POST.get(f"reason-{passage.pk}", "")[:500],
                    version=int(version) if version.isdecimal() else 0,
                    by=here.user,
                )
        except ValidationError as error:
            problems[passage.pk] = " ".join(error.messages)
    return problems


@of_record("keeping.step")
def step(request: HttpRequest, here: Here, pk: int, name: str) -> HttpResponse:
    """Approve, open again, or withdraw."""
    found = _pack(here, pk)
    if request.method == "POST":
        try:
            with refusals_logged(request, "keeping.step", here.person.pk):
                STEPS[name](pack=found, by=here.user)
            messages.success(request, SAID[name])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect(_address(here, found))


@of_record("keeping.send")
def send(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    found = _pack(here, pk)

    def act(form: Any) -> object:
        said = form.cleaned_data
        return actions.send(pack=found, on=said["on"], to=said["to"], how=said["how"], by=here.user)

    return write_page(
        here,
        SendForm,
        act=act,
        what="keeping.send",
        template="casefile/writing/form.html",
        tab=TAB,
        to=_address(here, found),
        done="It is recorded what went out, and to whom.",
        categories=[Category.IDENTITY],
        initial={"on": here.on},
        heading="Say that the pack went out",
        button="Record it",
    )


@of_record("keeping.document")
def document(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The pack as it goes out, rendered from the decisions: a PDF, or a page to print where there is no Pango."""
    found = _pack(here, pk)
    if found.status not in (PackStatus.READY, PackStatus.SENT):
        messages.error(request, "The pack is not approved: it cannot be taken out yet.")
        return redirect(_address(here, found))
    with refusals_logged(request, "keeping.document", here.person.pk):
        check_reads(here.view, found)
    form = take_out_form(request)
    if not form.is_valid():
        return ask_what_for(request, form, what="this pack", back=_address(here, found))
    html = rendering.as_html(found)
    given = found.passages.filter(decision=PassageDecision.GIVE).values_list("category", flat=True)
    log.disclosed(
        [here.person.pk],
        by=here.user,
        channel="keeping.document",
        categories=sorted({str(Category.IDENTITY), *given}),
        reason=form.cleaned_data["reason"],
    )
    if pdf.pdf_is_possible():
        content, kind, ending = pdf.pdf_of(html), "application/pdf", "pdf"
    else:
        content, kind, ending = html.encode(), "text/html; charset=utf-8", "html"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="pack-{found.pk}.{ending}"'
    return response
