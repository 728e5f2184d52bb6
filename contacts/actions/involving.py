"""An agency with an open appointment is involved with the person (spec/access.md, section 1)."""

from datetime import date, timedelta

from django.db.models import Max

from agencies.models import Agency
from audit import clock
from audit.floor import System, as_system
from contacts.models import Appointment
from offenders.models import Involvement, InvolvementReason, Offender

# Time to record an outcome: an appointment that nobody closes does not let its agency in for ever.
DAYS_AFTER = 28


@as_system(System.APPOINTMENT)
def refresh(offender: Offender, agency: Agency) -> None:
    """The agency sees the person by its open appointments until so many days after the last; with none, not any more.

    Called last, by an action that holds the person's row: afterwards its own agency may no longer see them.
    """
    today = clock.today()
    until = _until(offender, agency, today)
    running = Involvement.objects.in_force(today).filter(
        offender=offender, agency=agency, reason=InvolvementReason.APPOINTMENT
    )
    if running.exists():
        running.exclude(until_on=until).update(until_on=until)
    elif until > today:
        Involvement.objects.create(
            offender=offender, agency=agency, reason=InvolvementReason.APPOINTMENT, from_on=today, until_on=until
        )


def _until(offender: Offender, agency: Agency, today: date) -> date:
    """The first day without."""
    mine = Appointment.objects.open().filter(offender=offender, agency=agency)
    last = mine.aggregate(last=Max("due_on"))["last"]
    return max(today, last + timedelta(days=DAYS_AFTER + 1)) if last else today
