"""By what a reader sees a person, in a sentence, where it is not by their agency's involvement."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from agencies.templatetags.iom_pages import uk_date
from casefile.register.reader import Reader
from offenders.models import BrokenGlass, Involvement, NamedGrant, Offender
from offenders.policies import How
from offenders.querysets import InvolvementQuerySet
from offenders.rules import TAPER_DAYS
from offenders.sight import LEADS, TAPERING


def seen_by(reader: Reader, person: Offender) -> str:
    """The sentence under the bar; nothing where the agency is involved."""
    said = SENTENCES.get(reader.lens.how) if reader.lens.how else None
    return said(reader, person) if said else ""


def _taper(reader: Reader, person: Offender) -> str:
    day = _of_agency(reader, person).filter(reason__in=TAPERING, until_on__lte=reader.on).aggregate(day=Max("until_on"))
    ended = day["day"]
    until = ended + timedelta(days=TAPER_DAYS)
    return f"Your agency's involvement ended on {uk_date(ended)}; you may read this record until {uk_date(until)}."


def _led(reader: Reader, person: Offender) -> str:
    day = _of_agency(reader, person).filter(reason=LEADS).aggregate(day=Max("until_on"))["day"]
    until = f" until {uk_date(day)}" if day else ""
    return f"Your agency led this case{until}; its coordinators may read this record until it is disposed of."


def _of_agency(reader: Reader, person: Offender) -> InvolvementQuerySet:
    return Involvement.objects.filter(offender=person, agency=reader.user.agency)


def _granted(reader: Reader, person: Offender) -> str:
    grants = NamedGrant.objects.in_force(reader.on).filter(user=reader.user, content_object=person)
    return f"Shown to you by name until {uk_date(grants.aggregate(day=Max('until_on'))['day'])}."


def _glass(reader: Reader, person: Offender) -> str:
    broken = BrokenGlass.objects.open_at(timezone.now()).filter(user=reader.user, offender=person)
    ends = timezone.localtime(broken.aggregate(at=Max("ends_at"))["at"])
    return f"You broke glass; it ends at {ends:%H:%M} on {uk_date(ends.date())}."


def _named(reader: Reader, person: Offender) -> str:
    return "Restricted: only the people named see this record."


SENTENCES: dict[How, Callable[[Reader, Offender], str]] = {
    How.TAPER: _taper,
    How.LED: _led,
    How.GRANTED: _granted,
    How.GLASS: _glass,
    How.NAMED: _named,
}
