"""Releases to come, of the people that the reader may see; and what the reader's agency was told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.categories import Category
from agencies.models import Area
from agencies.paging import page_of
from agencies.refusals import refusals_logged
from agencies.roles import Permission
from audit import clock, log
from casefile.lens import Lens
from cohorts.models import Membership
from offenders.custody import actions
from offenders.custody.actions.notices import may_acknowledge
from offenders.custody.queries import Release, expected_within, notices_for, releases
from offenders.custody.rules import CATEGORY_OF_NOTICE, NEAR, PLAN_DUE, NoticeKind, PlanStatus
from offenders.models import CustodySpell, Notice, Offender, ReleasePlan

# The longest wait that the list of all asks for.
ALWAYS = 36500
WITHIN = {"28": (PLAN_DUE, "28 days"), "14": (NEAR, "14 days"), "all": (ALWAYS, "any time")}
PLANS = [status for status in PlanStatus if status is not PlanStatus.FALLEN_AWAY]


@dataclass(frozen=True)
class Line:
    """One release of the list, and where the person is."""

    release: Release
    establishment: str


@access.requires(Permission.PEOPLE_VIEW)
@require_safe
def upcoming(request: HttpRequest) -> HttpResponse:
    """Releases in 28 or 14 days, the nearest first, with what is to be known of each day and how the plan stands."""
    user = access.reader(request)
    lens, on = Lens.of(user), clock.today()
    if not lens.knows_of(Category.CUSTODY):
        raise Http404
    whole = lens.reads(Category.CUSTODY)
    chosen = _chosen(request, whole)
    rows = expected_within(WITHIN[chosen["within"]][0], on, Offender.objects.visible_to(user).order_by())
    page = page_of(request, _narrowed(rows, chosen))
    found = _lines(releases(page.object_list, on), on, whole)
    people = [line.release.person.pk for line in found]
    parts = sorted({str(Category.IDENTITY), str(Category.CUSTODY)})
    log.viewed(people, by=user, channel="custody.releases", categories=parts)
    return render(
        request,
        "casefile/custody/releases.html",
        {
            "page": page,
            "lines": found,
            "whole": whole,
            "on": on,
            "areas": Area.objects.filter(level="area").order_by("position", "code"),
            "within": [(name, words) for name, (_, words) in WITHIN.items()],
            "plans": PLANS,
            "chosen": chosen,
            "told": notices_for(user).to_be_read().count(),
        },
    )


def _chosen(request: HttpRequest, whole: bool) -> dict[str, str]:
    """The filters of the address; what makes no sense is no filter."""
    within, plan, area = (request.GET.get(name, "") for name in ("within", "plan", "area"))
    return {
        "within": within if within in WITHIN else "28",
        "plan": plan if whole and plan in {status.value for status in PLANS} else "",
        "area": area if "\0" not in area else "",
    }


def _narrowed(rows: Any, chosen: dict[str, str]) -> Any:
    if chosen["area"]:
        rows = rows.filter(offender__area__code=chosen["area"])
    if chosen["plan"]:
        plans = ReleasePlan.objects.filter(expected=OuterRef("pk")).exclude(status=PlanStatus.FALLEN_AWAY.value)
        status = Subquery(plans.order_by("-pk").values("status")[:1], output_field=CharField())
        rows = rows.annotate(plan=Coalesce(status, Value(PlanStatus.NOT_WRITTEN.value))).filter(plan=chosen["plan"])
    return rows


def _lines(found: list[Release], on: date, whole: bool) -> list[Line]:
    people = [release.person.pk for release in found]
    spells = CustodySpell.objects.covering(on).filter(offender__in=people) if whole else []
    where = {spell.offender_id: spell.establishment for spell in spells}
    return [Line(release, where.get(release.person.pk, "")) for release in found]


@access.requires(Permission.PEOPLE_VIEW)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What the reader's agency was told: what is to be read first, or what was."""
    user = access.reader(request)
    lens, read = Lens.of(user), request.GET.get("state") == "read"
    rows = notices_for(user).select_related("offender__area", "acknowledged_by")
    rows = rows.filter(acknowledged_at__isnull=not read).order_by("-made_at", "-pk")
    page = page_of(request, rows)
    found = list(page.object_list)
    parts = {str(CATEGORY_OF_NOTICE[NoticeKind(row.kind)]) for row in found} | {str(Category.IDENTITY)}
    log.viewed({row.offender_id for row in found}, by=user, channel="custody.notices", categories=sorted(parts))
    cohorts = _cohorts(found, lens)
    return render(
        request,
        "casefile/custody/notices.html",
        {
            "page": page,
            "lines": [(row, cohorts.get(row.pk, "")) for row in found],
            "read": read,
            "may": may_acknowledge(user),
            "unread": notices_for(user).to_be_read().count(),
        },
    )


def _cohorts(rows: list[Notice], lens: Lens) -> dict[int, str]:
    """By notice, the cohort as this reader may know it."""
    about = {row.about: row.pk for row in rows if row.kind in (NoticeKind.SELECTED, NoticeKind.DESELECTED)}
    found = Membership.objects.filter(pk__in=about).select_related("cohort")
    names = {row.pk: lens.cohort(row.cohort) for row in found}
    return {row.pk: names[row.about] for row in rows if row.about in names and row.about in about}


@access.requires(Permission.PEOPLE_VIEW)
@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a notice was read."""
    user = access.reader(request)
    notice = get_object_or_404(notices_for(user), pk=pk)
    with refusals_logged(request, "custody.acknowledge", notice.offender_id):
        actions.acknowledge(notice=notice, by=user)
    messages.success(request, "It is recorded that you read it.")
    return redirect("custody:notices")
