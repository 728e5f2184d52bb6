"""Broken glass as rows, made past its actions, and what its tests say again and again."""

from datetime import timedelta
from re import sub

from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Agreement, AgreementParty, AgreementState, RoleHolding, User
from agencies.roles import Role
from offenders import tasks  # noqa: F401 (its handlers register themselves)
from offenders.models import BrokenGlass, RestrictedReader, Restriction

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PNC, WHY = "1997/0966342X", "He is at the desk and may be at risk."
TYPED = "97/966342X"


def lead_of(agency, name="Owen Marsh", **more):
    user = User.objects.create(
        email=f"{name.split()[0].lower()}@example.org", full_name=name, agency=Agency.objects.get(code=agency), **more
    )
    RoleHolding.objects.create(user=user, role=Role.AGENCY_LEAD)
    return user


def signed(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def post(client, number=PNC):
    return client.post("/exact-search/", {"number": number})


def plain(response):
    """The page without its forms' tokens."""
    return sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)


def told(**kinds):
    """Change what the agreement tells of who is known, past its own steps."""
    Agreement.objects.update(state=AgreementState.DRAFT)
    for kind, tells in kinds.items():
        AgreementParty.objects.filter(kind=kind).update(told_who_is_known=tells)
    Agreement.objects.update(state=AgreementState.IN_FORCE)


def restrict(offender, by, *named):
    made = Restriction.objects.create(offender=offender, why="relative", reason="His sister works here.", made_by=by)
    RestrictedReader.objects.bulk_create(RestrictedReader(restriction=made, user=u, named_by=by) for u in named)
    return made


def broken(offender, by, ago=timedelta(minutes=1)):
    """Glass that was broken some time ago, past the action."""
    at = timezone.now() - ago
    return BrokenGlass.objects.create(
        offender=offender,
        user=by,
        agency=by.agency,
        lead_agency=Agency.objects.get(code="probation"),
        reason=WHY,
        broken_at=at,
        ends_at=at + timedelta(hours=24),
    )
