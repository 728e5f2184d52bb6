"""Noting who is at the table."""

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.models import Agency, User
from audit import log
from panels import policies
from panels.actions.sitting import take_panel, tell_screens
from panels.models import Attendance, Panel


@transaction.atomic
def note_attendance(*, panel: Panel, agency: Agency, name: str, by: User) -> Attendance:
    """Note that somebody is there for an agency; twice is once."""
    panel, name = take_panel(panel), " ".join(name.split())
    policies.check_note_attendance(by, panel)
    if not name:
        raise ValidationError({"name": "Say who is here."})
    attendance, new = Attendance.objects.get_or_create(panel=panel, agency=agency, name=name)
    if new:
        tell_screens(panel)
        log.changed("panels.note_attendance", by=by, panel=panel.pk, agency=agency.code)
    return attendance


@transaction.atomic
def withdraw_attendance(*, attendance: Attendance, by: User) -> None:
    """Take back what was noted by mistake."""
    panel = take_panel(attendance.panel)
    policies.check_note_attendance(by, panel)
    if attendance.user_id is not None:
        raise ValidationError(f"{attendance.name} has joined. Mark that they have left instead.")
    log.changed("panels.withdraw_attendance", by=by, panel=panel.pk, agency=attendance.agency.code)
    attendance.delete()
    tell_screens(panel)
