"""The demonstration's consents: each page of consent has something on it, and no figure knows of them."""

from datetime import date

import pytest

from agencies.models import User
from exchange.demo.consents import INVENTED
from offenders.consent.policies import may_record
from offenders.consent.queries import recipients, state_of
from offenders.consent.rules import State
from offenders.models import Consent

pytestmark = pytest.mark.django_db

DAY = date(2019, 3, 31)


def test_there_is_one_of_every_state_and_each_says_that_it_is_invented(loaded):
    rows = Consent.objects.all()
    assert {state_of(row, DAY) for row in rows} == set(State)
    assert all(row.how.startswith(INVENTED) for row in rows)
    assert all(row.withdrawn_how.startswith(INVENTED) for row in rows if row.withdrawn_on)
    runs_out = [row for row in rows if state_of(row, DAY) is State.RUNS_OUT]
    assert sorted((row.until_on - DAY).days for row in runs_out) == [10, 20]


def test_each_was_recorded_by_who_may_and_to_who_reads_by_consent(loaded):
    for row in Consent.objects.select_related("agency", "offender", "recorded_by"):
        assert may_record(row.recorded_by, row.offender, row.category)
        assert row.agency in recipients(DAY)[row.category]
        assert row.offender.involvements.filter(agency=row.recorded_by.agency, reason="supports").exists()


def test_probation_reads_treatment_of_those_alone_who_consent_now(loaded):
    from offenders.policies import views_of

    david = User.objects.get(email="david.khan@example.org")
    people = Consent.objects.filter(agency=david.agency).values_list("offender", flat=True)
    reads = {pk for pk, view in views_of(david, people).items() if view.levels.reads("treatment")}
    stands = {row.offender_id for row in Consent.objects.filter(agency=david.agency).in_force(DAY)}
    assert reads == stands
    assert len(stands) == 3
