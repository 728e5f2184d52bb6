"""Recording, prolonging and withdrawing a consent. Each is logged in its own transaction."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from agencies.templatetags.iom_pages import uk_date
from audit import clock, log
from offenders.consent import policies, queries
from offenders.consent.policies import Given
from offenders.consent.rules import State
from offenders.models import Consent, Offender


@transaction.atomic
def record(*, offender: Offender, given: Given, request_key: UUID, by: User) -> Consent:
    """Record that the person lets an agency read a category, from the day on which it was given.

    The same request twice (a double click, a page sent again) gives one consent, and gives back none that was
    withdrawn since.
    """
    _take(offender)
    if before := _sent_before(request_key, offender, given, by):
        return before
    policies.check_new(by, offender, given, clock.today())
    return _write("consent.record", offender, given, request_key, by)


@transaction.atomic
def renew(*, consent: Consent, until_on: date | None, how: str, request_key: UUID, by: User) -> Consent:
    """Record that the person consents again: a new consent from the day on which the old one ends."""
    _take(consent.offender)
    consent = _fresh(consent)
    given = _following(consent, until_on, how)
    if before := _sent_before(request_key, consent.offender, given, by):
        return before
    policies.check_record(by, consent.offender, given)
    begins = policies.check_renewable(consent)
    policies.check_until(begins, until_on, clock.today())
    policies.check_overlap(consent.offender, given)
    return _write("consent.renew", consent.offender, given, request_key, by)


@transaction.atomic
def withdraw(*, consent: Consent, on: date, how: str, by: User) -> Consent:
    """Record that the person has withdrawn a consent, on this day: from the next page on nobody reads by it.

    A prolongation that has not begun goes with it. The same withdrawal twice is one.
    """
    _take(consent.offender)
    consent = _fresh(consent)
    if _withdrawn_so(consent, on, how, by):
        return consent
    policies.check_withdraw(by, consent, on, how)
    _end(consent, on, how.strip(), by)
    for later in _to_come(consent):
        _end(later, later.given_on, f"Withdrawn on {uk_date(on)}, before it began: {how.strip()}", by)
    return consent


def _take(offender: Offender) -> None:
    """One at a time for a person: who withdraws waits for who records."""
    Offender.objects.select_for_update(no_key=True).get(pk=offender.pk)


def _fresh(consent: Consent) -> Consent:
    rows = Consent.objects.select_for_update(of=("self",))
    return rows.select_related("offender", "agency", "withdrawn_by").get(pk=consent.pk)


def _sent_before(request_key: UUID, offender: Offender, given: Given, by: User) -> Consent | None:
    """What this very form recorded before; the form's key with other contents is a mistake, and says so."""
    before = Consent.objects.filter(public_id=request_key).first()
    if before is None:
        return None
    said = (before.offender_id, before.recorded_by_id, before.category, before.agency_id, before.how)
    days = (before.given_on, before.until_on)
    if said != (offender.pk, by.pk, given.category, given.agency.pk, given.how.strip()) or days != (
        given.given_on,
        given.until_on,
    ):
        raise ValidationError("This form was sent before with other words. Reload the page and record it again.")
    return before


def _following(consent: Consent, until_on: date | None, how: str) -> Given:
    begins = consent.until_on or consent.given_on
    return Given(Category(consent.category), consent.agency, begins, until_on, how)


def _write(what: str, offender: Offender, given: Given, request_key: UUID, by: User) -> Consent:
    consent = Consent.objects.create(
        public_id=request_key,
        offender=offender,
        category=given.category,
        agency=given.agency,
        given_on=given.given_on,
        until_on=given.until_on,
        how=given.how.strip(),
        recorded_by=by,
    )
    _log(what, consent, by)
    return consent


def _withdrawn_so(consent: Consent, on: date, how: str, by: User) -> bool:
    return (consent.withdrawn_on, consent.withdrawn_how, consent.withdrawn_by) == (on, how.strip(), by)


def _to_come(consent: Consent) -> list[Consent]:
    same = {"offender": consent.offender_id, "agency": consent.agency_id, "category": consent.category}
    rows = Consent.objects.filter(**same, withdrawn_on=None, given_on__gt=consent.given_on).select_related("agency")
    return [row for row in rows if queries.state_of(row, clock.today()) is State.NOT_YET]


def _end(consent: Consent, on: date, how: str, by: User) -> None:
    consent.withdrawn_on, consent.withdrawn_how, consent.withdrawn_by = on, how, by
    consent.version += 1
    consent.save(update_fields=["withdrawn_on", "withdrawn_how", "withdrawn_by", "version"])
    _log("consent.withdraw", consent, by)


def _log(what: str, consent: Consent, by: User) -> None:
    log.changed(
        what,
        by=by,
        offender_id=consent.offender_id,
        categories=[consent.category],
        consent=consent.pk,
        agency=consent.agency.code,
    )
