"""Granting a record by name: who may, to whom, for how long; guardian reads it; it ends at once."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user, get_user_perms

from agencies.categories import Category, Level
from agencies.models import Agency, User
from agencies.roles import Role
from audit.models import Entry
from offenders import policies
from offenders.exceptions import actions
from offenders.models import SEE_PERSON, BrokenGlass, NamedGrant, Offender
from offenders.rules import How
from tests import people
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]
DAY = timedelta(days=1)
UNTIL = date(2019, 6, 30)


@pytest.fixture
def jarvis(scheme):
    jarvis = OffenderFactory(family_name="Jarvis")
    involve(jarvis, "police", "leads")
    return jarvis


def involve(offender, agency, reason="supports", until_on=None):
    found = Agency.objects.get(code=agency)
    return InvolvementFactory(offender=offender, agency=found, reason=reason, until_on=until_on)


def grant(offender, user, by, until=UNTIL, reason="He is moving to her hostel."):
    return actions.grant(offender=offender, user=user, reason=reason, until=until, by=by)


def sees(user, offender):
    """On their next request: a reader is loaded anew."""
    return Offender.objects.visible_to(User.objects.get(pk=user.pk)).filter(pk=offender.pk).exists()


def guardian_says(user, offender):
    return SEE_PERSON in set(get_user_perms(user, offender))


def test_a_grant_shows_one_record_and_what_the_matrix_gives_the_agency(jarvis, person):
    carla, other = person("carla"), OffenderFactory()
    involve(other, "police")
    assert not sees(carla, jarvis)
    made = grant(jarvis, carla, person("femi"))
    assert sees(carla, jarvis) and not sees(carla, other)
    view = policies.view_of(carla, jarvis.pk)
    assert view.how is How.GRANTED
    assert view.levels.level(Category.SCHEME) == Level.READ  # a local authority reads it, grant or no grant
    assert view.levels.level(Category.INTELLIGENCE_SANITISED) == Level.NONE
    assert (made.from_on, made.until_on, made.granted_by) == (TODAY, UNTIL, person("femi"))
    entry = Entry.objects.get(what="exceptions.grant")
    assert (entry.offender_id, entry.detail["user"], entry.detail["until"]) == (jarvis.pk, carla.pk, "2019-06-30")
    assert carla.full_name not in str(entry.detail)


def test_guardian_reads_the_row_and_its_end(jarvis, person):
    carla = person("carla")
    assert not guardian_says(carla, jarvis)
    made = grant(jarvis, carla, person("femi"))
    assert guardian_says(carla, jarvis)
    found = get_objects_for_user(
        carla, f"offenders.{SEE_PERSON}", Offender, use_groups=False, accept_global_perms=False
    )
    assert list(found) == [jarvis]
    actions.end(grant=made, by=person("femi"))
    assert not guardian_says(carla, jarvis) and not sees(carla, jarvis)


def test_a_record_that_is_deleted_takes_its_grants_with_it(jarvis, person):
    """And nobody who is put in its place is shown to whom it was granted (keeping-promises M9)."""
    carla = person("carla")
    grant(jarvis, carla, person("femi"))
    pk = jarvis.pk
    Offender.objects.filter(pk=pk).delete()
    assert not NamedGrant.objects.exists()
    again = OffenderFactory(pk=pk)
    assert not sees(carla, again) and not guardian_says(carla, again)


def test_who_has_left_sees_nobody_whatever_guardian_says(jarvis, person):
    carla = person("carla")
    grant(jarvis, carla, person("femi"))
    User.objects.filter(pk=carla.pk).update(ends_on=TODAY)
    left = User.objects.get(pk=carla.pk)
    assert guardian_says(left, jarvis) and not sees(left, jarvis)


@pytest.mark.parametrize("involvement", ["granted", "taper", "glass", "led", "none", "role"])
def test_only_who_sees_by_an_involvement_today_grants(involvement, jarvis, person):
    by = people.make_for("probation", Role.PRACTITIONER if involvement == "role" else Role.COORDINATOR)
    if involvement == "granted":
        grant(jarvis, by, person("femi"))
    if involvement in ("taper", "led"):
        involve(jarvis, "probation", "leads", until_on=TODAY - (0 if involvement == "taper" else 200) * DAY)
    if involvement == "role":
        involve(jarvis, "probation", "supervises")
    if involvement == "glass":
        at = timezone.now()
        BrokenGlass.objects.create(
            offender=jarvis, user=by, agency=by.agency, reason="x", broken_at=at, ends_at=at + timedelta(hours=1)
        )
    with pytest.raises(PermissionDenied):
        grant(jarvis, person("carla"), by)
    assert not sees(person("carla"), jarvis)


@pytest.mark.parametrize(
    ("who", "problem"),
    [
        ("femi", "themselves"),
        ("aisha", "see this person already"),  # by her agency
        ("grace", "works here today"),  # an auditor sees nobody
        ("karl", "works here today"),
        ("hari", "works here today"),
        ("joan", "works here today"),
        ("carla", None),
    ],
)
def test_to_whom(who, problem, jarvis, person):
    if problem is None:
        assert grant(jarvis, person(who), person("femi"))
        return
    with pytest.raises(ValidationError, match=problem):
        grant(jarvis, person(who), person("femi"))
    assert not NamedGrant.objects.exists()


@pytest.mark.parametrize("changes", [{"is_active": False}, {"ends_on": TODAY}, {"agency": None}])
def test_not_to_who_no_longer_works_here(changes, jarvis, person):
    carla = person("carla")
    User.objects.filter(pk=carla.pk).update(**changes)
    with pytest.raises(ValidationError, match="works here today"):
        grant(jarvis, User.objects.get(pk=carla.pk), person("femi"))


def test_a_granter_who_may_not_know_the_others_is_not_told_who_they_are(jarvis, person):
    """The voluntary sector does not read the scheme: that the drug service sees somebody is not for it to learn."""
    involve(jarvis, "employment")
    involve(jarvis, "drug_service")
    by = people.make_for("employment", Role.SUPERVISOR)
    made = grant(jarvis, person("ben"), by)
    actions.end(grant=made, by=by)
    with pytest.raises(ValidationError, match="see this person already"):
        grant(jarvis, person("ben"), person("femi"))  # the police may know


def test_twice_is_once(jarvis, person):
    first = grant(jarvis, person("carla"), person("femi"))
    assert grant(jarvis, person("carla"), person("femi")).pk == first.pk
    assert NamedGrant.objects.count() == Entry.objects.filter(what="exceptions.grant").count() == 1
    with pytest.raises(ValidationError, match="see this person already"):
        grant(jarvis, person("carla"), person("femi"), until=UNTIL + DAY)


@pytest.mark.parametrize("until", [TODAY, TODAY - DAY, date(2019, 10, 1)])
def test_not_for_ever_and_not_in_the_past(until, jarvis, person):
    with pytest.raises(ValidationError) as refused:
        grant(jarvis, person("carla"), person("femi"), until=until)
    assert "until" in refused.value.message_dict


def test_a_grant_that_has_run_out_can_be_given_anew(jarvis, person, settings):
    first = grant(jarvis, person("carla"), person("femi"), until=TODAY + DAY)
    settings.FIXED_TODAY = TODAY + DAY
    assert not sees(person("carla"), jarvis)
    again = grant(jarvis, person("carla"), person("femi"))
    assert again.pk == first.pk and again.from_on == TODAY + DAY
    assert sees(person("carla"), jarvis)


def test_it_is_prolonged(jarvis, person):
    made = grant(jarvis, person("carla"), person("femi"))
    later = UNTIL + 30 * DAY
    asked = {"grant": made, "until": later, "reason": "Still there.", "version": made.version, "by": person("femi")}
    assert actions.prolong(**asked).until_on == later
    assert actions.prolong(**asked).version == made.version + 1  # a second click
    assert Entry.objects.filter(what="exceptions.prolong").count() == 1
    with pytest.raises(actions.ChangedMeanwhile):
        actions.prolong(**{**asked, "until": later + DAY})
    assert NamedGrant.objects.get().until_on == later


def test_nobody_prolongs_their_own(jarvis, person):
    by = people.make_for("probation", Role.SUPERVISOR)
    made = grant(jarvis, by, person("femi"))
    involve(jarvis, "probation", "supervises")
    with pytest.raises(ValidationError, match="themselves"):
        actions.prolong(grant=made, until=UNTIL + DAY, reason="More.", version=made.version, by=by)


def test_an_end_is_said_once_and_kept_in_history(jarvis, person):
    made = grant(jarvis, person("carla"), person("femi"))
    kept = NamedGrant(pk=made.pk, content_object=jarvis, user=person("carla"))
    actions.end(grant=made, by=person("femi"))
    actions.end(grant=kept, by=person("femi"))
    assert Entry.objects.filter(what="exceptions.end_grant").count() == 1
    (event,) = apps.get_model("offenders", "NamedGrantEvent").objects.filter(pgh_label="delete")
    assert (event.user_id, event.until_on) == (person("carla").pk, UNTIL)


def test_another_agency_that_is_not_involved_ends_nothing(jarvis, person):
    made = grant(jarvis, person("carla"), person("femi"))
    with pytest.raises(PermissionDenied):
        actions.end(grant=made, by=people.make_for("probation", Role.COORDINATOR))
    assert sees(person("carla"), jarvis)
