"""Who may do what at a panel, and in what state (spec/access.md, "Roles"; spec/rag.md).

Pairs: `check_...` raises with a sentence for a person (PermissionDenied where it is about who asks, ValidationError
where it is about the state of things), `may_...` answers.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.models import Area, User
from agencies.models.areas import AreaLevel
from agencies.roles import Permission
from offenders.models import Offender
from panels import rules
from panels.models import Action, ActionStatus, AgendaItem, Panel, PanelStatus
from panels.rules import Step
from rag.models import Status
from rag.policies import leads

LOCKED = "This panel is closed. What it decided stands; a correction is for the next panel."
OWN_CASE = "You lead this person's case, so another chair decides on them."


def check_open(user: User, area: Area, held_on: date, today: date) -> None:
    """One open panel an area, this month's, by who may open panels."""
    _check_permission(user, Permission.PANEL_OPEN)
    if area.level != AreaLevel.AREA:
        raise ValidationError({"area": "Choose an area of the scheme."})
    if Panel.objects.filter(area=area, status=PanelStatus.OPEN).exists():
        raise ValidationError({"area": f"A panel for {area} is open. Close it before opening another."})
    if not rules.held_on_allowed(held_on, today, _last_held_on(area)):
        raise ValidationError(
            {"held_on": "The day must be in this month, not after today, and after the area's last panel."}
        )


def may_open(user: User) -> bool:
    return may(user, Permission.PANEL_OPEN)


def _last_held_on(area: Area) -> date | None:
    return Panel.objects.filter(area=area).order_by("-held_on").values_list("held_on", flat=True).first()


def check_step(panel: Panel, step: Step) -> PanelStatus:
    """The status that a step leads to; refused where there is no such way."""
    to = rules.PANEL_STEPS.get((PanelStatus(panel.status), step))
    if to is None:
        raise ValidationError(LOCKED)
    return to


def may_step(panel: Panel, step: Step) -> bool:
    return (PanelStatus(panel.status), step) in rules.PANEL_STEPS


def check_note_attendance(user: User, panel: Panel) -> None:
    """The coordinator or the chair notes who is there."""
    _check_permission(user, Permission.PANEL_OPEN)
    _check_sitting(panel)


def check_chair(user: User, item: AgendaItem) -> None:
    """To write on a person at a panel: a chair who may see the person, while the panel sits."""
    _check_permission(user, Permission.PANEL_CHAIR)
    _check_visible(user, item.offender_id)
    _check_sitting(item.panel)


def check_leave_rest(user: User, panel: Panel) -> None:
    """To leave everybody who is not yet decided for the next panel: a chair, while the panel sits."""
    _check_permission(user, Permission.PANEL_CHAIR)
    _check_sitting(panel)


def may_chair(user: User, panel: Panel) -> bool:
    return panel.status == PanelStatus.OPEN and may(user, Permission.PANEL_CHAIR)


def check_decide(user: User, item: AgendaItem, status: Status, reason: str, today: date, shown: Status | None) -> None:
    """Nobody decides on a person whom they lead; a reason where the status differs from the proposal as shown."""
    if leads(user, item.offender, today):
        raise ValidationError(OWN_CASE)
    if rules.reason_owed(shown, status) and not reason.strip():
        raise ValidationError({"reason": "Say why: the status differs from the proposal."})


def may_decide(user: User, item: AgendaItem, today: date) -> bool:
    return may_chair(user, item.panel) and not leads(user, item.offender, today)


def check_add_action(user: User, item: AgendaItem, due_on: date) -> None:
    check_chair(user, item)
    if not rules.due_on_allowed(due_on, item.panel.held_on):
        raise ValidationError({"due_on": "The action cannot be due before the day of the panel."})


def check_end_action(user: User, action: Action, step: Step) -> ActionStatus:
    """Its owner agency, or a chair, says that an action is done or no longer wanted; the status it leads to."""
    if not _may_update(user, action):
        raise PermissionDenied("Only the agency that owns an action, or a chair, ends it.")
    _check_visible(user, action.offender_id)
    to = rules.ACTION_STEPS.get((ActionStatus(action.status), step))
    if to is None:
        raise ValidationError(f"This action was ended before: {ActionStatus(action.status).label.lower()}.")
    return to


def may_end_action(user: User, action: Action) -> bool:
    return action.status == ActionStatus.OPEN and _may_update(user, action)


def _may_update(user: User, action: Action) -> bool:
    own = user.agency_id == action.owner_id and may(user, Permission.ACTION_UPDATE)
    return own or may(user, Permission.PANEL_CHAIR)


def check_close(user: User, panel: Panel) -> PanelStatus:
    """Everybody is decided or left for the next panel, and whoever decided does not lead the person by now."""
    _check_permission(user, Permission.PANEL_CHAIR)
    to = check_step(panel, Step.CLOSE)
    left = panel.items.unsettled().filter(offender__withdrawn=False)
    mine = left.visible_to(user).count()
    if mine:
        people = "1 person is" if mine == 1 else f"{mine} people are"
        raise ValidationError(f"{people} neither decided nor left for the next panel.")
    if left.exists():
        raise ValidationError("Somebody whom you may not see is on this agenda: a chair who sees them must close it.")
    return to


def may_close(user: User, panel: Panel) -> bool:
    return may_chair(user, panel)


def _check_permission(user: User, permission: Permission) -> None:
    if not may(user, permission):
        raise PermissionDenied


def _check_visible(user: User, offender_id: int) -> None:
    if not Offender.objects.visible_to(user).filter(pk=offender_id).exists():
        raise PermissionDenied


def _check_sitting(panel: Panel) -> None:
    if panel.status != PanelStatus.OPEN:
        raise ValidationError(LOCKED)
