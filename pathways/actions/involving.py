"""An agency with an open item of a care plan is involved with the person (spec/access.md, section 1)."""

from agencies.models import Agency
from audit import clock
from audit.floor import System, as_system
from offenders.models import Involvement, InvolvementReason, Offender
from pathways.models import PlanItem


@as_system(System.PLAN)
def refresh(offender: Offender, agency: Agency) -> None:
    """The agency sees the person by its open items; with none, not any more.

    Called last, by an action that holds the person's row: afterwards its own agency may no longer see them.
    """
    today = clock.today()
    mine = {"offender": offender, "agency": agency, "reason": InvolvementReason.PLAN_ITEM}
    running = Involvement.objects.in_force(today).filter(**mine)
    if not PlanItem.objects.open().filter(offender=offender, agency=agency).exists():
        running.update(until_on=today)
    elif not running.exists():
        Involvement.objects.create(**mine, from_on=today)
