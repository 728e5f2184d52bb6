"""Joining a meeting, being let in, leaving it (spec/access.md, "In the room")."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from agencies.models import User
from audit import log
from panels import room_policies as policies
from panels.actions.sitting import take_panel, tell_screens
from panels.models import Attendance, JoinRequest, Panel


@transaction.atomic
def join(*, panel: Panel, accepted: bool, by: User) -> Attendance | None:
    """Join with one's own account, having accepted the confidentiality note; twice is once.

    Who is expected is in at once; anybody else waits until the chair lets them in, and nothing is opened meanwhile.
    """
    panel = take_panel(panel)
    policies.check_join(by, panel)
    if not accepted:
        raise ValidationError({"accepted": "Accept the confidentiality note to join."})
    if policies.is_expected(by, panel):
        return _let_in(panel, by, by)
    _, new = JoinRequest.objects.get_or_create(panel=panel, user=by)
    if new:
        tell_screens(panel)
        log.changed("panels.ask_to_join", by=by, panel=panel.pk)
    return None


@transaction.atomic
def let_in(*, request: JoinRequest, by: User) -> Attendance:
    """The chair lets somebody in who accepted the note, and is by now a member of an agency still."""
    panel = take_panel(request.panel)
    policies.check_let_in(by, request.user, panel)
    policies.check_join(request.user, panel)
    return _let_in(panel, request.user, by, request.accepted_at)


@transaction.atomic
def turn_away(*, request: JoinRequest, by: User) -> None:
    panel = take_panel(request.panel)
    policies.check_room(by, panel)
    JoinRequest.objects.filter(pk=request.pk).delete()
    tell_screens(panel)
    log.changed("panels.turn_away", by=by, panel=panel.pk, user=request.user_id)


def _let_in(panel: Panel, who: User, by: User, accepted_at: datetime | None = None) -> Attendance:
    """They are there for their agency; a note of the same name becomes theirs."""
    JoinRequest.objects.filter(panel=panel, user=who).delete()
    mine = Attendance.objects.filter(panel=panel, user=who).first()
    if mine is not None and mine.left_at is None:
        return mine
    named = {"panel": panel, "agency": who.agency, "name": who.full_name}
    if mine is None:
        mine = Attendance.objects.filter(user=None, **named).first() or Attendance(**named)
    if mine.user_id is None and Attendance.objects.filter(**named).exclude(pk=mine.pk).exists():
        mine.name = f"{who.full_name} ({who.email})"[:200]
    mine.user, mine.accepted_at, mine.left_at = who, accepted_at or Now(), None
    mine.save()
    mine.refresh_from_db()
    tell_screens(panel)
    log.changed("panels.join", by=by, panel=panel.pk, user=who.pk, agency=mine.agency.code)
    return mine


@transaction.atomic
def mark_left(*, attendance: Attendance, by: User) -> Attendance:
    """Somebody has left the room: what joining opened to them ends. Of oneself, or by the chair; twice is once."""
    panel = take_panel(attendance.panel)
    policies.check_leave(by, attendance, panel)
    return _mark(attendance, panel, by, "panels.mark_left", left_at=Now())


@transaction.atomic
def mark_back(*, attendance: Attendance, by: User) -> Attendance:
    """The chair says that somebody has come back."""
    panel = take_panel(attendance.panel)
    policies.check_back(by, panel)
    return _mark(attendance, panel, by, "panels.mark_back", left_at=None)


def _mark(attendance: Attendance, panel: Panel, by: User, what: str, *, left_at: Now | None) -> Attendance:
    here = Attendance.objects.filter(pk=attendance.pk, left_at__isnull=left_at is not None)
    if here.update(left_at=left_at):
        tell_screens(panel)
        log.changed(what, by=by, panel=panel.pk, agency=attendance.agency.code, user=attendance.user_id)
    attendance.refresh_from_db()
    return attendance
