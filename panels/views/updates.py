"""An agency's updates before the day: whom it has not written of yet, and writing one."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from offenders.policies import views_of
from panels import actions
from panels import updates as written
from panels.actions.updating import WrittenMeanwhile, may_write
from panels.meeting_forms import UpdateForm
from panels.models import AgencyUpdate
from panels.screen import Screen
from panels.views.building import person_of
from panels.views.common import find_panel, viewed


@requires(Permission.ACTION_UPDATE)
@require_GET
def updates(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Whom the reader's agency has written of for a meeting, and whom not yet."""
    panel, user = find_panel(panel_id), reader(request)
    mine = written.mine(panel, user)
    people = [row.line.item.offender_id for row in mine.rows]
    viewed(request, panel, people, "panels.updates", [Category.IDENTITY, Category.SCHEME])
    context = {"panel": panel, "mine": mine, "may_write": may_write(user, panel)}
    return render(request, "panels/updates.html", context)


@requires(Permission.ACTION_UPDATE)
@require_http_methods(["GET", "POST"])
def write_update(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    """One agency's update on one person, beside what the others have written that the reader may read."""
    panel, who, user = find_panel(panel_id), person_of(request, public_id), reader(request)
    parts = views_of(user, [who.pk])[who.pk].levels.parts
    own = AgencyUpdate.objects.filter(panel=panel, offender=who, agency=user.agency_id)
    asked = request.POST.get("category") or request.GET.get("category")
    wanted = asked if asked in parts else Category.SCHEME
    standing = own.filter(category=wanted, category__in=parts).first()
    form, meanwhile = (
        UpdateForm(request.POST if request.method == "POST" else None, initial=_initial(standing, wanted), parts=parts),
        None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, "panels.write_update", who.pk):
                actions.write_update(panel=panel, offender=who, by=user, **form.cleaned_data)
        except WrittenMeanwhile as conflict:
            meanwhile = conflict.update
            posted = {**request.POST.dict(), "version": meanwhile.version, "request_key": uuid4()}
            form = UpdateForm(posted, parts=parts)
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, f"What your agency says of {who.name} is saved.")
            return redirect("panels:updates", panel.public_id)
    told = written.of_people(panel, Screen.of(user), [who.pk]).get(who.pk, [])
    viewed(request, panel, [who.pk], "panels.write_update", {Category.IDENTITY, *(one.update.category for one in told)})
    context = {
        "panel": panel,
        "person": who,
        "form": form,
        "told": told,
        "meanwhile": meanwhile,
        "own": own.filter(category__in=parts),
    }
    context["may_write"] = may_write(user, panel)
    status = 409 if meanwhile else 422 if form.is_bound and form.errors else 200
    return render(request, "panels/write_update.html", context, status=status)


def _initial(standing: AgencyUpdate | None, wanted: str) -> dict[str, Any]:
    if standing is None:
        return {"category": wanted, "version": 0}
    names = ("category", "did", "proposes", "version")
    return {name: getattr(standing, name) for name in names}
