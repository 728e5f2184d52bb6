"""Who somebody is: the page, and what corrects the person's own row."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from agencies.categories import Category, Level
from audit import log
from casefile.facts import forms, shown
from casefile.facts.doors import FORM, TAB, check_yours, home
from casefile.facts.kinds import values_of
from casefile.writing import Here, correct_page, of_person, show
from offenders.facts import actions, reading


@of_person("facts.of_person")
def person(request: HttpRequest, here: Here) -> HttpResponse:
    """People and addresses: each value with where it came from, and its history."""
    found = shown.page(here)
    others = {who.pk for who in shown.named(found)}
    if others:
        parts = sorted({str(tie.row.filed_under) for tie in found["associates"]})
        log.viewed(others, by=here.user, channel="facts.of_person", categories=parts, reason=here.why)
    found["adds"]["associates"] = shown.adds_associates(here)
    return show(
        here,
        "casefile/facts/person.html",
        tab=TAB,
        channel="facts.of_person",
        categories=map(str, shown.categories(found)),
        **found,
    )


@of_person("facts.correct_identity", level=Level.ADD)
def identity(request: HttpRequest, here: Here) -> HttpResponse:
    return _correct(
        here,
        forms.IdentityForm,
        actions.correct_identity,
        "facts.correct_identity",
        Category.IDENTITY,
        heading="Correct who they are",
        done="The correction is saved. The old values are kept in the history.",
    )


@of_person("facts.correct_identifiers", category=Category.IDENTIFIERS, level=Level.ADD)
def numbers(request: HttpRequest, here: Here) -> HttpResponse:
    return _correct(
        here,
        forms.NumbersForm,
        actions.correct_identifiers,
        "facts.correct_identifiers",
        Category.IDENTIFIERS,
        heading="Correct their numbers",
        done="The numbers are saved. The old ones are kept in the history.",
    )


def _correct(here: Here, form: Any, action: Any, what: str, category: Category, **context: Any) -> HttpResponse:
    check_yours(here, here.person, category, what)

    def act(filled: Any) -> object:
        said = filled.cleaned_data
        return action(
            here.person, by=here.user, version=said["version"], because=said["because"], values=filled.values()
        )

    return correct_page(
        here,
        here.person,
        form,
        act=act,
        what=what,
        template=FORM,
        tab=TAB,
        to=home(here),
        categories=[category],
        initial=values_of(here.person, form),
        **context,
    )


@of_person("facts.identity_history")
def identity_history(request: HttpRequest, here: Here) -> HttpResponse:
    """Every version of the person's own row: who, when, why, and what became different."""
    numbered = here.lens.reads(Category.IDENTIFIERS)
    fields = (*shown.FIELDS, *(shown.NUMBERS if numbered else ()))
    return show(
        here,
        "casefile/facts/history.html",
        tab=TAB,
        channel="facts.identity_history",
        categories=[Category.IDENTITY, *([Category.IDENTIFIERS] if numbered else [])],
        versions=reading.identity_history(here.person, fields),
        heading="History of who they are",
        to=home(here),
    )
