"""The letter that says that there is something to read: of whom and of what, the page says."""

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from agencies.models import User
from agencies.roles import Role
from audit import clock, outbox
from audit.floor import System, as_system
from offenders.custody.notices import TELL
from offenders.custody.queries import notices_for

SUBJECT = "There is something for you to read in IOM"
# Who hands on what comes in; an agency that has none of them tells its practitioners.
FIRST, ELSE = (Role.COORDINATOR, Role.SUPERVISOR), (Role.PRACTITIONER,)


@outbox.handles(TELL)
@as_system(System.NOTICE)
def letter(*, agency: int) -> None:
    """To each of the agency who has something unread that they may see."""
    body = render_to_string("custody/mail/notice.txt", {"address": settings.ORIGIN + reverse("custody:notices")})
    for user in _readers(agency):
        if notices_for(user).to_be_read().exists():
            send_mail(SUBJECT, body, None, [user.email])


def _readers(agency: int) -> list[User]:
    on = clock.today()
    staff = User.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), agency=agency, is_active=True)
    staff = staff.select_related("agency").prefetch_related("role_holdings").order_by("pk")
    return list(staff.filter(role_holdings__role__in=FIRST).distinct()) or list(
        staff.filter(role_holdings__role__in=ELSE).distinct()
    )
