"""Today: what needs the reader; putting a line off; what was put off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.access import may, requires
from agencies.categories import Category
from agencies.models import User
from agencies.paging import page_of
from agencies.refusals import refusals_logged
from agencies.roles import Permission
from audit import clock, log
from audit.prepared import Number, Rows, prepared
from casefile.models import DigestChoice, PutOff, WorklistRule
from casefile.worklist import actions, beside, chosen, rules
from casefile.worklist.forms import PutOffForm
from casefile.worklist.look import Entry, Look, look
from casefile.worklist.policies import check_put_off
from casefile.worklist.rules import Band
from casefile.worklist.scope import Whose, of_people, scope_of
from casefile.worklist.sources import SOURCES
from casefile.worklist.thresholds import limits
from casefile.writing import Here, of_person, write_page
from offenders.models import Offender

GONE = "This line is not there any more: what was behind it has changed."


@requires(Permission.WORKLIST_VIEW)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What needs me, in three bands; beside it the caseload, its releases and the next panel."""
    user = access.reader(request)
    asked = chosen.read(request.GET, user, clock.today())
    found = look(scope_of(user, asked.whose))
    left = [entry for entry in found.standing if asked.leaves(entry)]
    page = page_of(request, left)
    _log(user, [*page.object_list, *beside.releases(found)], "worklist.today", found.next)
    context = {"asked": asked, "look": found, "page": page, "bands": _bands(left, list(page.object_list))}
    return render(request, "casefile/worklist/today.html", context | _heads(found, asked, left) | _beside(found))


def _bands(left: list[Entry], shown: list[Entry]) -> list[dict[str, Any]]:
    """The bands of this page, each with how many it has on all pages."""
    found = []
    for band in rules.SHOWN:
        here = [entry for entry in shown if entry.band is band]
        if here:
            number = sum(entry.band is band for entry in left)
            found.append({"band": band, "entries": here, "number": number})
    return found


def _heads(found: Look, asked: chosen.Chosen, left: list[Entry]) -> dict[str, Any]:
    overdue = sum(entry.band is Band.OVERDUE for entry in left)
    return {
        "overdue": overdue,
        "overdue_words": rules.counted(overdue, "is overdue", "are overdue").lower(),
        "things": rules.counted(len(left)),
        "nothing_now": not any(entry.line.due <= found.scope.on for entry in left),
        "kinds": chosen.kinds(found, asked),
        "statuses": chosen.statuses(found, asked),
        "whose": [(whose, whose is asked.whose) for whose in asked.on_offer],
        "people": len(found.scope.own),
    }


def _beside(found: Look) -> dict[str, Any]:
    scope = found.scope
    return {
        "bars": beside.bars(scope),
        "releases": beside.releases(found),
        "panels": beside.panels(scope),
        "panel_due": beside.panel_due(scope),
        "to_write": beside.to_write(scope),
        "rules": _rules(),
        "week_ends": rules.Length(scope.limits["week"].number - 1).after(scope.on),
        "month_ends": scope.limits["month"].after(scope.on),
        "digest": not _without_letter(user=scope.user.pk),
        "oversees": may(scope.user, Permission.WORKLIST_OVERSEE),
    }


@prepared
def _rules() -> Rows:
    return WorklistRule.objects.all()


@prepared
def _without_letter(user: Number) -> Rows:
    return DigestChoice.objects.filter(user=user, wanted=False).values_list("pk", flat=True)


def _log(user: User, shown: list[Entry], channel: str, following: Entry | None = None) -> None:
    """One row a person whom the page names, with the categories that the lines come from."""
    entries = [*shown, *([following] if following else [])]
    people = {entry.line.person for entry in entries if entry.line.person is not None}
    categories = {Category.IDENTITY, Category.SCHEME}.union(
        *((*SOURCES[entry.line.source].needs, *entry.line.needs) for entry in entries)
    )
    log.viewed(sorted(people), by=user, channel=channel, categories=sorted(categories))


@of_person("worklist.put_off")
def put_off(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Put one line off; it is looked for anew, as its reader may see it."""
    _check(here)
    entry = _entry_of(here, key)
    if entry is None:
        messages.warning(request, GONE)
        return redirect("worklist:today")
    line = entry.line
    return write_page(
        here,
        lambda *args, **more: PutOffForm(*args, longest=limits()["put_off"].words, **more),
        act=lambda form: actions.put_off(
            offender=here.person, line=line, by=here.user, request_key=form.cleaned_data["request_key"], **form.values()
        ),
        what="worklist.put_off",
        template="casefile/worklist/put_off.html",
        tab="overview",
        to=reverse("worklist:today"),
        done="It is put off, and comes back on its day.",
        categories=sorted({*SOURCES[line.source].needs, *line.needs}),
        heading="Put this off",
        button="Put off",
        entry=entry,
    )


def _check(here: Here) -> None:
    """The person's page is open to more readers than the worklist is."""
    with refusals_logged(here.request, "worklist.put_off", here.person.pk):
        check_put_off(here.user, here.person)


def _entry_of(here: Here, key: str) -> Entry | None:
    found = look(of_people(here.user, [here.person.pk], Whose.AGENCY)).entries
    return next((entry for entry in found if entry.line.key == key), None)


@requires(Permission.WORKLIST_VIEW)
@require_safe
def put_offs(request: HttpRequest) -> HttpResponse:
    """What is put off: one's own, and for who oversees the worklist the whole agency's; what each says is read anew."""
    user = access.reader(request)
    rows = PutOff.objects.standing(clock.today()).overseen_by(user).select_related("put_off_by")
    people = set(rows.values_list("offender_id", flat=True))
    by_key = {(e.line.person, e.line.key): e for e in look(of_people(user, people, Whose.AGENCY)).entries}
    listed = [
        {"row": row, "entry": by_key[at]} for row in rows.order_by("until_on", "pk") if (at := _at(row)) in by_key
    ]
    page = page_of(request, listed)
    _log(user, [one["entry"] for one in page.object_list], "worklist.put_offs")
    context = {"page": page, "oversees": may(user, Permission.WORKLIST_OVERSEE)}
    return render(request, "casefile/worklist/put_offs.html", context)


def _at(row: PutOff) -> tuple[int, str]:
    return row.offender_id, row.key


@requires(Permission.WORKLIST_VIEW)
@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The line is back at once. A row of somebody else's agency, or of nobody whom one sees, is not there."""
    user = access.reader(request)
    rows = PutOff.objects.of_agency_of(user).filter(offender__in=Offender.objects.visible_to(user))
    row = get_object_or_404(rows, public_id=public_id)
    with refusals_logged(request, "worklist.take_back", row.offender_id):
        actions.take_back(row=row, by=user)
    messages.success(request, "It is back on the list.")
    return redirect("worklist:put_offs")


@requires(Permission.WORKLIST_VIEW)
@require_POST
def digest(request: HttpRequest) -> HttpResponse:
    """Whether one gets the letter of the morning."""
    wanted = request.POST.get("wanted") == "yes"
    actions.choose_digest(wanted=wanted, by=access.reader(request))
    messages.success(request, "The letter of the morning is on." if wanted else "The letter of the morning is off.")
    return redirect("worklist:today")
