"""People of the tests of this room: somebody of another agency, and who looks for them."""

import pytest

from agencies.models import Agency
from offenders.models import CaseLead
from tests.conftest import TODAY
from tests.factories import (
    InvolvementFactory,
    OffenderFactory,
)
from tests.offenders.broken import PNC, lead_of


@pytest.fixture
def crane(scheme):
    """Probation's alone: the police have nothing to do with him."""
    crane = OffenderFactory(ref="T7100", family_name="Crane", pnc_id=PNC, crn="X123456", prison_number="A1234BC")
    probation = Agency.objects.get(code="probation")
    InvolvementFactory(offender=crane, agency=probation, reason="leads")
    CaseLead.objects.create(offender=crane, agency=probation, from_on=TODAY)
    return crane


@pytest.fixture
def owen(crane):
    """Leads probation, which leads the person."""
    return lead_of("probation")


@pytest.fixture
def aisha(person):
    return person("aisha")
