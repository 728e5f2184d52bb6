"""Who may see a person, by what and until when; and the overview of what is by name.

Which other agencies are involved may give a category away (a drug service's involvement says why), so that a reader
below `read` of the scheme's part is told of their own agency alone, as on the person's other pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from agencies.agreements.policies import may_see_agency
from agencies.categories import Category
from agencies.models import Agency, User
from agencies.roles import Role
from agencies.sharing import everyday
from offenders.exceptions import policies
from offenders.exceptions.actions.restrictions import lead_of
from offenders.models import BrokenGlass, Involvement, NamedGrant, Offender, RestrictedReader, Restriction
from offenders.policies import View, who_may
from offenders.rules import TAPER_DAYS
from offenders.sight import LEADS, TAPERING

LATELY = timedelta(days=28)


@dataclass(frozen=True)
class Past:
    """An agency that is no longer involved and still reads: until a day while it tapers, without one as former lead."""

    agency: Agency
    ended_on: date
    until: date | None


@dataclass(frozen=True)
class Staff:
    """The people of one agency who may open the record; `linked` where the reader may open the agency's page."""

    agency: Agency
    people: list[User]
    linked: bool


@dataclass(frozen=True)
class WhoMaySee:
    """All that the page says. `whole` where the reader is told of the other agencies too."""

    whole: bool
    restriction: Restriction | None
    named: list[RestrictedReader]
    involved: list[Involvement]
    past: list[Past]
    grants: list[NamedGrant]
    glass: list[BrokenGlass]
    staff: list[Staff]


def who_may_see(reader: User, view: View, offender: Offender, on: date) -> WhoMaySee:
    whole = policies.knows_the_others(view)
    restriction = standing(offender)
    only = Q() if whole else Q(agency=reader.agency_id)
    involved = Involvement.objects.in_force(on).filter(only, offender=offender).select_related("agency")
    return WhoMaySee(
        whole=whole,
        restriction=restriction,
        named=readers_of(restriction, reader, whole=whole) if restriction else [],
        involved=list(involved.order_by("agency__position", "from_on", "reason")),
        past=[] if restriction else _past(offender, on, only),
        grants=list(grants_told_to(reader, on, whole=whole).filter(content_object=offender)),
        glass=list(_glass(offender, only)),
        staff=_staff(reader, offender, whole=whole),
    )


def standing(offender: Offender) -> Restriction | None:
    """The restriction that nobody has lifted."""
    rows = Restriction.objects.standing().filter(offender=offender)
    return rows.select_related("made_by__agency", "lifting_asked_by", "offender").first()


def readers_of(restriction: Restriction, reader: User, *, whole: bool) -> list[RestrictedReader]:
    """The people named, by agency and name."""
    rows = RestrictedReader.objects.filter(restriction=restriction).select_related("user__agency", "named_by")
    if not whole:
        rows = rows.filter(user__agency=reader.agency_id)
    return list(rows.order_by("user__agency__position", "user__full_name"))


def grants_told_to(reader: User, on: date, *, whole: bool) -> QuerySet[NamedGrant]:
    """Standing grants of which a reader is told: all, or those that their own agency gave or holds."""
    rows = NamedGrant.objects.in_force(on).select_related("user__agency", "granted_by__agency", "content_object")
    if not whole:
        rows = rows.filter(Q(user__agency=reader.agency_id) | Q(granted_by__agency=reader.agency_id))
    return rows.order_by("until_on", "user__full_name", "pk")


def grants_of_agency(reader: User, on: date) -> QuerySet[NamedGrant]:
    """Standing grants of people with whom the reader's agency is involved today, those that end first on top."""
    ours = Involvement.objects.in_force(on).filter(agency=reader.agency_id, offender=OuterRef("pk"))
    people = Offender.objects.visible_to(reader).filter(Exists(ours)).order_by().values("pk")
    whole = everyday(reader).reads(Category.SCHEME)
    return grants_told_to(reader, on, whole=whole).filter(content_object__in=people)


def restrictions_of(reader: User) -> QuerySet[Restriction]:
    """The restricted people for whom the reader is named, those that somebody asked to lift on top."""
    people = Offender.objects.visible_to(reader).order_by().values("pk")
    rows = Restriction.objects.standing().filter(readers__user=reader.pk, offender__in=people)
    rows = rows.select_related("offender", "lifting_asked_by")
    return rows.order_by(F("lifting_asked_at").asc(nulls_last=True), "-made_at", "pk")


def working_here(on: date) -> QuerySet[User]:
    """Everybody with an account that opens something today."""
    staff = User.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), is_active=True, is_command_line=False)
    staff = staff.filter(agency__isnull=False).select_related("agency").prefetch_related("role_holdings")
    return staff.order_by("agency__position", "agency__name", "full_name", "pk")


def grantees(reader: User, view: View, offender: Offender, on: date) -> list[User]:
    """Whom a record may be granted to: of another agency, in a role that sees people; less those who see them already,
    where the reader may know who they are."""
    seeing = {user.pk for user in who_may(offender)} if policies.knows_the_others(view) else set()
    others = working_here(on).exclude(agency=reader.agency_id)
    return [user for user in _who_see_people(others) if user.pk not in seeing]


def keepers(reader: User, view: View, offender: Offender) -> list[User]:
    """Who loses sight of a person when they are restricted, and may be named to keep it; the case's officer too.

    Of the reader's own agency alone where the reader may not know the others: those are named afterwards.
    """
    whole = policies.knows_the_others(view)
    mine = [user for user in who_may(offender) if whole or user.agency_id == reader.agency_id]
    seeing = [user for user in mine if user.pk != reader.pk]
    lead = lead_of(offender)
    missing = lead is not None and lead.pk != reader.pk and lead not in seeing and policies.can_see_people(lead)
    return [*seeing, *([lead] if missing and lead else [])]


def not_named(restriction: Restriction, on: date) -> list[User]:
    """Whom one may name beside those who are, whatever their agency."""
    named = set(restriction.readers.values_list("user", flat=True))
    return [user for user in _who_see_people(working_here(on)) if user.pk not in named]


def _who_see_people(staff: Iterable[User]) -> list[User]:
    """Colleagues in the same roles see people alike, and are asked once."""
    asked: dict[tuple[int | None, frozenset[Role]], bool] = {}
    found = []
    for user in staff:
        alike = (user.agency_id, user.roles)
        if alike not in asked:
            asked[alike] = policies.can_see_people(user)
        if asked[alike]:
            found.append(user)
    return found


def by_agency(users: Iterable[User]) -> list[tuple[Agency | None, list[User]]]:
    return [(agency, list(people)) for agency, people in groupby(users, key=lambda user: user.agency)]


def _past(offender: Offender, on: date, only: Q) -> list[Past]:
    """Agencies that led or supported and read on; the latest end of each counts."""
    rows = Involvement.objects.filter(only, offender=offender).select_related("agency").order_by("agency__position")
    here = set(Involvement.objects.in_force(on).filter(offender=offender).values_list("agency", flat=True))
    tapering: dict[Agency, date] = {}
    led: dict[Agency, date] = {}
    for row in rows.filter(until_on__lte=on, reason__in=TAPERING).exclude(agency__in=here):
        day = row.until_on or on
        if day + timedelta(days=TAPER_DAYS) > on:
            tapering[row.agency] = max(day, tapering.get(row.agency, day))
        if row.reason == LEADS:
            led[row.agency] = max(day, led.get(row.agency, day))
    tapers = [Past(agency, day, day + timedelta(days=TAPER_DAYS)) for agency, day in tapering.items()]
    return tapers + [Past(agency, day, None) for agency, day in led.items()]


def _glass(offender: Offender, only: Q) -> QuerySet[BrokenGlass]:
    """Broken now, or in the last 28 days of real time."""
    rows = BrokenGlass.objects.filter(only, offender=offender, broken_at__gt=timezone.now() - LATELY)
    return rows.select_related("user", "agency", "lead_agency").order_by("-broken_at")


def _staff(reader: User, offender: Offender, *, whole: bool) -> list[Staff]:
    people = [user for user in who_may(offender) if whole or user.agency_id == reader.agency_id]
    return [
        Staff(agency, some, may_see_agency(reader, agency)) for agency, some in by_agency(people) if agency is not None
    ]
