"""The agenda before its day: who is added or left out, in which order, how long; issued, taken back, opened."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from audit import log
from audit.floor import System, as_system
from offenders.models import Offender
from panels import actions, agenda
from panels import meeting_policies as policies
from panels.actions.arranging import Standing
from panels.actions.planning import ChangedMeanwhile
from panels.meeting_forms import AddForm, PlaceForm, WhyForm
from panels.models import AgendaWish, Panel
from panels.screen import Screen
from panels.views.common import find_panel, viewed

MEANWHILE = "Somebody else changed this meeting meanwhile. This is how it stands now: look again."
MOST_FOUND = 10


@requires(Permission.ACTION_UPDATE)
@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Add somebody whom the agenda would not have; who does not run the scheme asks for it for their agency."""
    panel, user = find_panel(panel_id), reader(request)
    form, found = AddForm(request.POST if request.method == "POST" else None), list[Offender]()
    if request.method == "POST" and form.is_valid():
        found = _found(request, form.cleaned_data["who"], form.cleaned_data["person"])
        if len(found) == 1:
            try:
                actions.add_person(panel=panel, offender=found[0], why=form.cleaned_data["why"], by=user)
            except ValidationError as error:
                say(form, error)
            else:
                messages.success(
                    request, f"{found[0].name} is {'on the agenda' if policies.may_plan(user) else 'asked for'}."
                )
                return redirect("panels:panel", panel.public_id)
        elif not found:
            form.add_error("who", "Nobody whom you may see is found by that.")
        else:
            form.add_error("who", "More than one person is found: choose one.")
    context = {"panel": panel, "form": form, "found": found if len(found) > 1 else [], "adds": policies.may_plan(user)}
    context["may_ask"] = policies.may_ask(user, panel) or policies.may_build(user, panel)
    return render(request, "panels/add_person.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, words: str, chosen: Any) -> list[Offender]:
    """By a name's beginning, or a whole PNC or CRN; the words are posted and kept nowhere."""
    people = Offender.objects.visible_to(reader(request)).filter(withdrawn=False)
    if chosen:
        return list(people.filter(public_id=chosen))
    for word in words.replace(",", " ").split():
        name = {"family_name__istartswith": word}, {"given_names__icontains": word}
        whole = {"pnc_id__iexact": word}, {"crn__iexact": word}
        any_of = [Offender.objects.filter(**one).values("pk") for one in (*name, *whole)]
        people = people.filter(pk__in=any_of[0].union(*any_of[1:]))
    found = list(people.order_by("family_name", "given_names", "pk")[:MOST_FOUND])
    log.viewed([who.pk for who in found], by=reader(request), channel="panels.add_person", categories=["identity"])
    return found


@requires(Permission.PANEL_OPEN)
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, panel_id: Any, public_id: Any) -> HttpResponse:
    """One person on a planned agenda: how long, and whether they are on it at all; who was slower is shown why."""
    panel, who = find_panel(panel_id), person_of(request, public_id)
    seen, meanwhile = _seen(request, panel, who), False
    form = PlaceForm(request.POST) if request.method == "POST" else PlaceForm.of(seen.stands, panel.version)
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, "panels.place", who.pk):
                _place(panel, who, form, seen, request)
        except ChangedMeanwhile as conflict:
            meanwhile, panel = True, find_panel(panel_id)
            seen = _seen(request, panel, who)
            form = PlaceForm({**request.POST.dict(), "version": conflict.panel.version})
        except ValidationError as error:
            say(form, error)
        else:
            return redirect(f"{reverse('panels:panel', args=[panel.public_id])}#p-{who.public_id}")
    viewed(request, panel, [who.pk], "panels.place", [Category.IDENTITY, Category.SCHEME])
    may_build = policies.may_build(reader(request), panel)
    context = {"panel": panel, "person": who, "form": form, "seen": seen, "may_build": may_build}
    context["meanwhile"] = meanwhile
    status = 409 if meanwhile else 422 if form.errors else 200
    return render(request, "panels/place.html", context, status=status)


@dataclass(frozen=True)
class _Seen:
    """What stands of one person, and what of it this reader may be told: `words` says whether the reason is theirs."""

    all_of_it: Standing
    words: bool
    asked_by: str = ""
    changed_by: str = ""

    @property
    def stands(self) -> Standing:
        return self.all_of_it if self.words else replace(self.all_of_it, why="")

    @property
    def hides_words(self) -> bool:
        return bool(self.all_of_it.why) and not self.words


def _seen(request: HttpRequest, panel: Panel, who: Offender) -> _Seen:
    """A typed reason may name anything: it is read by who reads the words of a decision (panels.agenda)."""
    wish = AgendaWish.objects.filter(panel=panel, offender=who).select_related("asked_by", "changed_by").first()
    screen = Screen.of(reader(request)).of_person(who.pk)
    words = screen.reads(Category.SCHEME, Category.OFFENDING)
    asked = wish.asked_by if wish and screen.reads(Category.SCHEME) else None
    return _Seen(Standing.of(wish), words, asked.name if asked else "", wish.changed_by.full_name if wish else "")


def _place(panel: Panel, who: Offender, form: PlaceForm, seen: _Seen, request: HttpRequest) -> None:
    wanted = form.wanted(seen.all_of_it, words=seen.words)
    actions.change_place(
        panel=panel, offender=who, wanted=wanted, version=form.cleaned_data["version"], by=reader(request)
    )


@requires(Permission.PANEL_OPEN)
@require_POST
def move(request: HttpRequest, panel_id: Any, public_id: Any, way: str) -> HttpResponse:
    """One place up or down, as the chair's own screen shows the order."""
    panel, who = find_panel(panel_id), person_of(request, public_id)
    order = [line.item.offender_id for line in agenda.read(panel, Screen.of(reader(request))).alone]
    version = _version(request)
    if who.pk in order and version is not None:
        try:
            with refusals_logged(request, "panels.move", who.pk):
                actions.move_person(
                    panel=panel, offender=who, order=order, up=way == "up", version=version, by=reader(request)
                )
        except ChangedMeanwhile:
            messages.error(request, MEANWHILE)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('panels:panel', args=[panel.public_id])}#p-{who.public_id}")


def _version(request: HttpRequest) -> int | None:
    """What a button carries; what is no number of a version is none."""
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else None


@requires(Permission.PANEL_OPEN)
@require_POST
def issue(request: HttpRequest, panel_id: Any) -> HttpResponse:
    panel, version = find_panel(panel_id), _version(request)
    try:
        actions.issue_agenda(panel=panel, version=-1 if version is None else version, by=reader(request))
    except ChangedMeanwhile:
        messages.error(request, MEANWHILE)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, "The agenda is issued: its order, its ranking and what is proposed stand as they are."
        )
    return redirect("panels:panel", panel.public_id)


@requires(Permission.PANEL_OPEN)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Take an issued agenda back, with a reason, so that it builds itself again."""
    panel = find_panel(panel_id)
    form = WhyForm(request.POST if request.method == "POST" else None, initial={"version": panel.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back(panel=panel, by=reader(request), **form.cleaned_data)
        except ChangedMeanwhile:
            messages.error(request, MEANWHILE)
            return redirect("panels:take_back", panel.public_id)
        except ValidationError as error:
            say(form, error)
        else:
            messages.success(request, "The agenda is taken back, and builds itself again.")
            return redirect("panels:panel", panel.public_id)
    return render(request, "panels/take_back.html", {"panel": panel, "form": form}, status=422 if form.errors else 200)


@requires(Permission.PANEL_OPEN)
@require_POST
def begin(request: HttpRequest, panel_id: Any) -> HttpResponse:
    """Open an issued meeting on its day."""
    panel = find_panel(panel_id)
    try:
        actions.begin_panel(panel=panel, by=reader(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("panels:panel", panel.public_id)


def person_of(request: HttpRequest, public_id: Any) -> Offender:
    """Somebody whom the reader may see; a try at anybody else is logged and answered like nobody's."""
    who = Offender.objects.visible_to(reader(request)).filter(public_id=public_id).first()
    if who is None:
        with as_system(System.REFUSAL):
            known = Offender.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
        log.refused("panels.place", by=reader(request), offender_id=known)
        raise Http404
    return who
