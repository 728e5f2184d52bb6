"""Low risk for neighbourhood teams: the list by area, and the forms that hand somebody over and take them back."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.access import may, reader, requires
from agencies.accounts.forms import day_field
from agencies.categories import Category
from agencies.models import Agency, Area, User
from agencies.paging import page_of
from agencies.roles import Permission
from agencies.sharing import everyday
from allocation import neighbourhood
from allocation.actions import neighbourhood as actions
from allocation.models import NeighbourhoodCare
from allocation.rules.neighbourhood import is_low
from audit import clock, log
from casefile.allocation.forms import WhyForm, agency_field
from casefile.facts.fields import line
from casefile.writing import Here, WritingForm, of_person, write_page
from offenders.models import Offender
from offenders.policies import views_of
from ranking.models import Run, Score
from ranking.queries import latest_run
from ranking.visible import shown_places

TAB = "allocation:lead"
FORM = "casefile/writing/form.html"
WITH, NOBODY = "with", "nobody"


class HandOverForm(WritingForm):
    team = line("Team", help_text="Such as Luton South neighbourhood team.")
    officer = line("Officer of the team", help_text="Who took the person.")
    until_on = day_field("Until", "The day by which it is looked at again, such as 30 6 2019.", required=True)

    def __init__(self, data: Any = None, *, agencies: "QuerySet[Agency]", **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["agency"] = agency_field("Agency of the team", agencies)
        self.order_fields(["agency", "team", "officer", "until_on"])


@dataclass(frozen=True)
class Line:
    """One person of the list, and who has them."""

    person: Offender
    place: Score | None
    care: NeighbourhoodCare | None
    over: bool
    may_hand_over: bool
    no_longer: str


@requires(Permission.RANKING_VIEW)
@require_safe
def low_risk(request: HttpRequest) -> HttpResponse:
    """By area: who can be managed by a neighbourhood team, and who took them."""
    user, on = reader(request), clock.today()
    if not neighbourhood.sees_the_list(everyday(user)):
        raise Http404
    run, areas = latest_run(on), Area.objects.of_the_scheme()
    area, who = request.GET.get("area", "").replace("\0", ""), request.GET.get("who", "")
    people: Any = neighbourhood.listed(user, run, on) if run else Offender.objects.none()
    people = people.filter(area__code=area) if area in {one.code for one in areas} else people
    people = people.filter(cared_for=who == WITH) if who in (WITH, NOBODY) else people
    page = page_of(
        request,
        people.select_related("area").order_by("area__position", "area__code", "family_name", "given_names", "pk"),
    )
    lines = _lines(user, run, list(page), on)
    log.viewed(
        [one.person.pk for one in lines],
        by=user,
        channel="low risk for neighbourhood teams",
        categories=[Category.IDENTITY, Category.SCHEME, Category.SCORES],
    )
    context = {"page": page, "lines": lines, "run": run, "areas": areas, "area": area, "who": who,
               "bound": neighbourhood.bound(on)}  # fmt: skip
    return render(request, "casefile/allocation/neighbourhood.html", context)


def _lines(user: User, run: Run | None, people: list[Offender], on: date) -> list[Line]:
    """As far as the reader has each of them."""
    views = views_of(user, [person.pk for person in people])
    seen = [p for p in people if p.pk in views and neighbourhood.sees_the_list(views[p.pk].levels)]
    places = shown_places(user, run, [person.pk for person in seen]) if run else {}
    rows = neighbourhood.running().filter(offender__in=[person.pk for person in seen]).select_related("agency")
    care = {row.offender_id: row for row in rows}
    allocates, below = may(user, Permission.ALLOCATE), neighbourhood.bound(on).number
    found = []
    for person in seen:
        row, place = care.get(person.pk), places.get(person.pk)
        high = row is not None and place is not None and not is_low(place.eighths, below)
        said = f"The score is not below {below} points any more." if high else ""
        over = row is not None and row.until_on <= on
        found.append(Line(person, place, row, over, allocates, said))
    return found


def home(here: Here) -> str:
    return reverse("allocation:lead", args=[here.person.public_id])


def _check(here: Here, what: str) -> None:
    if not actions.may_hand_over(here.user, here.person):
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(actions.NOT_YOURS)


@of_person("allocation.hand_over", category=Category.SCHEME)
def hand_over(request: HttpRequest, here: Here) -> HttpResponse:
    """A neighbourhood team takes this person from today."""
    _check(here, "allocation.hand_over")
    offered = neighbourhood.agencies_for(here.person, here.on)
    reason, _ = neighbourhood.cannot(here.user, here.person, here.on)
    return write_page(
        here,
        lambda data, initial: HandOverForm(data, initial=initial, agencies=offered),
        act=lambda form: actions.take(
            offender=here.person, by=here.user, request_key=form.cleaned_data["request_key"], **form.values()
        ),
        what="allocation.hand_over",
        template=FORM,
        tab=TAB,
        to=home(here),
        done="A neighbourhood team has this person from today.",
        categories=[Category.SCHEME, Category.SCORES],
        heading="Hand over to a neighbourhood team",
        lead=reason
        or f"The score is below {neighbourhood.bound(here.on).number} points, the person is on no cohort, and their "
        "status is not RED. Only an agency that sees this person already can take them.",
        button="Hand over",
    )


@of_person("allocation.give_back", category=Category.SCHEME)
def give_back(request: HttpRequest, here: Here, care: UUID) -> HttpResponse:
    """The team has this person no more."""
    _check(here, "allocation.give_back")
    rows = NeighbourhoodCare.objects.filter(offender=here.person).select_related("offender", "agency")
    row: NeighbourhoodCare = get_object_or_404(rows, public_id=care)
    return write_page(
        here,
        WhyForm,
        act=lambda form: actions.give_back(care=row, because=form.cleaned_data["words"], by=here.user),
        what="allocation.give_back",
        template=FORM,
        tab=TAB,
        to=home(here),
        done="The neighbourhood team has this person no more.",
        categories=[Category.SCHEME],
        heading=f"Take back from {row.team}",
        lead="From today nobody of the team has this person. What was agreed stays on record.",
        button="Take back",
    )


def cares_of(here: Here) -> dict[str, Any]:
    """For the page of leads: who has the person and had them before, for who reads the scheme."""
    if not here.lens.reads(Category.SCHEME):
        return {}
    rows = NeighbourhoodCare.objects.filter(offender=here.person).select_related("agency", "made_by", "given_back_by")
    return {
        "cares": rows.order_by("-taken_on", "-pk"),
        "hands_over": actions.may_hand_over(here.user, here.person),
        "sees_cares": True,
    }
