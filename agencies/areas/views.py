"""In which areas each agency works: for the system's administrator, who has no case records."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import reader, requires
from agencies.areas import actions
from agencies.areas.forms import AreasForm
from agencies.models import Agency
from agencies.roles import Permission


@requires(Permission.AGENCY_AREAS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    agencies = Agency.objects.prefetch_related("areas__area")
    rows = [
        (agency, ", ".join(row.area.name for row in agency.areas.all()) or "The whole scheme") for agency in agencies
    ]
    return render(request, "agencies/areas/list.html", {"rows": rows})


@requires(Permission.AGENCY_AREAS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """One agency's areas; who is involved with whom follows within seconds."""
    agency = Agency.objects.with_code(code)
    if agency is None:
        raise Http404
    form = AreasForm(agency, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.set_areas(agency=agency, areas=form.cleaned_data["areas"], by=reader(request))
        messages.success(request, f"Saved. Whom {agency.name} is involved with follows within a minute.")
        return redirect("agency_areas:list")
    # What stands now goes out again: what the second reader sends after being told is not out of date.
    context = {"agency": agency, "form": form, "stood": form.initial["stood"]}
    return render(request, "agencies/areas/edit.html", context, status=422 if form.errors else 200)
