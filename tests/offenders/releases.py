"""Somebody in prison, with the agencies that have to do with them, for the tests of custody and release."""

from datetime import date
from uuid import uuid4

from agencies.models import Agency, User
from agencies.roles import Role
from offenders.custody import actions
from tests.conftest import TODAY
from tests.factories import CustodySpellFactory, InvolvementFactory, OffenderFactory
from tests.people import make_for

EXPECTED = date(2019, 4, 24)  # 24 days on, a Wednesday


def involve(offender, *pairs):
    for code, reason in pairs:
        InvolvementFactory(offender=offender, agency=Agency.objects.get(code=code), reason=reason)


def held(establishment="Prison", **changes):
    """Ethan Jarvis in the prison of the scheme: the police's area, probation's case, the drug service supports."""
    offender = OffenderFactory(family_name="Jarvis", given_names="Ethan", **changes)
    involve(
        offender,
        ("police", "home_police"),
        ("probation", "leads"),
        ("prison", "holds"),
        ("drug_service", "supports"),
    )
    spell = CustodySpellFactory(offender=offender, establishment=establishment, admitted_on=date(2019, 1, 7))
    return offender, spell


def officer(agency="prison", *roles):
    """Somebody of an agency with these roles, made once a test."""
    roles = roles or (Role.PRACTITIONER,)
    email = f"{agency}.{'.'.join(roles)}@example.org".replace("_", "-")
    return User.objects.filter(email=email).first() or make_for(agency, *roles)


def expect(offender, by, on=EXPECTED, key=None, kind="conditional", said_by="Prison record"):
    return actions.expect(
        offender=offender, expected_on=on, kind=kind, said_by=said_by, by=by, request_key=key or uuid4()
    )


__all__ = ["EXPECTED", "TODAY", "expect", "held", "involve", "officer"]
