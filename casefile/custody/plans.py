"""The plan for the day of a release: each part shown to who reads its category, and to nobody else that it is there."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from agencies.categories import Category, Level
from agencies.refusals import refusals_logged
from casefile.custody.doors import TAB, check_adds, plan_page
from casefile.custody.forms import part_form
from casefile.writing import Here, WritingForm, of_person, show, write_page
from offenders.custody import actions
from offenders.custody.queries import Release, expected_of, releases
from offenders.custody.rules import (
    CATEGORY_OF,
    FIRST_HOURS,
    TRANSITIONS,
    PartKind,
    PlanStatus,
    is_within_first_hours,
    missing,
)
from offenders.models import ExpectedRelease, PlanPart, ReleasePlan
from offenders.models.release import LIVE

CUSTODY = Category.CUSTODY
# What the buttons say, by the status that they lead to.
SAYS = {
    PlanStatus.CARRIED_OUT: "It was carried out",
    PlanStatus.AGREED: "Agree the plan",
    PlanStatus.DRAFT: "Take the agreement back",
}


@dataclass(frozen=True)
class Shown:
    """A kind of part, what is written of it, and whether the reader may write it."""

    kind: PartKind
    rows: list[PlanPart]
    adds: bool


def shown_parts(here: Here, plan: ReleasePlan | None) -> list[Shown]:
    """The parts that this reader reads, written or not."""
    kinds = [kind for kind in PartKind if here.lens.reads(CATEGORY_OF[kind])]
    rows = plan.parts.filter(kind__in=kinds).select_related("agency").order_by("due_at", "pk") if plan else []
    found = list(rows)
    return [Shown(kind, [row for row in found if row.kind == kind], here.adds(CATEGORY_OF[kind])) for kind in kinds]


def current(here: Here) -> tuple[Release | None, ReleasePlan | None]:
    """The release that is expected, or the last one that came, and the plan for it."""
    found = expected_of(here.person, here.on)
    if found:
        return found, found.plan
    last = ReleasePlan.objects.filter(offender=here.person).exclude(status=PlanStatus.FALLEN_AWAY.value)
    plan = last.select_related("expected__offender").first()
    return (releases([plan.expected], here.on)[0], plan) if plan else (None, None)


def _context(here: Here) -> dict[str, Any]:
    found, plan = current(here)
    parts = shown_parts(here, plan)
    rows = [row for part in parts for row in part.rows]
    late = {
        row.pk for row in rows if row.kind == PartKind.APPOINTMENT and found and not _is_in_time(row, found.expected)
    }
    return {
        "release": found,
        "plan": plan,
        "parts": parts,
        "written": len(rows),
        "done": sum(row.done_on is not None for row in rows),
        "late": late,
        "hours": FIRST_HOURS,
        "missing": missing({row.kind for row in rows}, here.lens.parts),
        "live": plan is not None and plan.status in LIVE,
    }


def _is_in_time(row: PlanPart, expected: ExpectedRelease) -> bool:
    return row.due_at is not None and is_within_first_hours(timezone.localtime(row.due_at), expected.expected_on)


def _shown_categories(context: dict[str, Any]) -> list[str]:
    return sorted({str(CUSTODY), *(str(CATEGORY_OF[part.kind]) for part in context["parts"])})


@of_person("custody.plan", category=CUSTODY)
def plan(request: HttpRequest, here: Here) -> HttpResponse:
    """The plan, and the buttons that take it on."""
    if request.method == "POST":
        return _act(request, here)
    context = _context(here)
    now = PlanStatus(context["plan"].status) if context["plan"] else PlanStatus.NOT_WRITTEN
    goes = [(to.value, SAYS[to]) for to in SAYS if to in _open_to(here, now, context["release"])]
    return show(
        here,
        "casefile/custody/plan.html",
        tab=TAB,
        channel="custody.plan",
        categories=_shown_categories(context),
        goes=goes if context["plan"] else [],
        may_start=context["plan"] is None and context["release"] is not None and here.adds(CUSTODY),
        form=WritingForm(initial={"request_key": uuid4()}),
        **context,
    )


def _open_to(here: Here, now: PlanStatus, found: Release | None) -> set[PlanStatus]:
    """Where this reader may take the plan today: it is carried out on the day, or once they are out."""
    if not here.adds(CUSTODY):
        return set()
    come = found is not None and (found.days <= 0 or found.expected.ended_on is not None)
    return set(TRANSITIONS[now]) - (set() if come else {PlanStatus.CARRIED_OUT})


def _act(request: HttpRequest, here: Here) -> HttpResponse:
    """Begin the plan, or take it on; what is wrong is said on the page."""
    check_adds(here, CUSTODY, "custody.plan_status")
    found, row = current(here)
    to = request.POST.get("to", "")
    try:
        with refusals_logged(request, "custody.plan_status", here.person.pk):
            done = _start(request, here, found) if to == "start" else _go_to(here, row, to)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(plan_page(here))


def _start(request: HttpRequest, here: Here, found: Release | None) -> str:
    form = WritingForm(request.POST)
    if not form.is_valid() or found is None:
        raise ValidationError("No release is expected: set the date first.")
    actions.start_plan(expected=found.expected, by=here.user, request_key=form.cleaned_data["request_key"])
    return "The plan is begun."


def _go_to(here: Here, row: ReleasePlan | None, to: str) -> str:
    if row is None or to not in {status.value for status in SAYS}:
        raise ValidationError("There is no such plan any more.")
    status = PlanStatus(to)
    actions.go_to(plan=row, status=status, version=row.version, by=here.user)
    return f"The plan is now: {status.words.lower()}."


@of_person("custody.add_part", category=CUSTODY)
def part(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """Write one part, by who adds to its category."""
    found = next((one for one in PartKind if one == kind), None)
    if found is None:
        raise Http404
    category = CATEGORY_OF[found]
    check_adds(here, category, "custody.add_part")
    plan = ReleasePlan.objects.filter(offender=here.person, status__in=LIVE).select_related("offender").first()
    if plan is None:
        raise Http404
    return write_page(
        here,
        part_form(found),
        act=lambda form: actions.add_part(
            plan=plan, kind=found, by=here.user, request_key=form.cleaned_data["request_key"], **form.values()
        ),
        what="custody.add_part",
        template="casefile/writing/form.html",
        tab=TAB,
        to=plan_page(here),
        done="This part of the plan is written.",
        categories=[category],
        initial={"agency": here.user.agency_id},
        heading=f"Plan for the release: {found.words.lower()}",
        button="Save this part",
    )


@of_person("custody.finish_part", category=CUSTODY)
def finish(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Say that a part is done, or take that back."""
    row = PlanPart.objects.filter(offender=here.person, pk=pk).select_related("plan", "offender").first()
    if row is None or not here.lens.reads(category := CATEGORY_OF[PartKind(row.kind)]):
        raise Http404
    check_adds(here, category, "custody.finish_part")
    if request.method == "POST":
        done_on = None if row.done_on else here.on
        with refusals_logged(request, "custody.finish_part", here.person.pk):
            actions.finish_part(part=row, done_on=done_on, version=row.version, by=here.user)
        messages.success(request, "It is done." if done_on else "It is not done after all.")
    return redirect(plan_page(here))


@of_person("custody.plan_print", category=CUSTODY, level=Level.READ)
def printed(request: HttpRequest, here: Here) -> HttpResponse:
    """One page that an officer can take along, with what this reader reads."""
    context = _context(here)
    if context["plan"] is None:
        raise Http404
    return show(
        here,
        "casefile/custody/plan_print.html",
        tab=TAB,
        channel="custody.plan_print",
        categories=_shown_categories(context),
        print_address=reverse("custody:plan", args=[here.person.public_id]),
        **context,
    )
