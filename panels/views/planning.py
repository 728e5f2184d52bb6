"""Planning meetings: a year's dates, one meeting's day and place, cancelling it; who sits in them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.access import reader, requires
from agencies.models import Area, User
from agencies.refusals import say
from agencies.roles import Permission
from agencies.templatetags.iom_pages import uk_date
from audit import clock
from panels import actions, invited
from panels import meeting_policies as policies
from panels.actions.inviting import deputies_of
from panels.actions.planning import ChangedMeanwhile
from panels.meeting_forms import AnswerForm, ChangeForm, PlanForm, QuorumForm, SeatForm, WhyForm
from panels.models import MeetingInvitation, PanelKind, PanelMember, Quorum
from panels.rules.dates import Planned
from panels.views.common import find_panel


@requires(Permission.PANEL_OPEN)
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """A year's meetings in one form."""
    form = PlanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            planned = actions.plan_panels(
                area=found["area"], kind=found["kind"], days=found["wanted"], arranged=form.arranged, by=reader(request)
            )
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, _said(planned))
            return redirect("panels:list")
    return render(request, "panels/plan.html", {"form": form}, status=422 if form.errors else 200)


def _said(planned: Planned) -> str:
    new = len(planned.new)
    words = [f"{new} {'meeting is' if new == 1 else 'meetings are'} planned."]
    if planned.already:
        words.append("Planned already: " + ", ".join(uk_date(day) for day in planned.already) + ".")
    if planned.gone:
        words.append("Gone by: " + ", ".join(uk_date(day) for day in planned.gone) + ".")
    return " ".join(words)


@requires(Permission.PANEL_OPEN)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Move one meeting, or give it a time, a place and a chair; who was slower sees what the first wrote."""
    panel, meanwhile = find_panel(panel_id), None
    form = ChangeForm(request.POST) if request.method == "POST" else ChangeForm.of(panel)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            actions.change_plan(
                panel=panel,
                held_on=found["held_on"],
                arranged=form.arranged,
                version=found["version"],
                by=reader(request),
            )
        except ChangedMeanwhile as conflict:
            meanwhile = conflict.panel
            form = ChangeForm({**request.POST.dict(), "version": conflict.panel.version})
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "The meeting is changed.")
            return redirect("panels:panel", panel.public_id)
    context = {
        "form": form,
        "panel": panel,
        "meanwhile": meanwhile,
        "may_change": policies.may_change(reader(request), panel),
    }
    return render(request, "panels/change.html", context, status=_status(form, meanwhile))


def _status(form: ChangeForm | WhyForm, meanwhile: object) -> int:
    if meanwhile is not None:
        return 409
    return 422 if form.is_bound and form.errors else 200


@requires(Permission.PANEL_OPEN)
@require_http_methods(["GET", "POST"])
def call_off(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Cancel one meeting, with a reason that everybody who reads panels is shown."""
    panel, meanwhile = find_panel(panel_id), None
    form = WhyForm(request.POST if request.method == "POST" else None, initial={"version": panel.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_panel(panel=panel, by=reader(request), **form.cleaned_data)
        except ChangedMeanwhile as conflict:
            meanwhile = conflict.panel
            form = WhyForm({**request.POST.dict(), "version": conflict.panel.version})
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "The meeting is cancelled.")
            return redirect("panels:panel", panel.public_id)
    context = {"form": form, "panel": meanwhile or panel, "meanwhile": meanwhile}
    return render(request, "panels/call_off.html", context, status=_status(form, meanwhile))


@requires(Permission.PANEL_VIEW)
@require_GET
def members(request: HttpRequest, area: int, kind: str) -> HttpResponse:
    """Who sits in the meetings of an area, with their deputies, and the quorum."""
    return _members(request, _area(area), _kind(kind), SeatForm())


def _members(
    request: HttpRequest, area: Area, kind: PanelKind, form: SeatForm, quorum: QuorumForm | None = None
) -> HttpResponse:
    today = clock.today()
    holding = Quorum.objects.holding(area, kind, today)
    counted = invited.agencies_of(holding) if holding else []
    standing = {
        "at_least": holding.at_least if holding else None,
        "agencies": [row.agency_id for row in counted],
        "must": [row.agency_id for row in counted if row.must_be_there],
    }
    quorum = quorum or QuorumForm(initial=standing)
    context = {
        "area": area,
        "kind": kind,
        "kinds": PanelKind,
        "areas": Area.objects.of_the_scheme(),
        "members": PanelMember.objects.sitting(area, kind, today),
        "holding": holding,
        "counted": counted,
        "may_plan": policies.may_plan(reader(request)),
        "form": form,
        "quorum": quorum,
    }
    wrong = form.errors or quorum.errors
    return render(request, "panels/members.html", context, status=422 if wrong else 200)


@requires(Permission.PANEL_OPEN)
@require_POST
def seat(request: HttpRequest, area: int, kind: str) -> HttpResponse:
    where, what, form = _area(area), _kind(kind), SeatForm(request.POST)
    if form.is_valid():
        try:
            actions.seat(area=where, kind=what, by=reader(request), **form.cleaned_data)
        except ValidationError as error:
            say(form, error)
        else:
            return redirect("panels:members", area, kind)
    return _members(request, where, what, form)


@requires(Permission.PANEL_OPEN)
@require_POST
def unseat(request: HttpRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(PanelMember.objects.select_related("area", "agency"), pk=pk)
    actions.unseat(member=member, by=reader(request))
    return redirect("panels:members", member.area_id, member.kind)


@requires(Permission.PANEL_OPEN)
@require_POST
def set_quorum(request: HttpRequest, area: int, kind: str) -> HttpResponse:
    where, what, form = _area(area), _kind(kind), QuorumForm(request.POST)
    if form.is_valid():
        try:
            actions.set_quorum(area=where, kind=what, by=reader(request), **form.cleaned_data)
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "The quorum holds from today on.")
            return redirect("panels:members", area, kind)
    return _members(request, where, what, SeatForm(), form)


@requires(Permission.PANEL_VIEW)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """The reader's own answer to their invitation; who is not invited has none to give."""
    panel = find_panel(panel_id)
    rows = MeetingInvitation.objects.select_related("member", "panel__area").order_by("-pk")
    mine = rows.filter(panel=panel, member__user=reader(request)).first()  # who sits there anew has two
    if mine is None:
        raise Http404
    deputies = User.objects.filter(pk__in=deputies_of(mine.member, panel).order_by().values("user")).select_related(
        "agency"
    )
    given = {} if mine.answered_at is None else {"answer": mine.answer, "deputy": mine.deputy_id}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=given, deputies=deputies)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_invitation(invitation=mine, by=reader(request), **form.cleaned_data)
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "Your answer is noted.")
            return redirect("panels:panel", panel.public_id)
    return render(request, "panels/answer.html", {"panel": panel, "form": form}, status=422 if form.errors else 200)


def _area(area: int) -> Area:
    return get_object_or_404(Area.objects.of_the_scheme(), pk=area)


def _kind(kind: str) -> PanelKind:
    if kind not in PanelKind.values:
        raise Http404
    return PanelKind(kind)
