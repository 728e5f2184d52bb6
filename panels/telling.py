"""Who is told by e-mail that something waits in the app: that there are minutes, that an action is late.

A letter says only that it is there, and where. It names nobody, and no panel.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from agencies.access import may
from agencies.models import User
from agencies.roles import Permission, Role
from audit import clock, outbox
from audit.floor import System, as_system
from panels.models import Action, MinutesTold, Panel

MINUTES, LATE = "panel_minutes_letter", "panel_late_letter"
LEAD = (Role.SUPERVISOR, Role.PANEL_CHAIR, Role.COORDINATOR)


def ask_to_tell(panel: Panel) -> None:
    """One message for each of those who lead an agency that was there or was given something to do."""
    for user in readers_of(panel):
        outbox.put(MINUTES, panel=panel.pk, user=user.pk)


def readers_of(panel: Panel) -> list[User]:
    with as_system(System.NOTICE):
        agencies = set(panel.attendances.values_list("agency", flat=True))
        agencies |= set(Action.objects.filter(item__panel=panel).values_list("owner", flat=True))
    return [user for user in leading(agencies, LEAD) if user.pk != panel.closed_by_id]


def leading(agencies: Iterable[int], roles: Iterable[Role]) -> list[User]:
    """Who holds one of these roles in each; in an agency where nobody does, whoever may say that an action is done."""
    staff = User.objects.filter(is_active=True, agency__in=set(agencies)).prefetch_related("role_holdings")
    working = [user for user in staff.order_by("pk") if not user.has_left(clock.today())]
    found = [user for user in working if user.roles & set(roles)]
    led = {user.agency_id for user in found}
    return found + [
        user for user in working if user.agency_id not in led and may(user, Permission.ACTION_UPDATE)
    ]  # fmt: skip


def tell_of_minutes(*, panel_id: int, user_id: int) -> None:
    """Once a panel, and nobody who may read none by now."""
    user = User.objects.filter(pk=user_id).first()
    if user is None or not may(user, Permission.PANEL_VIEW):
        return
    _, new = MinutesTold.objects.get_or_create(panel_id=panel_id, user=user)
    if new:
        _send(user, "minutes", "Minutes to read in IOM", reverse("panels:signed_minutes"))


def tell_of_late(*, user_id: int) -> None:
    """That actions are late, to who may still see panels."""
    user = User.objects.filter(pk=user_id).first()
    if user is not None and may(user, Permission.PANEL_VIEW):
        _send(user, "late", "Late actions in IOM", reverse("panels:actions") + "?show=late")


def _send(user: User, letter: str, subject: str, address: str) -> None:
    body = render_to_string(f"panels/mail/{letter}.txt", {"address": settings.ORIGIN + address})
    send_mail(subject, body, None, [user.email])
