"""Restricted people: those named see them and nobody else; two named people lift it; no import touches it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import Agency, User
from agencies.roles import Role
from audit.models import Entry
from offenders.exceptions import actions
from offenders.models import CaseLead, NamedGrant, Offender, RestrictedReader, Restriction
from tests import people
from tests.conftest import TODAY
from tests.exchange.small import Folder
from tests.factories import InvolvementFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def jarvis(scheme):
    jarvis = OffenderFactory(family_name="Jarvis")
    InvolvementFactory(offender=jarvis, agency=Agency.objects.get(code="police"), reason="leads")
    return jarvis


@pytest.fixture
def susan(scheme):
    return people.make_for("probation", Role.SUPERVISOR)


def restrict(offender, by, *names, **more):
    words = {"why": "relative", "reason": "His sister works here."}
    return actions.restrict(offender=offender, by=by, names=names, **{**words, **more})


def sees(user, offender):
    """On their next request: a reader is loaded anew."""
    return Offender.objects.visible_to(User.objects.get(pk=user.pk)).filter(pk=offender.pk).exists()


def test_from_then_on_only_those_named_see_them(jarvis, person, susan):
    actions.grant(
        offender=jarvis, user=person("carla"), reason="Hostel.", until=TODAY + timedelta(9), by=person("femi")
    )
    made = restrict(jarvis, person("femi"), person("femi"), susan)
    assert sees(person("femi"), jarvis) and sees(susan, jarvis)
    for stranger in ("aisha", "dev", "esther", "carla", "ben"):
        assert not sees(person(stranger), jarvis), stranger
    assert not NamedGrant.objects.exists()  # a grant does not wake when the restriction is lifted
    entry = Entry.objects.get(what="exceptions.restrict")
    assert entry.detail == {
        "restriction": made.pk, "named": sorted([person("femi").pk, susan.pk]), "grants_ended": 1
    }  # fmt: skip
    assert "sister" not in entry.reason  # who reads the agency's log need not be named


@pytest.mark.parametrize("who", ["aisha", "dev", "esther", "ben", "susan"])
def test_who_may_not_restrict(who, jarvis, person, susan):
    by = susan if who == "susan" else person(who)  # a supervisor whose agency is not involved
    with pytest.raises(PermissionDenied):
        restrict(jarvis, by, person("femi"))
    assert sees(person("aisha"), jarvis)


def test_somebody_who_can_act_is_named(jarvis, person, susan):
    for names in ([], [person("aisha")], [person("grace"), person("femi")]):
        with pytest.raises(ValidationError) as refused:
            restrict(jarvis, person("femi"), *names)
        assert "names" in refused.value.message_dict
    restrict(jarvis, person("femi"), susan)  # she can act: who restricts need not be named
    assert not sees(person("femi"), jarvis) and sees(susan, jarvis)


def test_the_officer_who_leads_the_case_is_not_left_out_unsaid(jarvis, person):
    CaseLead.objects.create(
        offender=jarvis, agency=person("aisha").agency, officer=person("aisha"), from_on=TODAY - timedelta(9)
    )
    with pytest.raises(ValidationError, match="Aisha Shaw leads the case and is not named"):
        restrict(jarvis, person("femi"), person("femi"))
    restrict(jarvis, person("femi"), person("femi"), without_lead=True)
    assert not sees(person("aisha"), jarvis)


def test_twice_is_once(jarvis, person):
    first = restrict(jarvis, person("femi"), person("femi"))
    assert restrict(jarvis, person("femi"), person("femi")) == first
    with pytest.raises(ValidationError, match="restricted already"):
        restrict(jarvis, person("femi"), person("femi"), reason="Another.")
    assert Restriction.objects.count() == Entry.objects.filter(what="exceptions.restrict").count() == 1


def test_a_restricted_person_is_granted_to_nobody(jarvis, person):
    restrict(jarvis, person("femi"), person("femi"))
    with pytest.raises(ValidationError, match="restricted"):
        actions.grant(offender=jarvis, user=person("carla"), reason="x", until=TODAY + timedelta(9), by=person("femi"))
    assert not sees(person("carla"), jarvis)


def test_a_name_is_added_and_taken_away_at_once(jarvis, person):
    made = restrict(jarvis, person("femi"), person("femi"))
    actions.name(restriction=made, user=person("ben"), by=person("femi"))
    actions.name(restriction=made, user=person("ben"), by=person("femi"))
    assert sees(person("ben"), jarvis)
    actions.unname(restriction=made, user=person("ben"), by=person("femi"))
    actions.unname(restriction=made, user=person("ben"), by=person("femi"))
    assert not sees(person("ben"), jarvis)
    named = Entry.objects.filter(what__in=["exceptions.name", "exceptions.unname"]).order_by("pk")
    assert [(entry.what, entry.detail["user"]) for entry in named] == [
        ("exceptions.name", person("ben").pk),
        ("exceptions.unname", person("ben").pk),
    ]
    assert Restriction.objects.get().version == 3


def test_never_the_last_who_can_act(jarvis, person, susan):
    made = restrict(jarvis, person("femi"), person("femi"), person("aisha"))
    with pytest.raises(ValidationError, match="Name somebody who can act"):
        actions.unname(restriction=made, user=person("femi"), by=person("femi"))
    actions.name(restriction=made, user=susan, by=person("femi"))
    actions.unname(restriction=made, user=person("femi"), by=person("femi"))
    assert not sees(person("femi"), jarvis)
    User.objects.filter(pk=susan.pk).update(ends_on=TODAY)  # she has left: a name of hers counts no more
    assert not RestrictedReader.objects.filter(user=person("femi")).exists()


def test_who_has_left_does_not_count_as_who_can_act(jarvis, person, susan):
    made = restrict(jarvis, person("femi"), person("femi"), susan)
    User.objects.filter(pk=susan.pk).update(ends_on=TODAY)
    with pytest.raises(ValidationError, match="Name somebody who can act"):
        actions.unname(restriction=made, user=person("femi"), by=person("femi"))


def test_only_the_named_who_can_act_change_names(jarvis, person, susan):
    made = restrict(jarvis, person("femi"), person("femi"), person("aisha"))
    for by in (person("aisha"), susan):  # named without the role; the role without being named
        with pytest.raises(PermissionDenied):
            actions.name(restriction=made, user=person("ben"), by=by)
        with pytest.raises(PermissionDenied):
            actions.unname(restriction=made, user=person("aisha"), by=by)


def test_two_named_people_lift_it(jarvis, person, susan):
    made = restrict(jarvis, person("femi"), person("femi"), susan)
    asked = actions.ask_lifting(restriction=made, reason="She has left.", version=1, by=person("femi"))
    assert actions.ask_lifting(restriction=made, reason="She has left.", version=1, by=person("femi")) == asked
    with pytest.raises(PermissionDenied, match="second person"):
        actions.lift(restriction=made, version=2, by=person("femi"))
    assert not sees(person("aisha"), jarvis)
    actions.lift(restriction=made, version=2, by=susan)
    assert sees(person("aisha"), jarvis) and not sees(susan, jarvis)
    lifted = Restriction.objects.get()
    assert (lifted.lifted_by, lifted.lifted_because) == (susan, "She has left.")
    steps = Entry.objects.filter(what__startswith="exceptions.", verb="changed").order_by("pk")
    assert [entry.what for entry in steps] == ["exceptions.restrict", "exceptions.ask_lifting", "exceptions.lift"]


def test_it_is_kept_and_asked_for_again(jarvis, person, susan):
    made = restrict(jarvis, person("femi"), person("femi"), susan)
    actions.ask_lifting(restriction=made, reason="She has left.", version=1, by=person("femi"))
    actions.keep(restriction=made, version=2, by=susan)
    with pytest.raises(ValidationError, match="no longer where it was"):
        actions.lift(restriction=made, version=3, by=susan)
    again = actions.ask_lifting(restriction=made, reason="She has left.", version=3, by=susan)
    assert again.lifting_asked_by == susan


@pytest.mark.parametrize("act", ["keep", "lift"])
def test_an_old_page_lifts_and_keeps_nothing(act, jarvis, person, susan):
    made = restrict(jarvis, person("femi"), person("femi"), susan)
    actions.ask_lifting(restriction=made, reason="She has left.", version=1, by=person("femi"))
    actions.name(restriction=made, user=person("ben"), by=susan)
    with pytest.raises(actions.ChangedMeanwhile):
        getattr(actions, act)(restriction=made, version=2, by=susan)


def test_after_lifting_somebody_can_be_restricted_again(jarvis, person, susan):
    made = restrict(jarvis, person("femi"), person("femi"), susan)
    actions.ask_lifting(restriction=made, reason="x", version=1, by=person("femi"))
    actions.lift(restriction=made, version=2, by=susan)
    restrict(jarvis, person("femi"), person("femi"), reason="Another sister.")
    assert Restriction.objects.count() == 2


def test_no_import_lifts_or_lowers_it(tmp_path, db):
    """The same person comes again, with other facts, other areas and withdrawn rows: the restriction stands."""
    folder = Folder(tmp_path / "register")
    folder.load()
    femi, aisha = people.make("femi"), people.make("aisha")
    iqbal = Offender.objects.get(ref="P1")
    assert sees(aisha, iqbal)
    made = restrict(iqbal, femi, femi)
    before = Restriction.objects.filter(pk=made.pk).values().get(), list(RestrictedReader.objects.values())
    folder["offenders"][0] |= {"family_name": "Iqbal-Jones", "area": "S", "resident": "Y"}
    folder["memberships"][0] |= {"cohort": "HI"}
    folder.load()
    iqbal.refresh_from_db()
    assert iqbal.family_name == "Iqbal-Jones"
    assert (Restriction.objects.filter(pk=made.pk).values().get(), list(RestrictedReader.objects.values())) == before
    assert sees(femi, iqbal) and not sees(aisha, iqbal)
