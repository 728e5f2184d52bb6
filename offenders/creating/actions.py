"""Putting somebody on the register: the person, who is involved, who leads, and the log, in one transaction."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from agencies.categories import Category
from agencies.models import Agency, AgencyKind, User
from audit import clock, log, outbox
from audit.floor import System, as_system
from offenders.creating import policies
from offenders.custody.involved import WORKS_THERE
from offenders.facts.rules import born_fault
from offenders.involving import INVOLVE_AGAIN
from offenders.models import CaseLead, Involvement, InvolvementReason, Offender
from offenders.writing.rows import SENT_BEFORE

FIELDS = (
    "family_name", "given_names", "date_of_birth", "sex", "area", "resident", "pnc_id", "crn", "prison_number",
)  # fmt: skip
# Whose own case it is until somebody else is given it: without a lead nobody could write into the record.
LEAD = (AgencyKind.POLICE, AgencyKind.PROBATION, AgencyKind.YOUTH_JUSTICE)
HOME_POLICE = f"""
SELECT a.id FROM agencies_agency a, (SELECT %s::bigint AS area_id) o WHERE a.kind = 'police' AND {WORKS_THERE}
"""


@transaction.atomic
def put_on_the_register(*, values: Mapping[str, Any], by: User, request_key: UUID) -> Offender:
    """A new person, of whom the writer's agency is the referrer and the police of the home area know.

    The same form sent twice makes one. Raises PermissionDenied, and ValidationError by field.
    """
    policies.check_create(by)
    if fault := born_fault(values["date_of_birth"], clock.today()):
        raise ValidationError({"date_of_birth": fault})
    with as_system(System.NEW_PERSON):
        User.objects.select_for_update(no_key=True, of=("self",)).get(pk=by.pk)
        before = Offender.objects.filter(request_key=request_key).first()
        if before is not None:
            return _the_same(before, values, by)
        return _create(values, by, request_key)


def _the_same(before: Offender, values: Mapping[str, Any], by: User) -> Offender:
    if before.created_by_id != by.pk or any(getattr(before, name) != values[name] for name in FIELDS):
        raise ValidationError(SENT_BEFORE)
    return before


def _create(values: Mapping[str, Any], by: User, request_key: UUID) -> Offender:
    person = Offender(**{name: values[name] for name in FIELDS}, created_by=by, request_key=request_key)
    person.full_clean(exclude=["source"])
    person.save()
    _involve(person, by, clock.today())
    log.changed(
        "creating.put_on_the_register",
        by=by,
        offender_id=person.pk,
        categories=[Category.IDENTITY, Category.IDENTIFIERS],
    )
    outbox.put(outbox.FACTS_CHANGED, offender_ids=[person.pk])
    outbox.put(INVOLVE_AGAIN, offender_ids=[person.pk])
    return person


def _involve(person: Offender, by: User, on: date) -> None:
    """The referrer, the police of the home area, and the lead; the other reasons are worked out behind it."""
    agency = by.agency
    assert isinstance(agency, Agency)  # policies.check_create
    rows = {(agency.pk, InvolvementReason.REFERRED)}
    rows |= {(pk, InvolvementReason.HOME_POLICE) for pk in _home_police(person)}
    if agency.kind in LEAD:
        CaseLead.objects.create(offender=person, agency=agency, from_on=on)
        rows.add((agency.pk, InvolvementReason.LEADS))
    Involvement.objects.bulk_create(
        Involvement(offender=person, agency_id=pk, reason=reason, from_on=on) for pk, reason in sorted(rows)
    )


def _home_police(person: Offender) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(HOME_POLICE, [person.area_id])
        return [pk for (pk,) in cursor.fetchall()]
