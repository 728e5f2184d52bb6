"""An agency's officers side by side, and everybody of one officer given to others."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import reader, requires
from agencies.models import User
from agencies.paging import page_of
from agencies.roles import Permission
from allocation import actions, queries
from allocation.querysets import gone, own_people
from audit import clock, log
from casefile.allocation.forms import MoveForm
from offenders.models import CaseLead, Offender

# A person of the list as the page posts them: who, the lead that it showed, the key of this form.
Chosen = dict[UUID, tuple[int, UUID]]


@requires(Permission.ALLOCATE)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Figures of officers, and of nobody in particular: no person is named."""
    user, on = reader(request), clock.today()
    loads = queries.with_words(queries.side_by_side(user, user.agency, on))
    left: dict[User, int] = {}
    for lead in _leads(user).filter(gone(on)).select_related("officer"):
        if lead.officer is not None:
            left[lead.officer] = left.get(lead.officer, 0) + 1
    context = {"loads": loads, "left": sorted(left.items(), key=lambda pair: pair[0].full_name), "agency": user.agency}
    return render(request, "casefile/allocation/officers.html", context)


def _leads(user: User) -> QuerySet[CaseLead]:
    """The leads of the reader's own agency today, of people whom they see."""
    on = clock.today()
    return CaseLead.objects.in_force(on).filter(agency=user.agency_id, offender__in=own_people(user, on))


@requires(Permission.ALLOCATE)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody of an officer: chosen, and given to one officer or each to who is recommended."""
    user = reader(request)
    officer = get_object_or_404(_of_ours(user), pk=pk)
    others = [one for one in queries.officers(user.agency, clock.today()) if one.pk != officer.pk]
    form = MoveForm(request.POST if request.method == "POST" else None, officers=others)
    chosen = _chosen(request)
    if request.method == "POST" and form.is_valid():
        if chosen:
            return _moved(request, user, officer, form, chosen)
        form.add_error(None, "Choose at least one person.")
    rows = _leads(user).filter(officer=officer).select_related("offender__area")
    page = page_of(request, rows.order_by("offender__family_name", "offender__given_names", "pk"))
    log.viewed([row.offender_id for row in page], by=user, channel="people of an officer", categories=["identity"])
    listed = [(row, f"{row.offender.public_id}:{row.pk}:{uuid4()}", row.offender.public_id in chosen) for row in page]
    context = {"officer": officer, "page": page, "rows": listed, "form": form}
    return render(request, "casefile/allocation/move.html", context, status=422 if form.errors else 200)


def _of_ours(user: User) -> QuerySet[User]:
    """Who is or was of the reader's agency and leads somebody for it: also who has left it for another."""
    return User.objects.filter(leads__in=_leads(user)).distinct()


def _chosen(request: HttpRequest) -> Chosen:
    """What was ticked; what is not as the page made it is left out."""
    found: Chosen = {}
    for value in request.POST.getlist("people"):
        parts = value.split(":")
        try:
            person, lead, key = UUID(parts[0]), int(parts[1]), UUID(parts[2])
        except (ValueError, IndexError):
            continue
        found[person] = (lead, key)
    return found


def _moved(request: HttpRequest, user: User, officer: User, form: MoveForm, chosen: Chosen) -> HttpResponse:
    """What happened, person by person."""
    people = list(
        Offender.objects.visible_to(user).filter(public_id__in=chosen).order_by("family_name", "given_names", "pk")
    )
    moved = actions.reallocate(
        people=people,
        shown={person.pk: chosen[person.public_id][0] for person in people},
        keys={person.pk: chosen[person.public_id][1] for person in people},
        to=form.to(),
        because=form.cleaned_data["because"],
        by=user,
    )
    done = sum(1 for one in moved if not one.why_not)
    messages.success(request, f"{done} of {len(moved)} done.")
    log.viewed([one.offender.pk for one in moved], by=user, channel="people given", categories=["identity"])
    return render(request, "casefile/allocation/moved.html", {"officer": officer, "moved": moved, "done": done})
