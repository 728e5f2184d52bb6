"""The one policy on real rows: whom a reader sees, what of them, and who may see somebody (spec/access.md)."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user

from agencies.categories import Category, Level
from agencies.models import Agency, AgencyKind, NamedPermission
from agencies.roles import Role
from offenders import policies
from offenders.models import (
    SEE_PERSON,
    BrokenGlass,
    Consent,
    NamedGrant,
    Offender,
    RestrictedReader,
    Restriction,
)
from offenders.rules import How
from tests import people
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]
DAY = timedelta(days=1)


@pytest.fixture
def jarvis(scheme):
    return OffenderFactory(family_name="Jarvis")


def involve(offender, agency, reason="supports", from_on=date(2018, 1, 1), until_on=None):
    code = Agency.objects.get(code=agency)
    return InvolvementFactory(offender=offender, agency=code, reason=reason, from_on=from_on, until_on=until_on)


def restrict(offender, by, *named):
    made = Restriction.objects.create(offender=offender, why="relative", reason="His sister works here.", made_by=by)
    for user in named:
        RestrictedReader.objects.create(restriction=made, user=user, named_by=by)
    return made


def grant(offender, user, by, until_on, from_on=TODAY):
    from django.contrib.auth.models import Permission

    return NamedGrant.objects.create(
        content_object=offender,
        user=user,
        permission=Permission.objects.get(codename=SEE_PERSON),
        reason="He is moving to her hostel.",
        granted_by=by,
        from_on=from_on,
        until_on=until_on,
    )


def break_glass(offender, user, ago=timedelta(0), lasts=timedelta(hours=24), **more):
    now = timezone.now() - ago
    return BrokenGlass.objects.create(
        offender=offender,
        user=user,
        agency=user.agency,
        reason="At the door.",
        broken_at=now,
        ends_at=now + lasts,
        **more,
    )


def sees(user, offender):
    """Whether the door and the view agree that a reader sees somebody, and by what; a request loads its reader anew."""
    user.__dict__.pop("_by_name", None)
    view = policies.view_of(user, offender.pk)
    assert Offender.objects.reachable_by(user).filter(pk=offender.pk).exists() == (view is not None)
    listed = Offender.objects.visible_to(user).filter(pk=offender.pk).exists()
    assert listed == (view is not None and view.how is not How.GLASS)
    return view.how if view else None


def reads(user, offender, category):
    view = policies.view_of(user, offender.pk)
    return view is not None and view.levels.reads(Category(category))


@pytest.mark.parametrize(
    ("reason", "ended", "how"),
    [
        ("supports", TODAY + DAY, How.INVOLVED),
        ("supports", TODAY, How.TAPER),
        ("leads", TODAY - 89 * DAY, How.TAPER),
        ("leads", TODAY - 90 * DAY, None),
        ("supports", TODAY - 90 * DAY, None),
        ("action", TODAY, None),  # only lead and support taper
        ("referred", TODAY, None),
        ("cohort", TODAY, None),
        ("supervises", TODAY, None),
    ],
)
def test_an_old_lead_or_support_is_read_for_ninety_days(reason, ended, how, jarvis, person):
    involve(jarvis, "drug_service", reason, until_on=ended)
    assert sees(person("ben"), jarvis) == how
    if how is How.TAPER:
        view = policies.view_of(person("ben"), jarvis.pk)
        assert view.levels.level(Category.TREATMENT) == Level.READ  # manage, while it lasted


def test_who_led_an_episode_keeps_reading_through_its_coordinators(jarvis, person):
    involve(jarvis, "police", "leads", until_on=TODAY - 400 * DAY)
    assert sees(person("femi"), jarvis) == How.LED
    assert policies.view_of(person("femi"), jarvis.pk).levels.level(Category.OFFENDING) == Level.READ
    assert sees(person("aisha"), jarvis) is None


def test_support_that_ended_long_ago_is_not_kept(jarvis, person):
    involve(jarvis, "police", "supports", until_on=TODAY - 400 * DAY)
    assert sees(person("femi"), jarvis) is None


def test_a_restricted_person_is_for_those_named_alone(jarvis, person):
    involve(jarvis, "police", "leads")
    made = restrict(jarvis, person("femi"), person("aisha"), person("carla"))
    assert sees(person("aisha"), jarvis) == How.NAMED
    assert sees(person("carla"), jarvis) == How.NAMED  # whatever her agency
    for stranger in ("esther", "femi", "dev", "ben"):
        assert sees(person(stranger), jarvis) is None
    grant(jarvis, person("ben"), person("femi"), TODAY + 30 * DAY)
    break_glass(jarvis, person("ines"))
    assert sees(person("ben"), jarvis) is sees(person("ines"), jarvis) is None
    Restriction.objects.filter(pk=made.pk).update(lifted_at=timezone.now(), lifted_by=person("femi"))
    assert sees(person("esther"), jarvis) == How.INVOLVED
    assert sees(person("carla"), jarvis) is None


@pytest.mark.parametrize(
    ("from_on", "until_on", "how"),
    [
        (TODAY, TODAY + DAY, How.GRANTED),
        (TODAY + DAY, TODAY + 2 * DAY, None),
        (TODAY - DAY, TODAY, None),
        (TODAY, TODAY, None),
    ],
)
def test_a_grant_by_name_holds_from_a_day_until_a_day(from_on, until_on, how, jarvis, person):
    grant(jarvis, person("carla"), person("femi"), until_on, from_on)
    assert sees(person("carla"), jarvis) == how


def test_a_grant_is_guardians_own_and_is_not_asked_of_who_has_left(jarvis, person):
    """Guardian still returns objects for an inactive user (keeping-promises M10): our door asks first."""
    carla = person("carla")
    grant(jarvis, carla, person("femi"), TODAY + DAY)
    carla.is_active = False
    found = get_objects_for_user(
        carla, f"offenders.{SEE_PERSON}", Offender, use_groups=False, accept_global_perms=False
    )
    assert list(found) == [jarvis]
    assert sees(carla, jarvis) is None


@pytest.mark.parametrize(
    ("ago", "more", "how"),
    [
        (timedelta(0), {}, How.GLASS),
        (timedelta(hours=23, minutes=59), {}, How.GLASS),
        (timedelta(hours=24, seconds=1), {}, None),
        (timedelta(hours=1), {"ended_at": datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())}, None),
    ],
)
def test_glass_is_broken_for_a_day_of_real_time(ago, more, how, jarvis, person):
    break_glass(jarvis, person("ines"), ago, **more)
    assert sees(person("ines"), jarvis) == how


def test_glass_is_of_who_may_break_it_while_it_stays_broken(jarvis, person):
    """Somebody's role or agency may have changed within the day."""
    break_glass(jarvis, person("ines"))
    for name in ("ben", "carla", "dev", "femi"):
        break_glass(jarvis, person(name))
        assert sees(person(name), jarvis) is None
    ines = person("ines")
    ines.agency = Agency.objects.get(code="prison")
    assert sees(ines, jarvis) is None


def consent(offender, agency, category, recorded_by, **days):
    return Consent.objects.create(
        offender=offender,
        agency=Agency.objects.get(code=agency),
        category=category,
        how="Signed form, file 12.",
        recorded_by=recorded_by,
        **{"given_on": TODAY - 30 * DAY, **days},
    )


@pytest.mark.parametrize(
    ("days", "given"),
    [
        ({}, True),
        ({"given_on": TODAY}, True),
        ({"given_on": TODAY + DAY}, False),
        ({"until_on": TODAY + DAY}, True),
        ({"until_on": TODAY}, False),
    ],
)
def test_consent_opens_treatment_to_the_agency_it_was_given_to(days, given, jarvis, person):
    involve(jarvis, "probation", "supervises")
    involve(jarvis, "prison", "holds")
    consent(jarvis, "probation", "treatment", person("ben"), **days)
    assert reads(person("ines"), jarvis, "treatment") is given
    assert not reads(person("ines"), jarvis, "health")  # probation has none, consent or not
    peter = people.make_for("prison", Role.PRACTITIONER)
    assert not reads(peter, jarvis, "treatment")


def test_consent_that_is_withdrawn_ends_at_once(jarvis, person):
    involve(jarvis, "probation", "supervises")
    given = consent(jarvis, "probation", "treatment", person("ben"))
    assert reads(person("ines"), jarvis, "treatment")
    Consent.objects.filter(pk=given.pk).update(withdrawn_on=TODAY, withdrawn_by=person("ben"))
    assert not reads(person("ines"), jarvis, "treatment")


def test_what_rested_on_consent_ends_with_the_involvement(jarvis, person):
    involve(jarvis, "probation", "leads", until_on=TODAY)
    consent(jarvis, "probation", "treatment", person("ben"))
    assert sees(person("ines"), jarvis) == How.TAPER
    assert not reads(person("ines"), jarvis, "treatment")


def test_consent_opens_nothing_to_who_has_no_term_for_it(jarvis, person):
    involve(jarvis, "police", "leads")
    involve(jarvis, "housing", "supports")
    for agency in ("police", "housing"):
        for category in ("treatment", "health"):
            consent(jarvis, agency, category, person("ben"))
    for name in ("aisha", "femi", "carla"):
        assert not reads(person(name), jarvis, "treatment")
        assert not reads(person(name), jarvis, "health")


def test_original_intelligence_needs_a_permission_by_name(jarvis, person):
    involve(jarvis, "police", "leads")
    aisha = person("aisha")
    assert reads(aisha, jarvis, "intelligence_original")
    assert not reads(person("dev"), jarvis, "intelligence_original")
    NamedPermission.objects.filter(user=aisha).update(until_on=TODAY)
    assert not reads(type(aisha).objects.get(pk=aisha.pk), jarvis, "intelligence_original")


def test_the_permission_by_name_never_reaches_further_than_the_agency(jarvis, person):
    involve(jarvis, "probation", "leads")
    people.read_original_intelligence(person("ines"))
    assert not reads(person("ines"), jarvis, "intelligence_original")


def test_the_caseload_makes_a_practitioners_level(jarvis, person):
    home = involve(jarvis, "police", "home_police")
    assert policies.may(person("aisha"), Category.OFFENDING, Level.READ, jarvis.pk)
    assert not policies.may(person("aisha"), Category.OFFENDING, Level.MANAGE, jarvis.pk)
    involve(jarvis, "police", "leads")
    assert policies.may(person("aisha"), Category.OFFENDING, Level.MANAGE, jarvis.pk)
    assert home.agency.kind == AgencyKind.POLICE


def test_who_may_see_somebody(jarvis, person):
    involve(jarvis, "police", "leads")
    for name in ("aisha", "ben", "dev", "grace", "hari", "ines", "karl"):
        person(name)
    grant(jarvis, person("ben"), person("femi"), TODAY + DAY)
    assert [user.full_name for user in policies.who_may(jarvis)] == [
        "Aisha Shaw",
        "Dev Malik",
        "Femi Ade",
        "Ben Okafor",
    ]
    managing = policies.who_may(jarvis, Category.OFFENDING, Level.MANAGE)
    assert [user.full_name for user in managing] == ["Aisha Shaw", "Femi Ade"]


def test_the_views_of_many_people_are_one_statement(jarvis, person, django_assert_num_queries):
    involve(jarvis, "police", "leads")
    others = [OffenderFactory() for _ in range(5)]
    aisha = person("aisha")
    policies.view_of(aisha, jarvis.pk)  # the agreement and the roles are read once a reader
    with django_assert_num_queries(1):
        assert set(policies.views_of(aisha, [jarvis.pk, *(other.pk for other in others)])) == {jarvis.pk}
