"""Who may do what at a panel, and in what state (spec/access.md, "Roles"; spec/rag.md).

Pairs: `check_...` raises with a sentence for a person (PermissionDenied where it is about who asks, ValidationError
where it is about the state of things), `may_...` answers.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.models import Agency, Area, User
from agencies.models.areas import AreaLevel
from agencies.roles import Permission
from cohorts.policies import leads
from documents.models import Document
from offenders.policies import view_of
from offenders.seen import seen_ids
from panels import rules
from panels.models import Action, ActionStatus, AgendaItem, Panel, PanelKind, PanelStatus
from panels.models.meetings import SITTING
from panels.rules import Step
from rag.models import Status

LOCKED = "This panel is closed. What it decided stands; a correction is for the next panel."
OWN_CASE = "You lead this person's case, so another chair decides on them."


def check_open(user: User, area: Area, held_on: date, today: date, kind: PanelKind = PanelKind.RAG) -> None:
    """One open panel an area, this month's, after the last of its kind, by who may open panels."""
    _check_permission(user, Permission.PANEL_OPEN)
    if area.level != AreaLevel.AREA:
        raise ValidationError({"area": "Choose an area of the scheme."})
    if Panel.objects.filter(area=area, status=PanelStatus.OPEN).exists():
        raise ValidationError({"area": f"A panel for {area} is open. Close it before opening another."})
    if not rules.held_on_allowed(held_on, today, _last_held_on(area, kind)):
        raise ValidationError(
            {"held_on": "The day must be in this month, not after today, and after the area's last panel."}
        )


def may_open(user: User) -> bool:
    return may(user, Permission.PANEL_OPEN)


def _last_held_on(area: Area, kind: PanelKind) -> date | None:
    return (
        Panel.objects.held().filter(area=area, kind=kind).order_by("-held_on").values_list("held_on", flat=True).first()
    )


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
    """To leave everybody who is not yet decided for the next panel: a chair, from the opening to the signature."""
    _check_permission(user, Permission.PANEL_CHAIR)
    if panel.status not in SITTING:
        raise ValidationError(LOCKED)


def may_chair(user: User, panel: Panel) -> bool:
    return panel.status == PanelStatus.OPEN and may(user, Permission.PANEL_CHAIR)


def check_decide(user: User, item: AgendaItem, status: Status, reason: str, today: date, shown: Status | None) -> None:
    """Nobody decides on a person whom they lead; a reason where the status differs from the proposal as shown."""
    if leads(user, item.offender, today):
        raise ValidationError(OWN_CASE)
    if rules.reason_owed(shown, status) and not reason.strip():
        raise ValidationError({"reason": "Say why: the status differs from the proposal."})


def check_deputy(user: User, item: AgendaItem, today: date) -> None:
    """The deputy decides on those whom the chair leads; on the others once they have taken over the chair."""
    chair = item.panel.chair
    if user.pk != item.panel.deputy_id or chair is None or chair.pk == user.pk or leads(chair, item.offender, today):
        return
    raise ValidationError(f"{chair.full_name} chairs and decides on this person. Take over the chair to decide.")


def check_take_back(user: User, item: AgendaItem, today: date, before: str = "") -> None:
    """Nor does anybody take away a decision on a person whom they lead, or bring back the one `before` it."""
    if (item.decided_status or before) and leads(user, item.offender, today):
        raise ValidationError(OWN_CASE)


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


def check_assign(user: User, action: Action) -> None:
    """Its owner agency, or a chair, says who does it, while it is open."""
    if not _may_update(user, action):
        raise PermissionDenied("Only the agency that owns an action, or a chair, says who does it.")
    _check_visible(user, action.offender_id)
    if action.status != ActionStatus.OPEN:
        raise ValidationError(f"This action was ended before: {ActionStatus(action.status).label.lower()}.")


def check_owner_person(owner: Agency, person: User | None) -> None:
    """Somebody who works for the agency today and may say that it is done."""
    if person is not None and (person.agency_id != owner.pk or not may(person, Permission.ACTION_UPDATE)):
        raise ValidationError({"owner_person": f"Choose somebody of {owner} who works on actions, or nobody."})


def check_proof(user: User, action: Action, document: Document | None) -> None:
    """A paper of this very person, which who shows it may read."""
    if document is None:
        return
    view = view_of(user, action.offender_id)
    readable = Document.objects.readable_by(view.levels) if view else Document.objects.none()
    if document.offender_id != action.offender_id or not readable.filter(pk=document.pk).exists():
        raise ValidationError({"document": "Choose a document of this person that you may read, or none."})


def may_end_action(user: User, action: Action) -> bool:
    return action.status == ActionStatus.OPEN and _may_update(user, action)


def _may_update(user: User, action: Action) -> bool:
    own = user.agency_id == action.owner_id and may(user, Permission.ACTION_UPDATE)
    return own or may(user, Permission.PANEL_CHAIR)


def check_end(user: User, panel: Panel) -> PanelStatus:
    """A chair says that the room has gone."""
    _check_permission(user, Permission.PANEL_CHAIR)
    if panel.status == PanelStatus.ENDED:
        raise ValidationError("This meeting has ended already. Review it, then sign.")
    return check_step(panel, Step.END)


def check_resume(user: User, panel: Panel) -> PanelStatus:
    """A chair goes on with a meeting that ended and is not signed, unless another of the area sits by now."""
    _check_permission(user, Permission.PANEL_CHAIR)
    to = check_step(panel, Step.RESUME)
    if Panel.objects.filter(area=panel.area_id, status=PanelStatus.OPEN).exclude(pk=panel.pk).exists():
        raise ValidationError("Another panel of this area is open. End it before you go on with this one.")
    return to


def may_sign(user: User, panel: Panel) -> bool:
    """Who chairs signs what has ended, and resumes it."""
    return panel.status == PanelStatus.ENDED and may(user, Permission.PANEL_CHAIR)


def check_signs(user: User) -> None:
    """Who chairs panels signs one."""
    _check_permission(user, Permission.PANEL_CHAIR)


def check_close(user: User, panel: Panel) -> PanelStatus:
    """Everybody is decided or left for the next panel, and whoever decided does not lead the person by now."""
    _check_permission(user, Permission.PANEL_CHAIR)
    if panel.status != PanelStatus.OPEN:
        check_step(panel, Step.CLOSE)
    left = panel.items.unsettled().filter(offender__withdrawn=False)
    mine = left.visible_to(user).count()
    if mine:
        people = "1 person is" if mine == 1 else f"{mine} people are"
        raise ValidationError(f"{people} neither decided nor left for the next panel.")
    if left.exists():
        raise ValidationError("Somebody whom you may not see is on this agenda: a chair who sees them must close it.")
    return PanelStatus.CLOSED


def may_close(user: User, panel: Panel) -> bool:
    """Whether what comes next is theirs: to end it, or to review and sign it."""
    return may_chair(user, panel) or may_sign(user, panel)


def check_note(user: User, panel: Panel) -> None:
    """The chair who sat or signed, or the deputy, corrects what is closed; any chair where none of them chairs now."""
    _check_permission(user, Permission.PANEL_CHAIR)
    if panel.status != PanelStatus.CLOSED:
        raise ValidationError("These minutes are not signed: what is wrong is put right before they are.")
    theirs = [one for one in (panel.chair, panel.deputy, panel.closed_by) if may(one, Permission.PANEL_CHAIR)]
    if theirs and user not in theirs:
        raise PermissionDenied("The chair who sat or signed, or the deputy, signs a correction.")


def may_note(user: User, panel: Panel) -> bool:
    try:
        check_note(user, panel)
    except (PermissionDenied, ValidationError):
        return False
    return True


def check_note_person(user: User, item: AgendaItem) -> None:
    """And whom they may see."""
    check_note(user, item.panel)
    _check_visible(user, item.offender_id)


def _check_permission(user: User, permission: Permission) -> None:
    if not may(user, permission):
        raise PermissionDenied


def sees(user: User, offender_id: int) -> bool:
    """On every day, and not in the room alone."""
    return bool(seen_ids(user, [offender_id]))


def _check_visible(user: User, offender_id: int) -> None:
    if not sees(user, offender_id):
        raise PermissionDenied


def _check_sitting(panel: Panel) -> None:
    if panel.status != PanelStatus.OPEN:
        raise ValidationError(LOCKED)
