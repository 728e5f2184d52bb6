"""Who has no active lead, no officer of youth justice, and who turns 18: for the reader's own agency."""

from datetime import date

import pytest

from agencies.models import Agency
from agencies.roles import Role
from allocation import actions
from allocation.querysets import WhyNot, reviews_at_18, without_active_lead, without_youth_justice
from offenders.models import CaseLead
from tests.allocation.conftest import led_by, officer_of
from tests.factories import InvolvementFactory, MembershipFactory, OffenderFactory
from tests.people import make_for

pytestmark = pytest.mark.django_db
TODAY = date(2019, 3, 31)


def why(user):
    return dict(without_active_lead(user, TODAY).values_list("family_name", "why_not"))


@pytest.fixture
def people(supervisor, nora, person):
    gone, moved = officer_of("probation", "Gone Early"), officer_of("probation", "Moved On")
    gone.ends_on = TODAY
    gone.save()
    led_by("probation", nora, family_name="Led")
    led_by("probation", None, family_name="Unnamed")
    led_by("probation", gone, family_name="Left")
    led_by("probation", moved, family_name="Moved")
    moved.agency = Agency.objects.get(code="police")
    moved.save()
    theirs = led_by("police", None, family_name="Theirs")
    ended = OffenderFactory(family_name="Ended")
    CaseLead.objects.create(offender=ended, agency=supervisor.agency, from_on=date(2018, 1, 1), until_on=TODAY)
    member, nobody = OffenderFactory(family_name="Member"), OffenderFactory(family_name="Nobody")
    MembershipFactory(offender=member)
    unseen = OffenderFactory(family_name="Unseen")
    MembershipFactory(offender=unseen)
    for one in (theirs, ended, member, nobody):
        InvolvementFactory(offender=one, agency=supervisor.agency, reason="supervises")


def test_no_active_lead_says_why(people, supervisor):
    assert why(supervisor) == {
        "Unnamed": WhyNot.NO_OFFICER,
        "Left": WhyNot.LEFT,
        "Moved": WhyNot.LEFT,
        "Ended": WhyNot.ENDED,
        "Member": WhyNot.NEVER,
    }


def test_another_agencys_is_its_own_to_mend(people):
    assert why(make_for("police", Role.SUPERVISOR)) == {"Theirs": WhyNot.NO_OFFICER}


def test_no_youth_justice_officer(supervisor, nora):
    child = led_by("probation", nora, family_name="Child", date_of_birth=date(2001, 4, 1))
    grown = led_by("probation", nora, family_name="Grown", date_of_birth=date(2001, 3, 31))
    for one in (child, grown):
        MembershipFactory(offender=one)
    assert [one.family_name for one in without_youth_justice(supervisor, TODAY)] == ["Child"]
    worker = officer_of("yot", "Yusuf Lane")
    row = InvolvementFactory(offender=child, agency=worker.agency, reason="supports")
    assert without_youth_justice(supervisor, TODAY).exists()  # an agency is nobody by name
    actions.name_officer(involvement=row, officer=worker, by=make_for("yot", Role.SUPERVISOR))
    assert not without_youth_justice(supervisor, TODAY).exists()


@pytest.mark.parametrize(
    ("born", "due"),
    [
        (date(2000, 12, 30), False),
        (date(2000, 12, 31), True),
        (date(2001, 3, 31), True),
        (date(2001, 6, 29), True),
        (date(2001, 6, 30), False),
    ],
)
def test_the_review_at_18_stands_ninety_days_before_and_after(supervisor, nora, born, due):
    led_by("probation", nora, date_of_birth=born)
    assert reviews_at_18(supervisor, TODAY).exists() is due
