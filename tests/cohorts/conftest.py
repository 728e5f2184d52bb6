"""Those who refer and decide, and a person whom probation leads."""

import pytest

from agencies.models import Agency
from agencies.roles import Role
from offenders.models import CaseLead
from tests.factories import InvolvementFactory, OffenderFactory
from tests.people import make_for


@pytest.fixture
def chair(scheme):
    return make_for("police", Role.PANEL_CHAIR)


@pytest.fixture
def coordinator(scheme):
    return make_for("police", Role.COORDINATOR)


@pytest.fixture
def second(scheme):
    return make_for("probation", Role.COORDINATOR)


@pytest.fixture
def warden(scheme):
    """A practitioner of the prison."""
    return make_for("prison", Role.PRACTITIONER)


@pytest.fixture
def jarvis(scheme):
    """Known to police, probation and prison; to nobody else."""
    who = OffenderFactory()
    for agency, reason in (("police", "home_police"), ("probation", "supervises"), ("prison", "holds")):
        InvolvementFactory(offender=who, agency=Agency.objects.get(code=agency), reason=reason)
    return who


@pytest.fixture
def leads():
    def lead(user, who):
        return CaseLead.objects.create(offender=who, agency=user.agency, officer=user, from_on="2018-01-15")

    return lead
