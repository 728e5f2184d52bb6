"""A second officer of probation with some cases, a team, and a transfer that is asked for. All of it is invented.

Who leads whom enters no published figure.
"""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from agencies.models import Agency, RoleHolding, Team, TeamMember, User
from agencies.roles import Role
from allocation.models import Transfer
from offenders.models import CaseLead, Involvement, InvolvementReason, Offender

PROBATION = "probation"
SECOND = ("miriam.stone@example.org", "Miriam Stone")
GIVEN = 9  # so many of the cases are hers: the last by reference
TEAM = "Luton and Bedford IOM"
WHY = "Invented for the demonstration: the drug service meets this person every week, and probation no more."


def tell(day: date) -> None:
    """As the demonstration's agencies would have arranged it."""
    probation = Agency.objects.get(code=PROBATION)
    officer = _second_officer(probation)
    _share_the_cases(probation, officer, day)
    _team(probation, day)
    _transfer(probation, day)


def _second_officer(probation: Agency) -> User:
    """Without a password: nobody signs in as her."""
    user = User.objects.create(email=SECOND[0], full_name=SECOND[1], agency=probation, password=make_password(None))
    RoleHolding.objects.create(user=user, role=Role.PRACTITIONER)
    return user


def _share_the_cases(probation: Agency, officer: User, day: date) -> None:
    last = CaseLead.objects.in_force(day).filter(agency=probation).order_by("-offender__ref")[:GIVEN]
    CaseLead.objects.filter(pk__in=[row.pk for row in last]).update(officer=officer)


def _team(probation: Agency, day: date) -> None:
    team = Team.objects.create(agency=probation, name=TEAM)
    people = User.objects.filter(agency=probation, role_holdings__role__in=[Role.PRACTITIONER, Role.SUPERVISOR])
    TeamMember.objects.bulk_create(
        TeamMember(team=team, user=user, from_on=day - timedelta(days=365)) for user in people.order_by("pk")
    )


def _transfer(probation: Agency, day: date) -> None:
    """Asked for three days ago, and not answered yet."""
    service = Agency.objects.get(code="drug_service")
    supported = Involvement.objects.in_force(day).filter(agency=service, reason=InvolvementReason.SUPPORTS)
    led = CaseLead.objects.in_force(day).filter(agency=probation)
    both = Offender.objects.filter(pk__in=supported.values("offender")).filter(pk__in=led.values("offender"))
    person = both.order_by("-ref").first()
    if person is None:
        return
    Transfer.objects.create(
        offender=person,
        from_agency=probation,
        to_agency=service,
        because=WHY,
        asked_on=day - timedelta(days=3),
        asked_by=User.objects.filter(agency=probation, role_holdings__role=Role.SUPERVISOR).first(),
    )
    Involvement.objects.create(
        offender=person, agency=service, reason=InvolvementReason.TRANSFER, from_on=day - timedelta(days=3)
    )
