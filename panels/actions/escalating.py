"""Actions that are too late: who leads the owner agency, and who chaired, are told once."""

from datetime import date

from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from audit import clock, log, outbox
from audit.floor import System, as_system
from cohorts.settings import numbers
from panels import telling
from panels.models import Action, Escalation

SETTING = "action_escalated_days"
TOLD = (Role.SUPERVISOR, Role.COORDINATOR)


@transaction.atomic
@as_system(System.NOTICE)
def escalate_late(*, by: User) -> int:
    """Tell of each action that is so late for the first time; returns how many. Twice is once."""
    on = clock.today()
    late = Action.objects.late(on, days_of(on)).filter(escalation=None)
    rows = list(late.select_for_update(of=("self",)).select_related("item__panel"))
    Escalation.objects.bulk_create(Escalation(action=action, on=on) for action in rows)
    told = {user.pk for user in telling.leading({action.owner_id for action in rows}, TOLD)}
    told |= {action.item.panel.chair_id for action in rows if action.item.panel.chair_id}
    for user in sorted(told):
        outbox.put(telling.LATE, user=user)
    if rows:
        log.ran("panels.escalate", by=by, actions=len(rows))
    return len(rows)


def days_of(on: date) -> int:
    """After how many days, by the scheme's setting of the day."""
    return numbers(on)[SETTING]
