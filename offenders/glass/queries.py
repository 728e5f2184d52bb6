"""What an exact search finds, whom to ask, and the glass that was broken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies.access import may
from agencies.models import Agency, User
from agencies.roles import Permission
from agencies.sharing import Category, agreement_of, may_see_anybody
from audit import clock
from audit.floor import System, as_system
from audit.models import Entry
from offenders import identifiers, sight
from offenders.glass.rules import Record, Says, may_be_broken, says
from offenders.models import BrokenGlass, CaseLead, Involvement, InvolvementReason, Offender
from offenders.policies import views_of

SEARCH = "glass.search"
LATELY, MOST = timedelta(weeks=4), 20
# Who is asked where nobody leads the case, in this order.
INSTEAD = (InvolvementReason.LEADS, InvolvementReason.SUPERVISES, InvolvementReason.HOME_POLICE)
NOBODY_ELSE = 0  # no person has this number: asked for where nobody was found, so that either takes the same time


@dataclass(frozen=True)
class Found:
    """The answer: the people whom the reader sees, or the agencies to ask; `person` for whom glass may be broken."""

    says: Says
    records: Sequence[int] = ()
    people: Sequence[Offender] = ()
    ask: Sequence[Agency] = ()
    person: Offender | None = None
    matched: Sequence[int] = field(default=(), repr=False)


def look_up(user: User, number: str) -> Found:
    """Everybody on the register who has the whole number, and what of it this reader is told. Asked as the system."""
    people = list(_of_number(number))
    views = views_of(user, [person.pk for person in people] or [NOBODY_ELSE])
    records = [_record(person, views.get(person.pk)) for person in people]
    told = is_told(user)
    answer, matched = says(records, told=told), [record.pk for record in records]
    if answer == Says.SEEN:
        seen = {record.pk for record in records if record.seen and record.reads}
        return Found(answer, sorted(seen), [person for person in people if person.pk in seen], matched=matched)
    if answer == Says.NOBODY:
        return Found(answer, matched=matched)
    person = people[0] if may_be_broken(records, told=told) else None
    return Found(answer, matched, ask=_to_ask(people), person=person, matched=matched)


def _of_number(number: str) -> QuerySet[Offender]:
    named = Q()
    for kind in identifiers.kinds(number):
        named |= Q(**{f"{kind.column}__in": kind.forms})
    return Offender.objects.on_the_register().annotate(is_restricted=sight.restricted()).filter(named).order_by("pk")


def _record(person: Any, view: Any) -> Record:
    reads = view is not None and view.levels.reads(Category.IDENTIFIERS)
    return Record(person.pk, seen=view is not None, reads=reads, restricted=person.is_restricted)


def is_told(user: User) -> bool:
    """Whether the agreement in force tells the reader's agency who is known to IOM."""
    agreement = agreement_of(user)
    if agreement is None or user.agency is None or not may_see_anybody(user):
        return False
    return agreement.parties.filter(kind=user.agency.kind, told_who_is_known=True).exists()


def _to_ask(people: Sequence[Offender]) -> list[Agency]:
    return list(dict.fromkeys(agency for person in people if (agency := lead_of(person)) is not None))


def lead_of(person: Offender) -> Agency | None:
    """The agency that leads the case today; where none does, who supervises, else the police of the home area."""
    today = clock.today()
    lead = CaseLead.objects.in_force(today).filter(offender=person).select_related("agency").first()
    if lead is not None:
        return lead.agency
    rows = Involvement.objects.in_force(today).filter(offender=person, reason__in=INSTEAD).select_related("agency")
    found = {row.reason: row.agency for row in rows.order_by("-pk")}
    return next((found[reason] for reason in INSTEAD if reason in found), None)


def searches_lately(user: User) -> int:
    """How many exact searches the log has of a reader in the last minute: counted for every process alike."""
    since = timezone.now() - timedelta(minutes=1)
    return Entry.objects.filter(user_id=user.pk, at__gt=since, what=SEARCH).count()


def now(user: User) -> datetime:
    """The earlier of this machine's clock and the database's: each of them asks whether glass is open."""
    by_the_database: datetime = (
        User.objects.annotate(now=TransactionNow()).values_list("now", flat=True).get(pk=user.pk)
    )
    return min(timezone.now(), by_the_database)


def open_for(user: User, offender_id: int) -> BrokenGlass | None:
    """The glass by which a reader sees this person now."""
    rows = BrokenGlass.objects.open_at(timezone.now()).filter(user=user, offender=offender_id)
    return rows.select_related("offender").first()


@as_system(System.EXCEPTION)
def lately_of(user: User) -> list[BrokenGlass]:
    """What a reader broke in the last four weeks, the latest first, with what was said to it: their own doing."""
    rows = BrokenGlass.objects.filter(user=user, broken_at__gt=timezone.now() - LATELY)
    return list(rows.select_related("offender", "lead_agency").order_by("-broken_at", "-pk")[:MOST])


def concerning(user: User) -> QuerySet[BrokenGlass]:
    """What was broken by or against the reader's own agency, the latest first; for those who answer for it.

    One of the two agencies does not see the person: read it as the system, and give out no more than whom it may see.
    """
    if not may(user, Permission.GLASS_ANSWER) or user.agency_id is None:
        return BrokenGlass.objects.none()
    ours = Q(agency=user.agency_id) | Q(lead_agency=user.agency_id)
    rows = BrokenGlass.objects.filter(ours).select_related("user", "agency", "lead_agency", "answered_by")
    return rows.order_by("-broken_at", "-pk")


def leads_of(agencies: Sequence[Agency]) -> list[User]:
    """The leads of these agencies who work there today."""
    staff = User.objects.filter(agency__in=agencies, is_active=True).prefetch_related("role_holdings")
    return [user for user in staff.order_by("pk") if may(user, Permission.GLASS_ANSWER)]
