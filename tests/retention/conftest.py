"""Marlon Reid, last arrested more than six years ago and never selected: his record is due for a review."""

from datetime import date

import pytest

from agencies.models import Agency
from agencies.roles import Role
from tests import people
from tests.factories import InvolvementFactory, OffenderFactory, arrested


@pytest.fixture
def marlon(scheme):
    offender = OffenderFactory(family_name="Reid", given_names="Marlon", date_of_birth=date(1980, 5, 17))
    arrested(offender, date(2012, 6, 1))
    for code, reason in (("police", "home_police"), ("drug_service", "supports")):
        InvolvementFactory(offender=offender, agency=Agency.objects.get(code=code), reason=reason, until_on=None)
    return offender


@pytest.fixture
def femi(person):
    """The coordinator, who keeps records."""
    return person("femi")


@pytest.fixture
def nadia(scheme):
    """Another coordinator of the same agency: the second person."""
    return people.make_for("police", Role.COORDINATOR)
