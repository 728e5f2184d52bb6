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
from offenders.models import Involvement, InvolvementReason, Offender
from offenders.querysets import InvolvementQuerySet
from panels import policies
from panels.actions.sitting import take_item
from panels.models import Action, AgendaItem
from panels.rules import Step


@transaction.atomic
def add_action(*, item: AgendaItem, text: str, owner: Agency, due_on: date, request_key: UUID, by: User) -> Action:
    """Give an agency something to do for a person, by a day; the agency sees the person for as long as it is open.

    The same request twice (a double click, a page sent again) gives one action.
    """
    item, text = take_item(item), text.strip()
    before = Action.objects.filter(request_key=request_key).first()
    if before is not None:
        return _the_same(before, item, text)
    policies.check_add_action(by, item, due_on)
    if not text:
        raise ValidationError({"text": "Say what is to be done."})
    action = Action.objects.create(
        item=item,
        offender=item.offender,
        text=text,
        owner=owner,
        due_on=due_on,
        request_key=request_key,
        created_by=by,
    )
    _involve(item.offender, owner)
    _log("panels.add_action", action, by)
    return action


def _the_same(before: Action, item: AgendaItem, text: str) -> Action:
    """The action that this very form gave before; the form's key with other contents is a mistake, and says so."""
    if before.item_id != item.pk or before.text != text:
        raise ValidationError("This form was sent before with other words. Reload the page and give the action again.")
    return before


@transaction.atomic
def finish_action(*, action: Action, by: User) -> Action:
    """Say that an action is done."""
    return _end(action, Step.FINISH, by)


@transaction.atomic
def cancel_action(*, action: Action, by: User) -> Action:
    """Say that an action is no longer wanted."""
    return _end(action, Step.CANCEL, by)


def _end(action: Action, step: Step, by: User) -> Action:
    action = Action.objects.select_for_update(of=("self",)).select_related("owner", "offender").get(pk=action.pk)
    action.status = policies.check_end_action(by, action, step)
    action.ended_on, action.ended_at, action.ended_by = clock.today(), Now(), by
    action.save(update_fields=["status", "ended_on", "ended_at", "ended_by"])
    action.refresh_from_db(fields=["ended_at"])
    _release(action.offender, action.owner)
    _log(f"panels.{step}_action", action, by)
    return action


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
