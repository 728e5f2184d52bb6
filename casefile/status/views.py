"""The pages: a status between panels, and a judgement of the risk."""

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.access import may
from agencies.categories import Category, Level
from agencies.paging import page_of
from agencies.roles import Permission
from audit import log
from casefile.person.attention import proposed
from casefile.status.forms import DecideForm, JudgeForm
from casefile.status.shown import line
from casefile.writing import Here, of_person, show, write_page
from rag import actions, policies
from rag.models import Proposal
from rag.queries import current_decisions, current_proposals

PARTS: dict[str, Any] = {"tab": "overview", "categories": [Category.SCHEME]}


def _home(here: Here) -> str:
    return reverse("casefile:person", args=[here.person.public_id])


def _refuse(here: Here, what: str, said: str) -> NoReturn:
    log.refused(what, by=here.user, offender_id=here.person.pk)
    raise PermissionDenied(said)


@of_person("status.decide", category=Category.SCHEME)
def decide(request: HttpRequest, here: Here) -> HttpResponse:
    """Decide a status between panels: it stands at once, and the next panel confirms it or decides otherwise."""
    if said := policies.why_not_between_panels(here.user, here.person, here.on):
        _refuse(here, "status.decide", said)
    standing = current_decisions([here.person.pk], here.on).get(here.person.pk)

    def act(form: DecideForm) -> None:
        try:
            actions.decide_between_panels(
                offender=here.person,
                by=here.user,
                proposal=current_proposals([here.person.pk]).get(here.person.pk),
                request_key=form.cleaned_data["request_key"],
                **form.values(),
            )
        except actions.DecidedMeanwhile as meanwhile:
            # Sent again, it is sent by who has read what now stands above the form.
            form.data = {**form.data, "standing": str(meanwhile.now.pk) if meanwhile.now else ""}
            raise

    return write_page(
        here, DecideForm, act=act, what="status.decide", template="casefile/status/decide.html", to=_home(here),
        done="The status stands from today. The next panel confirms it or decides otherwise.",
        initial={"standing": standing.pk if standing else None}, heading="Decide a RAG status between panels",
        button="Decide", proposal=proposed(here.reader, here.bar), decision=standing, **PARTS,
    )  # fmt: skip


@of_person("status.judge", category=Category.ENGAGEMENT, level=Level.ADD)
def judge(request: HttpRequest, here: Here) -> HttpResponse:
    """Say that the risk of re-offending rises or falls; rising is a reason for AMBER for a month (spec/rag.md)."""
    if said := policies.why_not_judge(here.user, here.person):
        _refuse(here, "status.judge", said)

    def act(form: JudgeForm) -> None:
        actions.judge(offender=here.person, by=here.user, request_key=form.cleaned_data["request_key"], **form.values())

    return write_page(
        here, JudgeForm, act=act, what="status.judge", template="casefile/writing/form.html", to=_home(here),
        done="Your judgement is recorded.", initial={"made_on": here.on}, heading="Judge the risk of re-offending",
        button="Record the judgement",
        lead="Your professional judgement is one of the reasons of the RAG rules. It does not decide a status.",
        **PARTS,
    )  # fmt: skip


@of_person("status.proposals", category=Category.SCHEME, level=Level.FLAG)
def proposals(request: HttpRequest, here: Here) -> HttpResponse:
    """What was proposed, the newest first: by which version of the rules, why, and on which values it rested."""
    rows = Proposal.objects.filter(offender=here.person, as_of__lte=here.on).select_related("rule_set")
    page = page_of(request, rows.order_by("-as_of", "-pk"))
    parts = sorted({Category.SCHEME} | here.lens.parts)
    return show(
        here, "casefile/status/proposals.html", tab="overview", channel="status.proposals", categories=parts,
        page=page, lines=[line(here.lens, row) for row in page], may_see_rules=may(here.user, Permission.RULES_SEE),
    )  # fmt: skip
