"""Pages to read: what an agency may see, the matrix in force, the agreements and what a draft changes."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from agencies.access import may, requires, signed_in
from agencies.agreements import matrix as table
from agencies.agreements import notices, policies, queries
from agencies.categories import Category
from agencies.models import Agency, AgencyKind, Agreement, AgreementState
from agencies.models.agreements import APPROVED
from agencies.roles import Permission
from audit import clock

# What each level means to who has it, the widest first.
IN_WORDS = [
    ("manage", "Read, add to and correct"),
    ("add", "Read, and add and correct its own"),
    ("read", "Read"),
    ("read if consent", "Read where the person has consented"),
    ("flag", "Know that it exists, its date and its status, no more"),
    ("-", "Not even know that it exists"),
]


@signed_in("Everybody may know what their own agency sees, and why.")
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    if request.user.agency is None:  # type: ignore[union-attr]
        raise Http404
    return redirect("agencies:agency", request.user.agency.code)  # type: ignore[union-attr]


@signed_in("Everybody may read their own agency's page; `may_see_agency` says who may read another's.")
@require_GET
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """In plain words what one agency may see, under which agreement, until when."""
    found = Agency.objects.with_code(code)
    if found is None or not policies.may_see_agency(request.user, found):  # type: ignore[arg-type]
        raise PermissionDenied
    today = clock.today()
    now = queries.in_force(today)
    cells = queries.share(now, found) if now else {}
    context = {
        "agency": found,
        "agreement": now,
        "party": now and now.parties.filter(kind=found.kind).first(),
        "ended_on": notices.ended_on(today),
        "everyday": in_words({category: words.everyday for category, words in cells.items()}),
        "in_room": in_words({category: words.in_room for category, words in cells.items()}),
        "areas": [row.area.name for row in found.areas.select_related("area").order_by("area__position")],
        "leads": queries.leads_of(found, today),
        "mine": found.pk == request.user.agency_id,  # type: ignore[union-attr]
        "sees_all": may(request.user, Permission.AGREEMENT_VIEW),
    }
    return render(request, "agencies/agency.html", context)


def in_words(words: Mapping[Category, str]) -> list[tuple[str, list[str]]]:
    """The categories of each level, under the sentence that says it; levels that nothing has are left out."""
    found = [(says, [c.label for c in Category if words.get(c) == word]) for word, says in IN_WORDS]
    return [(says, labels) for says, labels in found if labels]


@requires(Permission.AGREEMENT_VIEW)
@require_GET
def agencies(request: HttpRequest) -> HttpResponse:
    """The agencies of the scheme, and the agreement that is in force."""
    now = queries.in_force(clock.today())
    named = {row.agency_id for row in now.levels.exclude(agency=None)} if now else set()
    rows = [(one, one.pk in named) for one in Agency.objects.all()]
    context = {"rows": rows, "agreement": now, "ended_on": notices.ended_on(clock.today())}
    return render(request, "agencies/list.html", context)


@requires(Permission.AGREEMENT_VIEW)
@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    """The whole matrix in force: every day, in the room, and by role for one kind of agency."""
    now = queries.in_force(clock.today())
    rows = table.rows(now)
    shown = request.GET.get("show") if request.GET.get("show") in ("room", "roles") else "everyday"
    parties = [(party, _label(party)) for party, _ in rows[0].words]
    kind = request.GET.get("kind") if request.GET.get("kind") in dict(parties) else parties[0][0]
    heads, lines = _by_role(rows, kind) if shown == "roles" else _by_party(rows, parties, in_room=shown == "room")
    context = {"agreement": now, "shown": shown, "kind": kind, "parties": parties, "heads": heads, "lines": lines}
    return render(request, "agencies/matrix.html", context)


Lines = list[tuple[str, list[str]]]


def _by_party(rows: list[table.Row], parties: list[tuple[str, str]], *, in_room: bool) -> tuple[list[str], Lines]:
    lines = [(row.category.label, [w.in_room if in_room else w.everyday for _, w in row.words]) for row in rows]
    return [label for _, label in parties], lines


def _by_role(rows: list[table.Row], party: str | None) -> tuple[list[str], Lines]:
    lines = [
        (row.category.label, [table.for_role(dict(row.words)[party or ""].everyday, c) for c in table.ROLE_COLUMNS])
        for row in rows
    ]
    return [column.label for column in table.ROLE_COLUMNS], lines


def _label(party: str) -> str:
    kind, _, code = party.partition("/")
    return f"{AgencyKind(kind).label}: {code}" if code else str(AgencyKind(kind).label)


@requires(Permission.AGREEMENT_VIEW)
@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """All agreements, the newest first."""
    today = clock.today()
    rows = [(one, state_of(one)) for one in Agreement.objects.select_related("proposed_for", "approved_for")]
    may_start = policies.may_start_draft(request.user)  # type: ignore[arg-type]
    return render(request, "agencies/agreements.html", {"rows": rows, "today": today, "may_start": may_start})


@requires(Permission.AGREEMENT_VIEW)
@require_GET
def agreement(request: HttpRequest, number: int) -> HttpResponse:
    return agreement_page(request, find(number))


def agreement_page(request: HttpRequest, found: Agreement, problems: Any = None, status: int = 200) -> HttpResponse:
    """One agreement: its terms, what it changes, and the next step for who may take it."""
    user: Any = request.user
    differences = [(d, _label(d.party)) for d in queries.differences(found, found.based_on)] if found.based_on else []
    context = {
        "agreement": found,
        "state": state_of(found),
        "differences": differences,
        "party_differences": queries.party_differences(found, found.based_on) if found.based_on else [],
        "parties": found.parties.order_by("kind"),
        "kinds": [kind for kind in AgencyKind if kind != AgencyKind.OTHER],
        "agencies": Agency.objects.all(),
        "may_edit": policies.may_edit(user, found),
        "may_approve": policies.may_approve(user, found),
        "may_send_back": policies.may_send_back(user, found),
        "problems": problems,
    }
    return render(request, "agencies/agreement.html", context, status=status)


def find(number: int) -> Agreement:
    whole = Agreement.objects.select_related(
        "based_on", "proposed_by", "proposed_for", "approved_by", "approved_for", "created_by"
    )
    return get_object_or_404(whole, number=number)


def state_of(agreement: Agreement) -> str:
    """Where an agreement stands today. One that is approved is what its dates make it."""
    today = clock.today()
    if agreement.state not in APPROVED:
        return str(agreement.get_state_display())
    if agreement.starts_on > today:
        return "Approved, not yet in force"
    if agreement.replaced_on and agreement.replaced_on <= today:
        return str(AgreementState.REPLACED.label)
    over = agreement.expires_on is not None and agreement.expires_on <= today
    return str(AgreementState.ENDED.label if over else AgreementState.IN_FORCE.label)
