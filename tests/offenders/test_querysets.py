"""Which people somebody sees: `visible_to`, the one door."""

from datetime import date, timedelta

import pytest

from offenders.models import CaseLead, CustodySpell, Offender, Supervision
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory

pytestmark = pytest.mark.django_db


def names(user):
    return [o.family_name for o in Offender.objects.visible_to(user)]


@pytest.fixture
def jarvis(scheme):
    jarvis = OffenderFactory(family_name="Jarvis")
    InvolvementFactory(offender=jarvis, agency__code="police")
    return jarvis


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("aisha", True),  # her agency is the police of the home area
        ("dev", True),  # the same agency, reading only
        ("ben", False),  # another agency, not involved
        ("carla", False),
        ("grace", False),  # an auditor reads logs only
        ("hari", False),  # an analyst counts
        ("karl", False),  # a system administrator has no case records
    ],
)
def test_who_sees_a_person_of_the_police(who, sees, jarvis, person):
    assert names(person(who)) == (["Jarvis"] if sees else [])


@pytest.mark.parametrize(
    ("from_on", "until_on", "sees"),
    [
        (TODAY + timedelta(1), None, False),
        (TODAY, None, True),
        (date(2018, 1, 1), TODAY, False),  # an involvement has ended on its last day
        (date(2018, 1, 1), TODAY + timedelta(1), True),
    ],
)
def test_an_involvement_holds_from_its_first_day_until_its_last(from_on, until_on, sees, person):
    InvolvementFactory(agency__code="drug_service", reason="action", from_on=from_on, until_on=until_on)
    assert bool(names(person("ben"))) is sees


def test_someone_withdrawn_is_in_no_list(jarvis, person):
    Offender.objects.filter(pk=jarvis.pk).update(withdrawn=True)
    assert names(person("aisha")) == []


def test_leaving_ends_access_on_that_day(jarvis, person):
    aisha = person("aisha")
    aisha.ends_on = TODAY
    assert names(aisha) == []
    aisha.ends_on = TODAY + timedelta(1)
    assert names(aisha) == ["Jarvis"]


def test_an_account_that_is_switched_off_sees_nobody(jarvis, person):
    aisha = person("aisha")
    aisha.is_active = False
    assert names(aisha) == []


@pytest.mark.parametrize(
    ("model", "begins", "ends", "more"),
    [
        (CustodySpell, "admitted_on", "released_on", {"establishment": "HMP Marl", "reason": "remand"}),
        (Supervision, "started_on", "ended_on", {"provider": "nps", "order_type": "licence"}),
        (CaseLead, "from_on", "until_on", {}),
    ],
)
@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [(0, None, True), (1, None, False), (-5, 1, True), (-5, 0, False), (0, 1, True), (0, 0, False)],
)
def test_what_holds_on_a_day(model, begins, ends, more, first, last, holds, jarvis):
    """From the first day on, and on the last no more; days from today."""
    days = {begins: TODAY + timedelta(first), ends: None if last is None else TODAY + timedelta(last)}
    if model is CaseLead:
        more = {"agency": jarvis.involvements.get().agency}
    model.objects.create(offender=jarvis, **days, **more)
    rows = model.objects.covering(TODAY) if model is CustodySpell else model.objects.in_force(TODAY)
    assert rows.exists() is holds
