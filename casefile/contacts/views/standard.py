"""A person's contact standard: what is asked, what was kept, and the decisions that lowered it."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from agencies.categories import Category
from audit import log
from casefile.contacts.forms import StandardForm
from casefile.contacts.listing import of_person as standard_of
from casefile.contacts.listing import own_standards
from casefile.contacts.standard import before, may_see
from casefile.contacts.views.common import FORM, TAB, home, to
from casefile.writing import Here, correct_page, of_person, remove_page, show, write_page
from contacts import actions, policies
from contacts.models import PersonStandard
from contacts.rules.standards import Standard
from offenders.not_there import not_there

CATEGORIES = [Category.ENGAGEMENT, Category.SCHEME]
REVIEW_AFTER = timedelta(weeks=12)


@of_person("contacts.standard", category=Category.ENGAGEMENT)
def standard(request: HttpRequest, here: Here) -> HttpResponse:
    """This week and the last four against what is asked; and, for who may, a new decision."""
    if not may_see(here.lens):
        not_there(here.user, here.person.public_id, "contacts.standard")
    shown, template = standard_of(here.reader, here.person), "casefile/contacts/standard.html"
    common: dict[str, Any] = {"shown": shown, "own": own_standards(here.person), "heading": "Contact standard"}
    may = shown is not None and policies.may_set_standard(here.user, here.person, here.view, here.on)
    common["may"] = may
    if shown is None or not may:
        if request.method == "POST":
            log.refused("contacts.set_standard", by=here.user, offender_id=here.person.pk)
            raise PermissionDenied("The standard is set by who manages the scheme and does not lead the case.")
        return show(
            here, template, tab=TAB, channel="contacts.standard", categories=CATEGORIES, to=home(here), **common
        )
    return write_page(
        here,
        StandardForm,
        act=lambda form: actions.set_standard(
            offender=here.person,
            now=_latest(here) or shown.now,
            by=here.user,
            request_key=form.cleaned_data["request_key"],
            **form.values(),
        ),
        what="contacts.set_standard",
        template=template,
        tab=TAB,
        to=request.path,
        done="The standard is decided. It counts from the next Monday.",
        categories=CATEGORIES,
        initial={"weekly": shown.now.weekly, "at_home": shown.now.at_home, "review_on": here.on + REVIEW_AFTER},
        button="Decide",
        **common,
    )


def _latest(here: Here) -> Standard | None:
    """The newest decision, though it may count from the next Monday only: steps are counted from it."""
    rows = own_standards(here.person)
    return Standard(rows[0].weekly, rows[0].at_home, own=True) if rows else None


@of_person("contacts.correct_standard", category=Category.ENGAGEMENT)
def correct_standard(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Put right what was recorded of a decision on this person's standard."""
    row, stood = _decided(here, pk, "contacts.correct_standard")
    return correct_page(
        here,
        row,
        StandardForm,
        act=lambda form: actions.correct_standard(
            decided=row,
            before=stood,
            values=form.values(),
            by=here.user,
            version=form.cleaned_data["version"],
            because=form.cleaned_data["because"],
        ),
        done="The decision is corrected.",
        initial={name: getattr(row, name) for name in ("weekly", "at_home", "why", "review_on")},
        **_page(here, "contacts.correct_standard", heading="Correct a decision on the standard", button="Correct it"),
    )


@of_person("contacts.remove_standard", category=Category.ENGAGEMENT)
def remove_standard(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row, _ = _decided(here, pk, "contacts.remove_standard")
    return remove_page(
        here,
        row,
        act=lambda form: actions.remove_standard(
            decided=row, by=here.user, version=form.cleaned_data["version"], because=form.cleaned_data["because"]
        ),
        done="The decision is removed: what stood before it stands.",
        **_page(here, "contacts.remove_standard", heading="Remove a decision on the standard", button="Remove it"),
    )


def _decided(here: Here, pk: int, what: str) -> tuple[PersonStandard, Standard]:
    """A decision on this person's standard and what stood before it, for who may decide."""
    if not may_see(here.lens):
        not_there(here.user, here.person.public_id, what)
    row = get_object_or_404(PersonStandard.objects.select_related("created_by"), pk=pk, offender=here.person)
    if not policies.may_set_standard(here.user, here.person, here.view, here.on):
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise PermissionDenied("The standard is set by who manages the scheme and does not lead the case.")
    row.offender = here.person
    return row, before(here.lens, row, here.on)


def _page(here: Here, what: str, **context: str) -> dict[str, Any]:
    shared = {"what": what, "template": FORM, "tab": TAB, "to": to(here, "standard"), "categories": CATEGORIES}
    return {**shared, **context}
