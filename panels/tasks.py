"""What this room does with the outbox's messages."""

from collections.abc import Sequence
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from agencies.access import may
from agencies.code_lists import command_line
from agencies.models import User
from agencies.roles import Permission
from audit import outbox
from audit.floor import System, as_system
from cohorts.actions.leaving import DESELECTED, GONE
from cohorts.models import Deselection
from panels import reminding, telling
from panels.actions.closing import SIGNED
from panels.actions.escalating import escalate_late
from panels.actions.inviting import INVITED
from panels.actions.sitting import tell_screens_at
from panels.actions.to_do import cancel_all
from panels.actions.updating import REMIND
from panels.models import Panel

TO_WRITE = "Your agency has updates to write in IOM"
ASKED = "You are invited to a meeting in IOM"


@outbox.handles(INVITED)
def invited(*, user: int) -> None:
    """One letter, whatever the number of meetings; it names neither a person nor a place."""
    member = User.objects.filter(pk=user, is_active=True).first()
    if member is not None and may(member, Permission.PANEL_VIEW):
        body = render_to_string("panels/mail/invited.txt", {"address": settings.ORIGIN + reverse("panels:planned")})
        send_mail(ASKED, body, None, [member.email])


@shared_task(name="panels.tasks.remind_of_updates")
def remind_of_updates() -> int:
    """Each morning: the agencies that have not written all for a meeting some days ahead; each once a meeting."""
    return reminding.remind_all(by=command_line())


@outbox.handles(REMIND)
def reminded(*, panel: int, agency: int) -> None:
    """To each who sits there for the agency: that there is something to write, and of whom the page says."""
    address = settings.ORIGIN + reverse("panels:planned")
    for user in reminding.readers(panel, agency):
        send_mail(TO_WRITE, render_to_string("panels/mail/remind.txt", {"address": address}), None, [user.email])


@outbox.handles(DESELECTED)
def deselected(*, deselection: int) -> None:
    """Code 6B: what a panel gave out for somebody who died or was deported is wanted no more. Twice is once."""
    with as_system(System.ACTION):
        rows = Deselection.objects.filter(pk=deselection, code=GONE)
        row = rows.select_related("offender", "created_by", "answered_by").first()
        if row is not None:
            by = row.answered_by or row.created_by
            assert by is not None  # a deselection of the product has somebody who made it
            cancel_all(offender=row.offender, by=by)


@outbox.handles(outbox.FACTS_CHANGED)
def facts_changed(*, offender_ids: Sequence[int] | None = None, **payload: Any) -> None:
    """The screens of a room that looks at one of these people read anew; after an import, which names nobody, all do.

    In the transaction of the message, as what the rules propose now (rag.tasks): the number grows with it, or neither.
    """
    with as_system(System.PANEL):
        tell_screens_at(offender_ids)


@outbox.handles(SIGNED)
def signed(*, panel: int) -> None:
    """The minutes are there: whose they are is told so, each once."""
    found = Panel.objects.filter(pk=panel).first()
    if found is not None:
        telling.ask_to_tell(found)


@outbox.handles(telling.MINUTES)
def tell_of_minutes(*, panel: int, user: int) -> None:
    telling.tell_of_minutes(panel_id=panel, user_id=user)


@outbox.handles(telling.LATE)
def tell_of_late(*, user: int) -> None:
    telling.tell_of_late(user_id=user)


@shared_task(name="panels.tasks.escalate_actions")
def escalate_actions() -> int:
    """Every morning: what is too late by now is told, once. Twice in a morning tells nobody twice."""
    return escalate_late(by=command_line())
