"""Who may know of a person's consents, record one, and withdraw one; and in what state (spec/access.md)."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.categories import Category
from agencies.models import Agency, User
from agencies.rules import NOT_SHARED
from agencies.sharing import terms
from agencies.templatetags.iom_pages import uk_date
from audit import clock
from offenders.consent import queries
from offenders.consent.rules import Days, Reach, State, overlap, reach
from offenders.models import Consent, Offender
from offenders.policies import How, View, view_of

NOT_YOURS = "Consents are recorded by the agency that manages this part of the record, for its own caseload."


@dataclass(frozen=True)
class Given:
    """A consent as it is to be recorded."""

    category: Category
    agency: Agency
    given_on: date
    until_on: date | None
    how: str

    @property
    def days(self) -> Days:
        return Days(self.given_on, self.until_on)


def reaches_of(user: User, offender: Offender, view: View | None = None) -> dict[Category, Reach]:
    """How far this person's consents are open to a reader, for each category that one may consent to or did.

    Empty is that there is no such page for them. Broken glass never opens it: it shows no treatment. `view` is what
    the reader has of the person, where the page has asked for it already.
    """
    view = view or view_of(user, offender.pk)
    if view is None or view.how is How.GLASS:
        return {}
    on, agreed = clock.today(), terms(user)
    involved = queries.is_involved(user.agency, offender, on)
    concerned = set(queries.recipients(on)) | {Category(c) for c in queries.categories_given(person=offender.pk)}
    found = {
        category: reach(view.levels.level(category), agreed.get(category, NOT_SHARED), involved=involved)
        for category in Category
        if category in concerned
    }
    return {category: how_far for category, how_far in found.items() if how_far > Reach.NOTHING}


def may_see(user: User, offender: Offender, view: View | None = None) -> bool:
    """Whether there is a page of this person's consents for the reader: what a link to it asks first."""
    return bool(reaches_of(user, offender, view))


def may_record(user: User, offender: Offender, category: Category) -> bool:
    return reaches_of(user, offender).get(category) is Reach.RECORDS


def check_may_record(user: User, offender: Offender, category: Category) -> None:
    """Who manages the category for this person records consents to it."""
    if not may_record(user, offender, category):
        raise PermissionDenied(NOT_YOURS)


def check_record(user: User, offender: Offender, given: Given) -> None:
    """Somebody who may, and to an agency that reads the category by consent alone."""
    check_may_record(user, offender, given.category)
    if given.agency not in queries.recipients(clock.today()).get(given.category, []):
        raise ValidationError({"to": "The agreement does not let this agency read this by consent. Choose another."})
    _check_how(given.how)


def check_new(user: User, offender: Offender, given: Given, today: date) -> None:
    """Everything that a consent which is recorded now has to be."""
    check_record(user, offender, given)
    check_given(offender, given, today)
    check_overlap(offender, given)


def check_given(offender: Offender, given: Given, today: date) -> None:
    """The days of a consent that is recorded now, which may have been given earlier."""
    if given.given_on > today:
        raise ValidationError({"given_on": "A consent cannot be recorded before it is given. Enter today or earlier."})
    if given.given_on < offender.date_of_birth:
        raise ValidationError({"given_on": "That is before the person was born. Enter the day on which it was given."})
    check_until(given.given_on, given.until_on, today)


def check_until(given_on: date, until_on: date | None, today: date) -> None:
    if until_on is None:
        return
    if until_on <= given_on:
        raise ValidationError({"until_on": f"It has to end after {uk_date(given_on)}, the day on which it begins."})
    if until_on <= today:
        raise ValidationError({"until_on": "By that day it would have run out already. Enter a later day, or none."})


def check_overlap(offender: Offender, given: Given) -> None:
    """One consent at a time: the sentence says which one stands, and what to do."""
    others = Consent.objects.filter(offender=offender, agency=given.agency, category=given.category)
    for other in others.order_by("given_on"):
        if overlap(given.days, queries.days_of(other)):
            raise ValidationError({"to": _stands_already(other, clock.today())})


def _stands_already(other: Consent, today: date) -> str:
    whose = f"{other.agency.name} has a consent to {Category(other.category).label} already"
    until = f", until {uk_date(other.until_on)}" if other.until_on else ", without an end"
    state = queries.state_of(other, today)
    stands = f"{whose}: {'it begins' if state is State.NOT_YET else 'given'} on {uk_date(other.given_on)}"
    if other.withdrawn_on:
        day = uk_date(other.withdrawn_on)
        return f"{stands}, withdrawn on {day}. A new one can be given on {day} at the earliest."
    if state is State.RAN_OUT:
        return f"{stands}{until}. A new one can be given on {uk_date(other.until_on)} at the earliest."
    return f"{stands}{until}. Prolong that one, or withdraw it first."


def may_withdraw(user: User, consent: Consent) -> bool:
    """Who could record it, and every reader of the agency that it was given to: the person may tell anybody."""
    how_far = reaches_of(user, consent.offender).get(Category(consent.category), Reach.NOTHING)
    return how_far is Reach.RECORDS or (how_far is Reach.OWN and consent.agency_id == user.agency_id)


def check_may_withdraw(user: User, consent: Consent) -> None:
    if not may_withdraw(user, consent):
        raise PermissionDenied("Whoever records a consent, or reads by it, withdraws it.")


def check_withdraw(user: User, consent: Consent, on: date, how: str) -> None:
    check_may_withdraw(user, consent)
    check_withdrawable(consent)
    if on > clock.today():
        raise ValidationError({"on": "Withdrawal acts at once. Enter today, or the earlier day on which it was said."})
    if on < consent.given_on:
        raise ValidationError({"on": f"It was given on {uk_date(consent.given_on)}. Enter that day or a later one."})
    _check_how(how)


def check_withdrawable(consent: Consent) -> None:
    """Only what stands is withdrawn; what is to follow it goes with it."""
    state = queries.state_of(consent, clock.today())
    if state is State.WITHDRAWN and consent.withdrawn_by is not None:
        said = f"It is withdrawn already, on {uk_date(consent.withdrawn_on)}: {consent.withdrawn_by.full_name}"
        raise ValidationError(f"{said} recorded that. There is nothing more to do.")
    if state is State.RAN_OUT:
        raise ValidationError(f"It ran out on {uk_date(consent.until_on)}: it opens nothing, and needs no withdrawal.")
    if state is State.NOT_YET:
        raise ValidationError("It has not begun yet. Withdraw the one that stands, and this one goes with it.")


def check_renewable(consent: Consent) -> date:
    """The day on which what follows a consent begins: a new consent from the day on which the old one ends."""
    if not queries.state_of(consent, clock.today()).stands:
        raise ValidationError("It does not stand any more. Record a new consent in its place.")
    if consent.until_on is None:
        raise ValidationError("It has no end, so there is nothing to prolong.")
    return consent.until_on


def _check_how(how: str) -> None:
    if not how.strip():
        raise ValidationError({"how": "Say how: a signed form and where it is kept, or in whose presence."})
