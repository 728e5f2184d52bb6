"""The letter to who uploaded an infected file. It says that, and nothing of whom the document is about."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone

from audit import clock, outbox
from audit.floor import System, as_system
from documents.actions import INFECTED
from documents.models import DocumentVersion
from documents.rules import Scan

SUBJECT = "A document that you uploaded to IOM was not let in"


@outbox.handles(INFECTED)
def tell(*, version: int) -> None:
    """To an uploader who works here still."""
    with as_system(System.SCANNING):
        row = DocumentVersion.objects.filter(pk=version, scan=Scan.INFECTED).select_related("created_by").first()
    uploader = row.created_by if row else None
    if row is None or uploader is None or not uploader.is_active or uploader.has_left(clock.today()):
        return
    said = {"at": timezone.localtime(row.created_at), "address": settings.ORIGIN}
    send_mail(SUBJECT, render_to_string("documents/mail/infected.txt", said), None, [uploader.email])
