"""Which agencies have not written all of their updates for a meeting, some days before it."""

from datetime import date, timedelta

from agencies.access import may
from agencies.models import Agency, User
from agencies.roles import Permission
from agencies.transactions import reader_of
from audit import clock
from cohorts.settings import numbers
from panels import updates
from panels.actions.updating import remind
from panels.models import Panel, PanelMember, PanelStatus

REMINDER_DAYS = "panel_reminder_days"


def remind_all(*, by: User) -> int:
    """Remind each agency that sits there and has not written of everybody it sees; how many were reminded now."""
    return sum(_remind(panel, by) for panel in due(clock.today()))


def due(on: date) -> list[Panel]:
    """Issued meetings whose day is near: today's are too late to write for, and are none."""
    until = on + timedelta(days=numbers(on)[REMINDER_DAYS])
    rows = Panel.objects.filter(status=PanelStatus.ISSUED, held_on__gt=on, held_on__lte=until)
    return list(rows.select_related("area").order_by("held_on", "pk"))


def _remind(panel: Panel, by: User) -> int:
    reminded = panel.reminders.values_list("agency", flat=True)
    by_agency: dict[Agency, User] = {}
    for member in PanelMember.objects.sitting(panel.area, panel.kind, panel.held_on).exclude(agency__in=reminded):
        if may(member.user, Permission.ACTION_UPDATE):
            by_agency.setdefault(member.agency, member.user)
    owing = [agency for agency, user in by_agency.items() if _unwritten(panel, user)]
    return sum(remind(panel=panel, agency=agency, by=by) for agency in owing)


def _unwritten(panel: Panel, user: User) -> int:
    """As who sits for the agency sees the agenda."""
    with reader_of(user).reading():
        return updates.mine(panel, user).unwritten


def readers(panel: int, agency: int) -> list[User]:
    """Who sits in the meeting for the agency, deputies too, and may write."""
    found = Panel.objects.select_related("area").get(pk=panel)
    members = PanelMember.objects.sitting(found.area, found.kind, found.held_on).filter(agency=agency)
    return [member.user for member in members if may(member.user, Permission.ACTION_UPDATE)]
