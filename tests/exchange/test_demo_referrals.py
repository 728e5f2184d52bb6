"""The demonstration's referrals and its proposed deselection, and that nobody comes on or leaves by them."""

import pytest

from audit.floor import System, as_system
from cohorts.models import Cohort, Deselection, Membership, Referral
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_one_waits_one_is_deferred_one_is_proposed_to_leave(loaded):
    with as_system(System.DEMONSTRATION):
        rows = {row.status: row for row in Referral.objects.all()}
        left = Deselection.objects.get()
        assert set(rows) == {"referred", "deferred"}
        assert all("Invented for the demonstration." in by.why for row in rows.values() for by in row.bys.all())
        assert (left.code_id, left.state, [one["standing"] for one in left.evidence]) == (
            "1", "proposed", ["met", "met"],
        )  # fmt: skip
        assert Membership.objects.current(TODAY).values("offender").distinct().count() == 94
        assert Cohort.objects.get(code="BD").criteria
