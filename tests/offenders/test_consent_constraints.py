"""What the database refuses by itself about consents, through raw SQL: TABLE belongs to tests of all constraints."""

import pytest

from tests import constraints, people
from tests.constraints import Held
from tests.factories import AgencyFactory, OffenderFactory
from tests.offenders.consents import consent

pytestmark = [pytest.mark.django_db, pytest.mark.services]
CONSENT = "offenders_consent"


def one():
    for code in ("probation", "prison", "drug_service"):
        AgencyFactory(code=code)
    return consent(OffenderFactory(), people.make("ben"), given_on="2019-01-10")


def two():
    """One that ran out on the day on which the other begins."""
    first = one()
    type(first).objects.filter(pk=first.pk).update(until_on="2019-03-01")
    return consent(first.offender, first.recorded_by, given_on="2019-03-01")


def withdrawn(on):
    return f"withdrawn_on = {on}, withdrawn_by_id = recorded_by_id"


FIRST, SECOND = "date '2019-03-01'", "date '2019-03-02'"
EARLIER = "given_on = '2019-01-10'"
TABLE = [
    Held(
        "consent_runs_out_after_it_is_given",
        one,
        refused=f"UPDATE {CONSENT} SET until_on = given_on",
        allowed=f"UPDATE {CONSENT} SET until_on = given_on + 1",
    ),
    Held(
        "consent_withdrawn_says_when_and_by_whom_it_was_recorded",
        one,
        refused=f"UPDATE {CONSENT} SET {withdrawn('given_on - 1')}",
        allowed=f"UPDATE {CONSENT} SET {withdrawn('given_on')}",
    ),
    Held(
        "consent_withdrawn_says_when_and_by_whom_it_was_recorded",
        one,
        refused=f"UPDATE {CONSENT} SET withdrawn_on = given_on",
    ),
    Held(
        "consent_withdrawn_says_when_and_by_whom_it_was_recorded",
        one,
        refused=f"UPDATE {CONSENT} SET withdrawn_by_id = recorded_by_id",
    ),
    Held(
        "consent_says_how",
        one,
        refused=f"UPDATE {CONSENT} SET how = ''",
        allowed=f"UPDATE {CONSENT} SET how = 'x'",
    ),
    Held(
        "consent_once_at_a_time",
        two,
        refused=f"UPDATE {CONSENT} SET until_on = '2019-03-02' WHERE {EARLIER}",
        allowed=f"UPDATE {CONSENT} SET until_on = '2019-02-28' WHERE {EARLIER}",
    ),
    # Withdrawn ends it before the day on which it would have run out, and not after it.
    Held(
        "consent_once_at_a_time",
        two,
        refused=f"UPDATE {CONSENT} SET {withdrawn(SECOND)} WHERE {EARLIER}",
        allowed=f"UPDATE {CONSENT} SET until_on = '2019-12-31', {withdrawn(FIRST)} WHERE {EARLIER}",
    ),
    # Another category and another agency are other consents.
    Held(
        "consent_once_at_a_time",
        two,
        refused=f"UPDATE {CONSENT} SET category = 'treatment', given_on = '2019-01-10'",
        allowed=f"UPDATE {CONSENT} SET category = 'health', until_on = NULL WHERE {EARLIER}",
    ),
    Held(
        "consent_once_at_a_time",
        two,
        refused=f"UPDATE {CONSENT} SET agency_id = (SELECT min(agency_id) FROM {CONSENT}), given_on = '2019-01-10'",
        allowed=f"UPDATE {CONSENT} SET agency_id = (SELECT id FROM agencies_agency WHERE code = 'prison'), "
        f"until_on = NULL WHERE {EARLIER}",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)
