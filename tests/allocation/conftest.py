"""Two agencies with officers and supervisors, and a person whom probation leads."""

from datetime import date
from uuid import uuid4

import pytest

from agencies.models import Agency, RoleHolding, User
from agencies.roles import Role
from allocation import actions
from offenders.models import CaseLead
from tests.factories import InvolvementFactory, OffenderFactory
from tests.people import make_for

SINCE = date(2018, 1, 15)


def officer_of(agency, name):
    """A practitioner of an agency by name."""
    email = f"{name.replace(' ', '.').lower()}@example.org"
    user = User.objects.create(email=email, full_name=name, agency=Agency.objects.get(code=agency))
    RoleHolding.objects.create(user=user, role=Role.PRACTITIONER)
    return user


def led_by(agency, officer=None, since=SINCE, **person):
    """A person whom an agency leads, by an officer where one is named."""
    row = OffenderFactory(**person)
    of = Agency.objects.get(code=agency)
    InvolvementFactory(offender=row, agency=of, reason="leads", from_on=since)
    CaseLead.objects.create(offender=row, agency=of, officer=officer, from_on=since)
    return row


@pytest.fixture
def supervisor(scheme):
    return make_for("probation", Role.SUPERVISOR)


@pytest.fixture
def coordinator(scheme):
    return make_for("probation", Role.COORDINATOR)


@pytest.fixture
def nora(scheme):
    return officer_of("probation", "Nora Field")


@pytest.fixture
def omar(scheme):
    return officer_of("probation", "Omar Bell")


@pytest.fixture
def jarvis(scheme, nora):
    return led_by("probation", nora)


@pytest.fixture
def give():
    """Give a person to an officer, as a form of its own would."""

    def do(person, officer, by, because="Asked for by the team.", key=None):
        return actions.allocate(offender=person, officer=officer, because=because, request_key=key or uuid4(), by=by)

    return do
