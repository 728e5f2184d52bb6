"""What this room does with the outbox's messages."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from agencies.access import may
from agencies.code_lists import command_line
from agencies.models import Area, User
from agencies.models.areas import AreaLevel
from agencies.roles import Permission
from allocation import actions
from allocation.actions.allocating import GIVEN
from audit import outbox
from audit.floor import System, as_system
from cohorts.actions.leaving import DESELECTED
from cohorts.models import Deselection
from offenders.facts.actions import MOVED_AREA
from offenders.models import Offender

SUBJECT = "People were given to you in IOM"


@outbox.handles(MOVED_AREA)
def moved_area(*, offender_id: int, from_area: int, to_area: int) -> None:
    """A home in another area asks for a transfer. Run twice, it asks once."""
    with as_system(System.TRANSFER):
        offender = Offender.objects.filter(pk=offender_id).first()
    areas = Area.objects.in_bulk([from_area, to_area])
    if offender is not None and len(areas) > 1:
        actions.ask_for_a_move(offender=offender, from_area=areas[from_area], to_area=areas[to_area], by=command_line())


@outbox.handles(DESELECTED)
def deselected(*, deselection: int) -> None:
    """Code 5: who moved out of the area is handed over to where they went. Run twice, it asks once."""
    with as_system(System.TRANSFER):
        row = Deselection.objects.filter(pk=deselection, code="5").select_related("offender__area").first()
    if row is None:
        return
    to = row.receiving_area or Area.objects.filter(level=AreaLevel.OUTSIDE).first()
    if to is not None:
        actions.ask_for_a_move(offender=row.offender, from_area=row.offender.area, to_area=to, by=command_line())


@outbox.handles(GIVEN)
def given(*, user: int, people: int) -> None:
    """One letter to an officer, whatever the number: how many people, and where to look. It names nobody."""
    officer = User.objects.filter(pk=user).first()
    if officer is None or not may(officer, Permission.PEOPLE_VIEW):
        return
    body = render_to_string("casefile/allocation/mail/given.txt", {"people": people, "address": _address()})
    send_mail(SUBJECT, body, None, [officer.email])


def _address() -> str:
    """The register of one's own cases; the address of the product where there is no such page."""
    try:
        return f"{settings.ORIGIN}{reverse('casefile:register')}?lead=me&member=all"
    except NoReverseMatch:
        return str(settings.ORIGIN)
