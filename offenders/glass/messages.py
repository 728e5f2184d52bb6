"""The letter to agency leads. It says that glass was broken and where to answer; of whom and by whom, the page says."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from agencies.access import may
from agencies.models import User
from agencies.roles import Permission
from audit import outbox
from offenders.glass.actions import TELL

SUBJECT = "Glass was broken in IOM"


@outbox.handles(TELL)
def tell(*, user: int) -> None:
    """To a lead who is one still."""
    lead = User.objects.filter(pk=user).first()
    if lead is None or not may(lead, Permission.GLASS_ANSWER):
        return
    body = render_to_string("glass/mail/broken.txt", {"address": settings.ORIGIN + reverse("glass:list")})
    send_mail(SUBJECT, body, None, [lead.email])
