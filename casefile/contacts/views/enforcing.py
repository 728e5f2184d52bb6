"""What followed from unacceptable misses: what the scheme's practice says, and what named people decided."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from agencies.categories import Category
from agencies.paging import page_of
from audit import log
from casefile.contacts.forms import DecideForm
from casefile.contacts.views.common import FORM, TAB, to
from casefile.writing import Here, correct_page, of_person, remove_page, show, write_page
from contacts import actions, policies
from contacts.models import MissDecision, MissRule
from contacts.rules.misses import Rule, Under, Verdict, what_follows
from offenders.models import Contact, Offender
from offenders.models.supervision import OrderType, Supervision
from offenders.not_there import not_there

UNDER = {
    OrderType.LICENCE: Under.LICENCE,
    OrderType.COMMUNITY_ORDER: Under.ORDER,
    OrderType.SUSPENDED_SENTENCE: Under.ORDER,
    OrderType.POST_SENTENCE_SUPERVISION: Under.ORDER,
    OrderType.YOUTH_ORDER: Under.ORDER,
}
CATEGORIES = [Category.ENGAGEMENT, Category.SUPERVISION]
UNACCEPTABLE = "missed_unacceptable"


@dataclass
class Miss:
    """One unacceptable miss, what follows by the scheme's practice, and what was decided."""

    contact: Contact
    follows: list[Verdict]
    decisions: list[MissDecision] = field(default_factory=list)


@of_person("contacts.misses", category=Category.ENGAGEMENT)
def misses(request: HttpRequest, here: Here) -> HttpResponse:
    """What followed from each unacceptable miss."""
    _for_readers_of_supervision(here, "contacts.misses")
    page = page_of(request, _missed(here.person, here.on))
    rows = _rows(here.person, list(page.object_list), here.on)
    return show(
        here,
        "casefile/contacts/misses.html",
        tab=TAB,
        channel="contacts.misses",
        categories=CATEGORIES,
        page=page,
        rows=rows,
        may_decide=policies.may_decide_misses(here.view),
        to=reverse("casefile:section", args=[here.person.public_id, TAB]),
    )


@of_person("contacts.decide_miss", category=Category.ENGAGEMENT)
def decide(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Record what was decided on one miss."""
    _for_readers_of_supervision(here, "contacts.decide_miss")
    missed = get_object_or_404(_missed(here.person, here.on), pk=pk)
    missed.offender = here.person
    if not policies.may_decide_misses(here.view):
        log.refused("contacts.decide_miss", by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(policies.NOT_DECIDED_HERE)
    return write_page(
        here,
        DecideForm,
        act=lambda form: actions.decide_miss(
            contact=missed, by=here.user, request_key=form.cleaned_data["request_key"], **form.values()
        ),
        what="contacts.decide_miss",
        template="casefile/contacts/decide.html",
        tab=TAB,
        to=to(here, "misses"),
        done="The decision is recorded.",
        categories=CATEGORIES,
        initial={"decided_on": here.on},
        heading="What follows from a miss",
        button="Record the decision",
        miss=_rows(here.person, [missed], here.on)[0],
    )


@of_person("contacts.correct_decision", category=Category.ENGAGEMENT)
def correct_decision(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Put right what was recorded of a decision on a miss."""
    row = _decision(here, pk, "contacts.correct_decision")
    return correct_page(
        here,
        row,
        DecideForm,
        act=lambda form: actions.correct_miss_decision(
            decision=row,
            values=form.values(),
            by=here.user,
            version=form.cleaned_data["version"],
            because=form.cleaned_data["because"],
        ),
        done="The decision is corrected.",
        initial={name: getattr(row, name) for name in ("decision", "decided_on", "why")},
        **_page(here, "contacts.correct_decision", heading="Correct what was decided on a miss", button="Correct it"),
    )


@of_person("contacts.remove_decision", category=Category.ENGAGEMENT)
def remove_decision(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = _decision(here, pk, "contacts.remove_decision")
    return remove_page(
        here,
        row,
        act=lambda form: actions.remove_miss_decision(
            decision=row, by=here.user, version=form.cleaned_data["version"], because=form.cleaned_data["because"]
        ),
        done="The decision is removed.",
        **_page(here, "contacts.remove_decision", heading="Remove what was decided on a miss", button="Remove it"),
    )


def _decision(here: Here, pk: int, what: str) -> MissDecision:
    """A decision on a miss of this person, for who decides them."""
    _for_readers_of_supervision(here, what)
    row = get_object_or_404(MissDecision.objects.select_related("contact", "created_by"), pk=pk, offender=here.person)
    if not policies.may_decide_misses(here.view):
        log.refused(what, by=here.user, offender_id=here.person.pk)
        raise PermissionDenied(policies.NOT_DECIDED_HERE)
    row.offender = here.person
    return row


def _page(here: Here, what: str, **context: str) -> dict[str, Any]:
    shared = {"what": what, "template": FORM, "tab": TAB, "to": to(here, "misses"), "categories": CATEGORIES}
    return {**shared, **context}


def _for_readers_of_supervision(here: Here, what: str) -> None:
    """It says under what somebody is supervised: there is no such page for who may not read that."""
    if not here.lens.reads(Category.SUPERVISION):
        not_there(here.user, here.person.public_id, what)


def _missed(person: Offender, on: date) -> "QuerySet[Contact]":
    rows = person.contacts.filter(outcome=UNACCEPTABLE, due_on__lte=on).select_related("agency")
    return rows.order_by("-due_on", "-pk")


def _rows(person: Offender, contacts: list[Contact], on: date) -> list[Miss]:
    """Four statements, however many misses."""
    days = list(_missed(person, on).values_list("due_on", flat=True))
    supervised = list(Supervision.objects.filter(offender=person))
    rules = [
        Rule(r.under, r.number, r.within_months, r.follows, r.words, r.source, r.from_on, r.until_on)
        for r in MissRule.objects.all()
    ]
    decided: dict[int, list[MissDecision]] = defaultdict(list)
    rows = MissDecision.objects.filter(contact__in=contacts).select_related("created_by__agency")
    for row in rows.order_by("decided_on", "pk"):
        decided[row.contact_id].append(row)
    return [
        Miss(one, what_follows(one.due_on, days, _under(supervised, one.due_on), rules), decided[one.pk])
        for one in contacts
    ]


def _under(supervised: list[Supervision], day: date) -> set[str]:
    """What somebody was under on a day: licence, an order, both or neither."""
    held = [s for s in supervised if s.started_on <= day and (s.ended_on is None or day < s.ended_on)]
    return {str(UNDER[OrderType(s.order_type)]) for s in held if OrderType(s.order_type) in UNDER}
