"""What agencies are to do: given at a panel, done or cancelled afterwards."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from agencies.models import Agency, User
from agencies.sharing import Category
from audit import clock, log
from audit.floor import System, as_system
from documents.models import Document
from offenders.models import Involvement, InvolvementReason, Offender
from offenders.querysets import InvolvementQuerySet
from panels import policies
from panels.actions.drafts import drop_draft
from panels.actions.sitting import take_item, tell_screens_about, tell_screens_of
from panels.models import Action, ActionStatus, AgendaItem
from panels.rules import Step

GONE = "The person has died or was deported."


@transaction.atomic
def add_action(
    *,
    item: AgendaItem,
    text: str,
    owner: Agency,
    due_on: date,
    request_key: UUID,
    by: User,
    owner_person: User | None = None,
) -> Action:
    """Give an agency something to do for a person, by a day; the agency sees the person for as long as it is open.

    `owner_person` is who of the agency does it, where somebody is named.

    The same request twice (a double click, a page sent again) gives one action.
    """
    item, text = take_item(item), text.strip()
    before = Action.objects.filter(request_key=request_key).first()
    if before is not None:
        return _the_same(before, (item.pk, text, owner.pk, due_on))
    policies.check_add_action(by, item, due_on)
    if not text:
        raise ValidationError({"text": "Say what is to be done."})
    policies.check_owner_person(owner, owner_person)
    action = Action.objects.create(
        item=item,
        offender=item.offender,
        text=text,
        owner=owner,
        owner_person=owner_person,
        due_on=due_on,
        request_key=request_key,
        created_by=by,
    )
    tell_screens_about(item)
    drop_draft(item, by, "action")
    _involve(item.offender, owner)
    _log("panels.add_action", action, by)
    return action


def _the_same(before: Action, said: tuple[int, str, int, date]) -> Action:
    """The action that this very form gave before; the form's key with other contents is a mistake, and says so."""
    if (before.item_id, before.text, before.owner_id, before.due_on) != said:
        raise ValidationError("This form was sent before with other words. Reload the page and give the action again.")
    return before


class ActionChanged(ValidationError):
    """Somebody else wrote on this action since the page was read; `action` is what now stands."""

    def __init__(self, action: Action) -> None:
        doer = action.owner_person.full_name if action.owner_person else f"nobody named of {action.owner}"
        state = ActionStatus(action.status).label.lower()
        super().__init__(f"This action was changed while you had it open: it is {state}, for {doer}. Read it again.")
        self.action = action


@transaction.atomic
def assign_action(*, action: Action, owner_person: User | None, version: int, by: User) -> Action:
    """Say who of the owner agency does it, or that nobody in particular does."""
    action = _take(action, version)
    policies.check_assign(by, action)
    policies.check_owner_person(action.owner, owner_person)
    action.owner_person = owner_person
    _save(action, "owner_person")
    tell_screens_of(action.offender_id)
    _log("panels.assign_action", action, by)
    return action


@transaction.atomic
def finish_action(
    *, action: Action, by: User, proof: str = "", document: Document | None = None, version: int | None = None
) -> Action:
    """Say that an action is done, and what shows it: words, and a paper of the person where there is one."""
    action, proof = _take(action, version), proof.strip()
    action.status = policies.check_end_action(by, action, Step.FINISH)
    if not proof:
        raise ValidationError({"proof": "Say what shows that it is done."})
    policies.check_proof(by, action, document)
    action.proof, action.document = proof, document
    return _end(action, Step.FINISH, by)


@transaction.atomic
def cancel_action(*, action: Action, by: User, because: str = "", version: int | None = None) -> Action:
    """Say that an action is no longer wanted, and why."""
    action, because = _take(action, version), because.strip()
    action.status = policies.check_end_action(by, action, Step.CANCEL)
    if not because:
        raise ValidationError({"because": "Say why it is no longer wanted."})
    action.ended_because = because
    return _end(action, Step.CANCEL, by)


@transaction.atomic
def cancel_all(*, offender: Offender, by: User) -> int:
    """The open actions for somebody are wanted no more; called inside the system's work."""
    rows = Action.objects.open().select_for_update(of=("self",)).filter(offender=offender).select_related("owner")
    found = list(rows)
    for action in found:
        action.status, action.ended_because = ActionStatus.CANCELLED, GONE
        _end(action, Step.CANCEL, by)
    return len(found)


def _take(action: Action, version: int | None) -> Action:
    """The action as it stands now; who read an earlier state of it is shown this one."""
    rows = Action.objects.select_for_update(of=("self",)).select_related("owner", "owner_person", "offender")
    action = rows.get(pk=action.pk)
    if version is not None and version != action.version:
        raise ActionChanged(action)
    return action


def _end(action: Action, step: Step, by: User) -> Action:
    action.ended_on, action.ended_at, action.ended_by = clock.today(), Now(), by
    _save(action, "status", "ended_on", "ended_at", "ended_by", "proof", "document", "ended_because")
    action.refresh_from_db(fields=["ended_at"])
    tell_screens_of(action.offender_id)
    _release(action.offender, action.owner)
    _log(f"panels.{step}_action", action, by)
    return action


def _save(action: Action, *fields: str) -> None:
    action.version += 1
    action.save(update_fields=[*fields, "version"])


@as_system(System.ACTION)
def _involve(offender: Offender, agency: Agency) -> None:
    """An agency with an open action is involved with the person (spec/access.md, section 1)."""
    Offender.objects.select_for_update(no_key=True).get(pk=offender.pk)
    if not _involvement(offender, agency).exists():
        Involvement.objects.create(
            offender=offender, agency=agency, reason=InvolvementReason.ACTION, from_on=clock.today()
        )


@as_system(System.ACTION)
def _release(offender: Offender, agency: Agency) -> None:
    """With the last open action ends what rested on it, on that day."""
    Offender.objects.select_for_update(no_key=True).get(pk=offender.pk)
    if not Action.objects.open().filter(offender=offender, owner=agency).exists():
        _involvement(offender, agency).update(until_on=clock.today())


def _involvement(offender: Offender, agency: Agency) -> InvolvementQuerySet:
    running = Involvement.objects.in_force(clock.today())
    return running.filter(offender=offender, agency=agency, reason=InvolvementReason.ACTION)


def _log(what: str, action: Action, by: User) -> None:
    log.changed(
        what,
        by=by,
        offender_id=action.offender_id,
        categories=[Category.SCHEME],
        action=action.pk,
        owner=action.owner.code,
    )
