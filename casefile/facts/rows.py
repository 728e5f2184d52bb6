"""Adding, correcting, ending and removing one fact, and its history."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from agencies.categories import Category
from audit.models import Sourced
from casefile.facts import forms, shown
from casefile.facts.doors import FORM, TAB, check_yours, home, refuse
from casefile.facts.kinds import KINDS, ROWS, Kind, correcting, form_of, kind_of, values_of
from casefile.writing import Here, correct_page, of_person, remove_page, show, to_correct, write_page
from offenders import writing
from offenders.facts import actions, policies
from offenders.models import Address, Associate, Marker, Phone
from offenders.writing import may_correct


@of_person("facts.add")
def add(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """Write down a new fact of one kind."""
    found, what = KINDS.get(kind), f"facts.add_{kind}"
    if found is None:
        raise Http404
    _check_adds(here, found, kind, what)
    return write_page(
        here,
        form_of(found, here),
        act=lambda form: _write(here, found, form),
        what=what,
        template=FORM,
        tab=TAB,
        to=home(here),
        done=f"{found.short[:1].upper()}{found.short[1:]} is recorded.",
        categories=[found.category],
        initial={"from_on": here.on, "area": here.person.area_id},
        heading=f"Add {found.words}",
        lead=found.lead,
        button="Add",
    )


def _check_adds(here: Here, kind: Kind, name: str, what: str) -> None:
    """A part of which they may not know is not there; one that they may not write is refused."""
    if not here.lens.knows_of(kind.category):
        raise Http404
    may = shown.adds_associates(here) if name == "associate" else here.adds(kind.category)
    if name == "marac" and not policies.may_know_of_marac(here.user):
        may = False
    if not may:
        refuse(here, what)


def _write(here: Here, kind: Kind, form: Any) -> object:
    made: Any = kind.model
    row = made(offender=here.person, **kind.fixed, **form.values())
    key = form.cleaned_data["request_key"]
    if isinstance(row, Address):
        return actions.add_address(row, moved=form.cleaned_data["moved"], by=here.user, request_key=key)
    return actions.add(row, by=here.user, request_key=key)


def row_or_404(here: Here, name: str, pk: int) -> Any:
    """One fact of this very person that the reader may read; else it is not there."""
    kind = ROWS.get(name)
    if kind is None:
        raise Http404
    rows: Any = Associate.objects.of(here.person) if kind.model is Associate else _own(kind, here)
    row = rows.select_related("created_by__agency", "changed_by__agency", "offender").filter(pk=pk).first()
    if row is None or not policies.may_read(here.view, here.user, row, here.on):
        raise Http404
    if isinstance(row, Marker) and not here.lens.reads(Category.BOUNDARIES):
        raise Http404
    return row


def _own(kind: Kind, here: Here) -> Any:
    model: Any = kind.model
    return model._default_manager.filter(offender=here.person)


def _with(here: Here, kind: str, pk: int, act: str) -> tuple[Any, str, Category]:
    row = row_or_404(here, kind, pk)
    what, category = actions.what(act, row), policies.category_of(row, here.on)
    check_yours(here, row, category, what)
    return row, what, category


@of_person("facts.correct")
def correct(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """Give a fact its right values."""
    row, what, category = _with(here, kind, pk, "correct")
    form = correcting(row)
    return correct_page(
        here,
        row,
        form,
        act=_acting(here, row, actions.correct, lambda filled: {"values": filled.values()}),
        what=what,
        template="casefile/facts/correct.html",
        tab=TAB,
        to=home(here),
        done="The correction is saved. The old value is kept in the history.",
        categories=[category],
        initial=values_of(row, form),
        make=_making(here, row, form),
        heading=f"Correct {kind_of(row).words}",
        kind=kind,
    )


def _acting(here: Here, row: Sourced, action: Any, more: Callable[[Any], dict[str, Any]]) -> Callable[[Any], object]:
    def act(form: Any) -> object:
        said = form.cleaned_data
        return action(row, by=here.user, version=said["version"], because=said["because"], **more(form))

    return act


def _making(here: Here, row: Sourced, form: type[Any]) -> Callable[..., Any] | None:
    if form is not forms.CorrectAssociateForm:
        return None

    def make(*args: Any, **more: Any) -> Any:
        build: Any = to_correct(form)
        made = build(*args, view=here.view, **more)
        if row.other is not None:  # type: ignore[attr-defined]
            del made.fields["name"]
        else:
            made.fields["name"].required = True
        return made

    return make


@of_person("facts.end")
def end(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """Say that a fact holds no longer."""
    row, what, category = _with(here, kind, pk, "end")
    field = actions.ends_with(row)
    if not field or getattr(row, field) is not None:
        raise Http404
    return correct_page(
        here,
        row,
        forms.EndForm,
        act=_acting(here, row, actions.end, lambda filled: {"on": filled.cleaned_data["on"]}),
        what=what,
        template=FORM,
        tab=TAB,
        to=home(here),
        done="The day on which it ended is recorded.",
        categories=[category],
        initial={"on": here.on},
        heading=f"End {kind_of(row).words}",
        lead="It stays on the record, as what held until that day.",
        button="End it",
    )


@of_person("facts.remove")
def remove(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """Take off the record what was written by mistake."""
    row, what, category = _with(here, kind, pk, "remove")
    return remove_page(
        here,
        row,
        act=_acting(here, row, actions.remove, lambda filled: {}),
        what=what,
        template=FORM,
        tab=TAB,
        to=home(here),
        done="It is removed. What it said, and why it was removed, is kept.",
        categories=[category],
        heading=f"Remove {kind_of(row).words}",
        lead="For mistakes only. What ended is ended, not removed.",
        button="Remove it",
    )


@of_person("facts.history")
def history(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """All versions of one fact, for who reads every part to which it ever belonged."""
    row = row_or_404(here, kind, pk)
    parts = _ever(row, here)
    if not here.lens.reads(*parts):
        raise Http404
    return show(
        here,
        "casefile/facts/history.html",
        tab=TAB,
        channel="facts.history",
        categories=parts,
        versions=writing.history(row),
        heading=f"History of {kind_of(row).words}",
        to=home(here),
        to_correct=_correct_address(here, kind, row),
    )


def _ever(row: Any, here: Here) -> list[Category]:
    """What an address or a number was before is a past one; an associate may have been filed elsewhere."""
    parts = {policies.category_of(row, here.on)}
    if isinstance(row, (Address, Phone)):
        parts.add(Category.IDENTIFIERS)
    if isinstance(row, Associate):
        events: Any = row.events  # type: ignore[attr-defined]
        parts |= {Category(filed) for filed in events.values_list("filed_under", flat=True)}
    return sorted(parts)


def _correct_address(here: Here, kind: str, row: Sourced) -> str:
    if not may_correct(here.view, policies.category_of(row, here.on), row, here.user):
        return ""
    return reverse("facts:correct", args=[here.person.public_id, kind, row.pk])
