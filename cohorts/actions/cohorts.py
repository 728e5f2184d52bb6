"""Making a cohort, and changing it on the version that was read: the old words are kept in its history."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from agencies.models import User
from audit import log
from cohorts import policies
from cohorts.actions.common import said
from cohorts.models import Cohort

QUICKER = "Somebody else changed this cohort while you had it open. Read it again, and then change it."


@transaction.atomic
def make_cohort(*, values: Mapping[str, Any], by: User) -> Cohort:
    """A new cohort, last in the order."""
    policies.check_manage_cohorts(by)
    last = Cohort.objects.aggregate(last=Max("position"))["last"] or 0
    cohort = Cohort(**values, position=last + 1, changed_by=by)
    cohort.full_clean()
    cohort.save()
    log.changed("scheme.make_cohort", by=by, cohort=cohort.pk)
    return cohort


@transaction.atomic
def change_cohort(*, cohort: Cohort, version: int, because: str, values: Mapping[str, Any], by: User) -> Cohort:
    """New values, with a reason; its code stays, since exports name it."""
    policies.check_manage_cohorts(by)
    fresh = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    if all(getattr(fresh, name) == value for name, value in values.items()):
        return fresh
    if fresh.version != version:
        raise ValidationError(QUICKER)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.version, fresh.changed_by, fresh.changed_because = version + 1, by, said(because)
    fresh.full_clean()
    fresh.save()
    log.changed("scheme.change_cohort", by=by, reason=fresh.changed_because, cohort=fresh.pk, fields=sorted(values))
    return fresh
