"""The probation system's own list of who is RED is brought, to be held against what the panel decided."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.models import User
from audit import clock, log
from rag import registrations
from rag.models import Registration, RegistrationCheck
from rag.rules.registrations import Registered


@transaction.atomic
def check_registrations(
    *, found: Collection[Registered], as_of: date, request_key: UUID, by: User
) -> tuple[RegistrationCheck, list[int]]:
    """Keep one list: whom it names of those of whom probation may be told, and the lines of everybody else.

    Of a line that fits nobody only its number comes back, whether there is no such person or one whom `by` may not
    see. The same form sent twice keeps it once. Raises PermissionDenied, ValidationError by field.
    """
    today = clock.today()
    registrations.check_reader(by, today)
    if as_of > today:
        raise ValidationError({"as_of": "The list cannot be of a day to come."})
    latest = registrations.latest_check(today)
    if latest is not None and as_of < latest.as_of and latest.request_key != request_key:
        raise ValidationError({"as_of": f"A list of {latest.as_of:%-d %B %Y} has been brought already: bring a newer."})
    people = registrations.may_be_told(by, today).filter(crn__in=[one.crn for one in found])
    numbers: dict[str, list[int]] = {}
    for pk, crn in people.values_list("pk", "crn"):
        numbers.setdefault(crn, []).append(pk)
    unknown = sorted(one.line for one in found if one.crn not in numbers)
    check, made = RegistrationCheck.objects.get_or_create(
        request_key=request_key,
        made_by=by,
        defaults={"as_of": as_of, "lines": len(found), "unknown": len(unknown)},
    )
    if made:
        rows = [
            Registration(check_of=check, offender_id=pk, since=o.since) for o in found for pk in numbers.get(o.crn, ())
        ]
        Registration.objects.bulk_create(rows)
        log.ran("rag.check_registrations", by=by, as_of=str(as_of), lines=len(found), unknown=len(unknown))
    return check, unknown
