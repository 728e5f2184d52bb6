"""Referrals of the people that the reader sees, and the scheme's cohorts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.models import User
from agencies.paging import page_of
from agencies.refusals import say
from agencies.roles import Permission
from audit import clock, log
from casefile.lens import Lens
from casefile.scheme.cohort_forms import ChangeCohortForm, CheckFormSet, NewCohortForm, checks_of, lines_of
from casefile.scheme.shown import cohorts_for, may_name, referrals_for
from cohorts import actions, policies
from cohorts.examples import examples
from cohorts.models import Cohort, DecisionState, Membership, Referral, SelectionDecision
from cohorts.rules.referrals import Status
from cohorts.rules.screening import GROUPS, KINDS, Kind
from offenders.models import Offender

# The filters of the list, and what each asks; the first is what is shown.
OPEN_ONES = "open"
STATES = {
    OPEN_ONES: "All that are open",
    Status.REFERRED.value: "Waits for screening",
    Status.SCREENED.value: "Waits for a decision",
    "proposed": "Waits for a second person",
    Status.DEFERRED.value: "Deferred",
    "over": "Decided or withdrawn",
}


@requires(Permission.PEOPLE_VIEW)
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """Open referrals, the oldest first: what waits for screening, for a decision, for a day."""
    user, on = reader(request), clock.today()
    lens = Lens.of(user)
    state = request.GET.get("state", "")
    state = state if state in STATES else OPEN_ONES
    cohorts = cohorts_for(lens)
    cohort = next((one for one in cohorts if one.code == request.GET.get("cohort")), None)
    rows = referrals_for(lens).filter(offender__in=Offender.objects.visible_to(user).order_by())
    rows = _narrowed(rows, state, cohort, user)
    page = page_of(request, rows)
    found = list(page.object_list)
    log.viewed({row.offender_id for row in found}, by=user, channel="scheme.referrals", categories=_parts(found))
    return render(
        request,
        "casefile/scheme/referrals.html",
        {
            "page": page,
            "lines": [(row, row.stands(on)) for row in found],
            "states": list(STATES.items()),
            "state": state,
            "cohorts": cohorts,
            "cohort": cohort,
            "on": on,
            "place": "referrals",
            "ledger": sees_numbers(user),
        },
    )


def _narrowed(rows: QuerySet[Referral], state: str, cohort: Cohort | None, user: User) -> QuerySet[Referral]:
    on = clock.today()
    proposals = SelectionDecision.objects.filter(referral=OuterRef("pk"), state=DecisionState.PROPOSED)
    rows = rows.annotate(proposed=Exists(proposals)) if policies.runs_the_scheme(user) or state == "proposed" else rows
    if cohort is not None:
        rows = rows.filter(cohort=cohort)
    asked = {
        OPEN_ONES: Q(ended_on=None),
        Status.REFERRED.value: Q(status=Status.REFERRED),
        Status.SCREENED.value: Q(status=Status.SCREENED) | Q(status=Status.DEFERRED, deferred_until__lte=on),
        "proposed": Q(proposed=True),
        Status.DEFERRED.value: Q(status=Status.DEFERRED, deferred_until__gt=on),
        "over": Q(ended_on__isnull=False),
    }
    rows = rows.filter(asked[state]).select_related("offender__area")
    return rows.order_by("-ended_on", "-pk") if state == "over" else rows.order_by("referred_on", "pk")


def _parts(rows: list[Referral]) -> list[str]:
    parts = {Category.IDENTITY, Category.SCHEME} | {part for row in rows for part in row.cohort.categories}
    return sorted(map(str, parts))


@requires(Permission.PEOPLE_VIEW)
@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    """The scheme's cohorts with their members against the maximum, as far as their names may be heard."""
    user, on = reader(request), clock.today()
    page = page_of(request, cohorts_for(Lens.of(user)))
    context = {
        "page": page,
        "cohorts": _with_members(list(page.object_list), user),
        "on": on,
        "may_manage": policies.may_manage_cohorts(user),
        "place": "cohorts",
        "ledger": sees_numbers(user),
    }
    return render(request, "casefile/scheme/cohorts.html", context)


def _with_members(found: list[Cohort], user: User) -> list[tuple[Cohort, int | None]]:
    """How many are on each: for police and probation, who see the whole scheme; a small number gives a person away."""
    if not sees_numbers(user):
        return [(one, None) for one in found]
    current = Membership.objects.current(clock.today()).filter(
        cohort__in=[one.pk for one in found], offender__in=Offender.objects.visible_to(user).order_by()
    )
    counted = dict(current.order_by().values_list("cohort").annotate(n=Count("pk")))
    return [(one, counted.get(one.pk, 0)) for one in found]


def sees_numbers(user: User) -> bool:
    return user.agency is not None and user.agency.kind in ("police", "probation")


def cohort_or_404(user: User, code: str) -> Cohort:
    found = get_object_or_404(Cohort.objects.select_related("owner"), code=code)
    if not may_name(Lens.of(user), found):
        raise Http404
    return found


@requires(Permission.PEOPLE_VIEW)
@require_safe
def cohort(request: HttpRequest, code: str) -> HttpResponse:
    """One cohort: what it is for, its criteria in words and as checks, and how they were before."""
    user = reader(request)
    found = cohort_or_404(user, code)
    before = found.events.filter(pgh_label="update").order_by("-pgh_id")  # type: ignore[attr-defined]
    context = {
        "cohort": found,
        "members": _with_members([found], user)[0][1],
        "checks": checks_in_words(found),
        "history": page_of(request, before),
        "may_manage": policies.may_manage_cohorts(user),
    }
    return render(request, "casefile/scheme/cohort.html", context)


def checks_in_words(cohort: Cohort) -> list[list[str]]:
    return [[_in_words(check) for check in requirement] for requirement in cohort.checks]


def _in_words(check: dict[str, Any]) -> str:
    kind = Kind(check["kind"])
    if kind is Kind.BY_HAND:
        return f"{KINDS[kind]}: {check.get('note', '')}"
    said = [KINDS[kind]]
    if check.get("group"):
        said.append(f"for {GROUPS[check['group']]}")
    if check.get("at_least"):
        said.append(f"{check['at_least']} or more")
    if check.get("months"):
        said.append(f"{check['months']} months")
    note = f" ({check['note']})" if check.get("note") else ""
    return ", ".join(said) + note


@requires(Permission.COHORT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new cohort, from a published one or from nothing."""
    user = reader(request)
    policies.check_manage_cohorts(user)
    example = examples().get(request.GET.get("from", ""))
    initial = vars(example) if example else {}
    form = NewCohortForm(request.POST or None, initial=initial)
    lines = CheckFormSet(request.POST or None, initial=lines_of(example.checks if example else []), prefix="checks")
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        try:
            made = actions.make_cohort(values={**form.values(), "checks": checks_of(lines.forms)}, by=user)
        except ValidationError as error:
            say(form, error)
        else:
            return redirect("scheme:cohort", made.code)
    context = {"form": form, "lines": lines, "examples": examples().values(), "example": example}
    return render(request, "casefile/scheme/new_cohort.html", context, status=_status(request))


@requires(Permission.COHORT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change a cohort: the old words are kept, with who changed them and why."""
    user = reader(request)
    policies.check_manage_cohorts(user)
    found = cohort_or_404(user, code)
    initial = {name: getattr(found, name) for name in ChangeCohortForm.base_fields if hasattr(found, name)}
    form = ChangeCohortForm(request.POST or None, initial=initial)
    lines = CheckFormSet(request.POST or None, initial=lines_of(found.checks), prefix="checks")
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        try:
            actions.change_cohort(
                cohort=found, version=form.cleaned_data["version"], because=form.cleaned_data["because"],
                values={**form.values(), "checks": checks_of(lines.forms)}, by=user,
            )  # fmt: skip
        except ValidationError as error:
            say(form, error)
        else:
            return redirect("scheme:cohort", found.code)
    context = {"form": form, "lines": lines, "cohort": found}
    return render(request, "casefile/scheme/change_cohort.html", context, status=_status(request))


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
