"""Which set the scheme assesses by, from a day on."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.models import User
from audit import clock, log
from pathways.models import PathwaySet
from pathways.policies import sets as policies


@transaction.atomic
def open_set(*, row: PathwaySet, opens_on: date, because: str, by: User) -> PathwaySet:
    """Assess by a set from a day to come on; the one in force until then closes on that day. Twice is once."""
    policies.check_runs_sets(by)
    if not because.strip():
        raise ValidationError({"because": "Say why: it is kept with the set."})
    sets = {each.pk: each for each in PathwaySet.objects.select_for_update().order_by("pk")}
    fresh, today = sets[row.pk], clock.today()
    if fresh.opens_on == opens_on:
        return fresh
    planned = next((each for each in sets.values() if each.opens_on and each.opens_on > today), None)
    policies.check_open(fresh, opens_on, planned, today)
    for each in sets.values():
        if each.is_in_force(opens_on):
            each.closes_on = opens_on
            each.save(update_fields=["closes_on"])
    fresh.opens_on, fresh.opened_by, fresh.because = opens_on, by, because.strip()
    fresh.save(update_fields=["opens_on", "opened_by", "because"])
    _log("pathways.open_set", fresh, by, because)
    return fresh


@transaction.atomic
def take_back_set(*, row: PathwaySet, by: User) -> PathwaySet:
    """Before its day has come: the set does not open after all, and the one in force goes on. Twice is once."""
    policies.check_runs_sets(by)
    sets = {each.pk: each for each in PathwaySet.objects.select_for_update().order_by("pk")}
    fresh = sets[row.pk]
    if fresh.opens_on is None:
        return fresh
    policies.check_take_back(fresh, clock.today())
    was, fresh.opens_on, fresh.opened_by, fresh.because = fresh.opens_on, None, None, ""
    fresh.save(update_fields=["opens_on", "opened_by", "because"])
    for each in sets.values():
        if each.closes_on == was:
            each.closes_on = None
            each.save(update_fields=["closes_on"])
    _log("pathways.take_back_set", fresh, by, "")
    return fresh


def _log(what: str, row: PathwaySet, by: User, because: str) -> None:
    opens = row.opens_on.isoformat() if row.opens_on else ""
    log.changed(what, by=by, reason=because.strip(), set=str(row.pk), opens_on=opens)
