"""The sets of pathways, for who runs the scheme: what each holds, and from when people are assessed by it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import reader, requires
from agencies.paging import page_of
from agencies.refusals import say
from agencies.roles import Permission
from agencies.templatetags.iom_pages import uk_date
from audit import clock
from pathways import actions
from pathways.forms import OpenForm
from pathways.models import PathwaySet


@requires(Permission.PATHWAY_SETS)
@require_safe
def sets(request: HttpRequest) -> HttpResponse:
    """The one in force, what is to open, what was, and the examples."""
    rows = PathwaySet.objects.prefetch_related("pathways").order_by(F("opens_on").desc(nulls_last=True), "name", "pk")
    page = page_of(request, rows)
    return render(request, "pathways/sets.html", {"page": page, "rows": [(row, _state(row)) for row in page]})


def _state(row: PathwaySet) -> str:
    if row.opens_on is None:
        return "not in use"
    if row.is_in_force(clock.today()):
        return f"in force until {uk_date(row.closes_on)}" if row.closes_on else "in force"
    return f"to open on {uk_date(row.opens_on)}" if row.closes_on is None else "closed"


@requires(Permission.PATHWAY_SETS)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A set whole: its pathways, their levels, and where it comes from."""
    row = get_object_or_404(PathwaySet, pk=pk)
    pathways = row.pathways.prefetch_related("levels")
    to_come = row.opens_on is not None and row.opens_on > clock.today()
    before = row.events.filter(pgh_label="update").select_related("opened_by").order_by("-pgh_id")  # type: ignore[attr-defined]
    context = {"row": row, "state": _state(row), "pathways": pathways, "to_come": to_come, "before": before}
    return render(request, "pathways/set.html", context)


@requires(Permission.PATHWAY_SETS)
@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """From which day the scheme assesses by this set, after saying what that means."""
    row = get_object_or_404(PathwaySet, pk=pk)
    form = OpenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_set(row=row, by=reader(request), **form.cleaned_data)
        except ValidationError as error:
            say(form, error)
        else:
            day = uk_date(form.cleaned_data["opens_on"])
            messages.success(request, f"From {day} on people are assessed by {row}.")
            return redirect("pathway_sets:list")
    now = PathwaySet.objects.in_force(clock.today()).first()
    context = {"row": row, "form": form, "now": now}
    return render(request, "pathways/open.html", context, status=422 if form.errors else 200)


@requires(Permission.PATHWAY_SETS)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Before its day has come: it does not open after all."""
    row = get_object_or_404(PathwaySet, pk=pk)
    try:
        actions.take_back_set(row=row, by=reader(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{row} does not open after all.")
    return redirect("pathway_sets:list")
