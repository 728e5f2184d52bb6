"""Who is RED for the probation system, and what it has registered itself: register says, panel says (issue 6).

Whatever stands here is for probation, so it is of people whom probation supervises; of a restricted person the people
who are named for them tell it themselves.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, Subquery

from agencies.access import may
from agencies.categories import Category
from agencies.models import Agency, AgencyKind, User
from agencies.roles import Permission
from agencies.sharing import everyday, of_agency
from cohorts.models import Membership
from cohorts.policies import manages_the_scheme
from offenders.models import Offender, Provider, Supervision
from offenders.querysets import OffenderQuerySet
from offenders.sight import restricted
from rag.models import Registration, RegistrationCheck, Status
from rag.queries import decided_runs
from rag.rules.registrations import Todo, todo
from rag.shown import OpenedBy, shown_status

NEEDS = (Category.IDENTITY, Category.IDENTIFIERS, Category.SCHEME, Category.OFFENDING)
"""RED belongs to warrants (spec/access.md, section 2), and a CRN is an identifier."""
NOT_YOURS = "Who is RED for the probation system is kept by coordinators and supervisors of the agencies that manage "
NOT_YOURS += "the scheme, and who read what RED rests on."
NO_PROBATION = "No sharing agreement in force lets a probation agency read who is RED. Nothing can be given to it."
OF_PROBATION = tuple(provider for provider in Provider if provider is not Provider.YOT)


@dataclass(frozen=True)
class Line:
    """One person: since when RED by the panel, since when by the probation system's list, and what is to be done.

    `panel` and `register` are days or nothing: not RED there.
    """

    person: Offender
    panel: date | None
    register: date | None
    status: str | None

    @property
    def todo(self) -> Todo:
        return todo(self.panel, self.register, has_crn=bool(self.person.crn))


def check_reader(user: User, on: date) -> None:
    """Raises PermissionDenied for who does not keep this list, and where probation may not be told."""
    keeps = may(user, Permission.RED_REGISTRATION) and manages_the_scheme(user)
    if not (keeps and everyday(user).reads(*NEEDS)):
        raise PermissionDenied(NOT_YOURS)
    agencies = Agency.objects.filter(kind=AgencyKind.PROBATION)
    if not any(of_agency(agency, on).reads(*NEEDS) for agency in agencies):
        raise PermissionDenied(NO_PROBATION)


def latest_check(on: date) -> RegistrationCheck | None:
    checks = RegistrationCheck.objects.filter(as_of__lte=on).select_related("made_by")
    return checks.order_by("-as_of", "-pk").first()


def may_be_told(user: User, on: date) -> OffenderQuerySet:
    """The people of the reader's of whom probation may be told: whom it supervises, and nobody restricted."""
    supervised = Supervision.objects.in_force(on).filter(offender=OuterRef("pk"), provider__in=OF_PROBATION)
    found: Any = Offender.objects.visible_to(user).filter(Exists(supervised), ~Q(restricted()))
    return found  # type: ignore[no-any-return]


def lines(user: User, on: date, check: RegistrationCheck | None, opened: OpenedBy | None = None) -> list[Line]:
    """Who is RED, and who is registered as RED by the check, what is to be done first on top, then by name."""
    registered = Registration.objects.filter(check_of=check, offender=OuterRef("pk"))
    member = Exists(Membership.objects.current(on).filter(offender=OuterRef("pk")))
    people = may_be_told(user, on).annotate(
        shown=shown_status(everyday(user), on, by_consent=opened),
        member=member,
        registered=Subquery(registered.values("since")[:1]),
    )
    rows = list(people.filter(Q(shown=Status.RED, member=True) | Q(registered__isnull=False)))
    red = _since([row.pk for row in rows if row.member and row.shown == Status.RED], on)
    found = [Line(row, red.get(row.pk), row.registered, row.shown if row.member else None) for row in rows]
    order = list(Todo)
    return sorted(found, key=lambda line: (order.index(line.todo), line.person.family_name, line.person.given_names))


def _since(people: Collection[int], on: date) -> dict[int, date]:
    """Since when each has been RED without a break."""
    return {pk: run.since for pk, run in decided_runs(people, on).items() if run.status == Status.RED}


def red_of_nobody(user: User, on: date) -> int:
    """How many of the reader's people are RED and supervised by nobody of probation: they stand in no file of it."""
    member = Membership.objects.current(on).filter(offender=OuterRef("pk"))
    supervised = Supervision.objects.in_force(on).filter(offender=OuterRef("pk"), provider__in=OF_PROBATION)
    people = Offender.objects.visible_to(user).filter(Exists(member), ~Exists(supervised), ~Q(restricted()))
    return people.annotate(shown=shown_status(everyday(user), on)).filter(shown=Status.RED).count()


def said_of(offender: Offender, on: date) -> tuple[RegistrationCheck, date | None] | None:
    """What the latest list says of one person: the list, and since when RED; nothing where none was ever brought."""
    check = latest_check(on)
    if check is None:
        return None
    row = Registration.objects.filter(check_of=check, offender=offender).first()
    return check, row.since if row else None
