"""The pages that write into a person's record: one way in, one way out.

    @of_person("facts.add_alias", category=Category.IDENTITY, level=Level.ADD)
    def add_alias(request, here):
        return write_page(here, AliasForm, act=..., template="casefile/facts/alias.html", tab="facts:of_person", ...)

A person whom the reader may not see is not found, nor is a part of the record of which they may not know; a part that
they may know but not write answers 403. Both are logged. The reason of the visit is asked before anything is read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.categories import Category, Level
from agencies.models import User
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from audit import log
from audit.models import Sourced
from casefile.lens import Lens
from casefile.person.frame import frame, person_or_404, reader_of, why
from casefile.person.identity import Identity, identity
from casefile.register.reader import Reader
from casefile.writing import conflict, kept
from casefile.writing.forms import RemovingForm, WritingForm, to_correct
from offenders import visits
from offenders.models import Offender
from offenders.not_there import not_there
from offenders.policies import View
from offenders.writing import NOT_ADDED, Gone, Stale

Page = Callable[..., HttpResponse]
BACK = "You were signed out before this was saved. What you had typed is here: read it again and send it."


@dataclass(frozen=True)
class Here:
    """The person whose record it is, what the reader has of them, and why they look."""

    request: HttpRequest
    user: User
    person: Offender
    view: View
    reader: Reader
    bar: Identity
    why: str

    @property
    def on(self) -> date:
        return self.reader.on

    @property
    def lens(self) -> Lens:
        return self.reader.lens

    def level(self, category: Category) -> Level:
        return self.view.levels.level(category)

    def adds(self, category: Category) -> bool:
        return self.level(category) >= Level.ADD


def of_person(
    what: str, *, category: Category = Category.IDENTITY, level: Level = Level.READ
) -> Callable[[Page], Page]:
    """A page below a person's address, for who has this category of them at this level or above."""

    def wrap(page: Page) -> Page:
        @wraps(page)
        def view(request: HttpRequest, public_id: UUID, **more: Any) -> HttpResponse:
            user = access.reader(request)
            person, seen_by = person_or_404(user, public_id, what)
            _check(user, person, seen_by, what, category, level)
            reason = why(request, person, seen_by)
            if reason is None:
                return visits.ask(request, person)
            reader = reader_of(user, person, seen_by)
            here = Here(request, user, person, seen_by, reader, identity(reader, person), reason)
            return page(request, here, **more)

        return access.requires(Permission.PEOPLE_VIEW)(require_http_methods(["GET", "HEAD", "POST"])(view))

    return wrap


def _check(user: User, person: Offender, seen_by: View, what: str, category: Category, level: Level) -> None:
    if not seen_by.levels.knows_of(category):
        not_there(user, person.public_id, what)
    if seen_by.levels.level(category) < level:
        log.refused(what, by=user, offender_id=person.pk)
        raise PermissionDenied(NOT_ADDED)


def show(
    here: Here, template: str, *, tab: str, channel: str, categories: Iterable[str], status: int = 200, **context: Any
) -> HttpResponse:
    """A page with the person's bar; its reading is logged, with the categories shown, before it is given out."""
    shown = sorted({str(Category.IDENTITY), *map(str, categories)})
    log.viewed([here.person.pk], by=here.user, channel=channel, categories=shown, reason=here.why)
    return render(here.request, template, frame(here.reader, here.bar, tab) | {"here": here} | context, status=status)


def data_of(request: HttpRequest) -> QueryDict | None:
    """What was sent, or what was kept when the reader had been signed out."""
    if request.method == "POST":
        return request.POST
    return kept.given_back(request)


def write_page(
    here: Here,
    form_class: Callable[..., WritingForm],
    *,
    act: Callable[[Any], object],
    what: str,
    template: str,
    tab: str,
    to: str,
    done: str,
    categories: Iterable[str],
    initial: Mapping[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """One form: shown, filled in again where something is wrong, acted on once, and then on to `to` with `done` said.

    `act` is called with the valid form, inside the request's transaction; what it raises as ValidationError stands
    beside the field that it is about, a refusal is logged.
    """
    form = form_class(data_of(here.request), initial=dict(initial or {}))
    return _answer(here, form, act, None, what, template, tab, to, done, categories, context)


def correct_page(
    here: Here,
    row: Sourced,
    form_class: type[WritingForm],
    *,
    act: Callable[[Any], object],
    what: str,
    template: str,
    tab: str,
    to: str,
    done: str,
    categories: Iterable[str],
    initial: Mapping[str, Any],
    make: Callable[..., Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """A form over a row that is there. `initial` is the row's values by field; `act` calls `offenders.writing.correct`.

    Who was quicker is shown beside what the reader wrote, field by field, and the reader chooses. `make` builds the
    form where its class needs more than data and initial.
    """
    build = make or to_correct(form_class)
    held = {**initial, "version": row.version}
    data = conflict.settled(data_of(here.request), build(None, initial=held))
    form = build(data, initial=held)
    return _answer(here, form, act, build, what, template, tab, to, done, categories, {"row": row, **context}, held)


def remove_page(
    here: Here,
    row: Sourced,
    *,
    act: Callable[[Any], object],
    what: str,
    template: str,
    tab: str,
    to: str,
    done: str,
    categories: Iterable[str],
    **context: Any,
) -> HttpResponse:
    """Asks once more, with a reason, before a row that was a mistake is taken off the record."""
    held = {"version": row.version}
    form = RemovingForm(data_of(here.request), initial=held)
    more = {"row": row, **context}
    return _answer(here, form, act, RemovingForm, what, template, tab, to, done, categories, more, held)


def _answer(
    here: Here,
    form: Any,
    act: Callable[[Any], object],
    build: Callable[..., Any] | None,
    what: str,
    template: str,
    tab: str,
    to: str,
    done: str,
    categories: Iterable[str],
    context: dict[str, Any],
    held: Mapping[str, Any] | None = None,
) -> HttpResponse:
    request = here.request
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, what, here.person.pk):
                act(form)
        except ValidationError as error:
            say(form, error)
        except Gone:
            messages.error(request, "Somebody removed this while you were reading it. Nothing was saved.")
            return redirect(to)
        except Stale as stale:
            more = {"stale": stale, "rows": conflict.rows(stale, form, held or {}), "to": to}
            page = "casefile/writing/conflict.html"
            return show(here, page, tab=tab, channel=what, categories=categories, status=409, form=form, **more)
        else:
            messages.success(request, done)
            return redirect(to)
    if request.method != "POST" and form.is_bound:
        messages.warning(request, BACK)
    status = 422 if request.method == "POST" else 200
    return show(
        here, template, tab=tab, channel=what, categories=categories, status=status, form=form, to=to, **context
    )
