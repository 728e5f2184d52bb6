"""The page that asks why a person is opened, before anything of them is shown."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from agencies.access import reader, requires
from agencies.roles import Permission
from offenders.models import Offender
from offenders.not_there import not_there
from offenders.visits.asking import keep
from offenders.visits.forms import WhyForm


@requires(Permission.PEOPLE_VIEW)
@require_http_methods(["GET", "POST"])
def why(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the reason of this visit, keep it for the session, and go on to where they were going."""
    offender, form = _find(request, public_id), WhyForm(request.POST if request.method == "POST" else None)
    going = _next(request, offender)
    if form.is_valid():
        keep(request.session, offender, form.reason())
        return redirect(going)
    context = {"form": form, "next": going}
    return render(request, "visits/why.html", context, status=422 if form.is_bound else 200)


def _find(request: HttpRequest, public_id: UUID) -> Offender:
    """Whose page the reader may open; a try at anybody else is logged, and answered like nobody's."""
    found = Offender.objects.reachable_by(request.user).filter(public_id=public_id).first()
    if found is None:
        not_there(reader(request), public_id, "visits.why")
    return found


def _next(request: HttpRequest, offender: Offender) -> str:
    """A page of this product; anything else is the person's own page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=request.is_secure()
    ):
        return wanted
    return reverse("casefile:person", kwargs={"public_id": offender.public_id})
