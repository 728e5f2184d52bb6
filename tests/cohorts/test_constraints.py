"""What the database refuses by itself about time on a cohort, through raw SQL."""

import pytest

from tests import constraints
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import CohortFactory, MembershipFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def two_times(**second):
    """Burglary Dwelling until 1 June 2018, and again from 1 July 2018."""
    person = OffenderFactory()
    MembershipFactory(offender=person, selected_on="2018-01-15", deselected_on="2018-06-01", deselection_code_id="1")
    MembershipFactory(offender=person, **{"selected_on": "2018-07-01", **second})


TABLE = [
    ref_once_a_source("membership_ref_once_a_source", "cohorts_membership", MembershipFactory),
    sent_once("membership", "cohorts_membership", MembershipFactory),
    Held(
        "membership_selected_not_before_referred",
        MembershipFactory,
        refused="UPDATE cohorts_membership SET referred_on = selected_on + 1",
        allowed="UPDATE cohorts_membership SET referred_on = selected_on",
    ),
    Held(
        "membership_ends_not_before_it_starts",
        MembershipFactory,
        refused="UPDATE cohorts_membership SET deselection_code_id = '1', deselected_on = selected_on - 1",
        allowed="UPDATE cohorts_membership SET deselection_code_id = '1', deselected_on = selected_on",
    ),
    Held(
        "membership_deselection_has_a_code",
        MembershipFactory,
        refused="UPDATE cohorts_membership SET deselected_on = '2019-01-01'",
    ),
    Held(
        "membership_deselection_has_a_code",
        MembershipFactory,
        refused="UPDATE cohorts_membership SET deselection_code_id = '1'",
    ),
    Held(
        "membership_no_overlap_on_one_cohort",
        two_times,
        refused="UPDATE cohorts_membership SET deselected_on = '2018-07-02' WHERE deselected_on IS NOT NULL",
        allowed="UPDATE cohorts_membership SET deselected_on = '2018-07-01' WHERE deselected_on IS NOT NULL",
    ),
    Held(
        "membership_no_overlap_on_one_cohort",
        lambda: two_times(cohort=CohortFactory(code="HI", name="High Impact"), selected_on="2018-02-01"),
        refused="UPDATE cohorts_membership SET cohort_id = (SELECT id FROM cohorts_cohort WHERE code = 'BD')",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("cohorts")
