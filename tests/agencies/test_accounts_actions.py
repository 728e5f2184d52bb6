"""Joiners and leavers: invited by a link, in force at once, out on the day, each change in the log."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

import agencies.tasks  # noqa: F401  (registers what the outbox calls)
from agencies.accounts import actions
from agencies.accounts.querysets import Standing, managed_by, with_standing
from agencies.models import Agency, Invitation, RoleHolding, User
from agencies.models.invitations import hash_of
from agencies.roles import Role
from audit import clock, outbox
from audit.models import Entry, OutboxMessage
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
GOOD = "plum tractor violin"


def invited(by, email="nadia.frost@example.org", **more):
    given = {"full_name": "Nadia Frost", "agency": by.agency, "roles": frozenset({Role.PRACTITIONER}), **more}
    return actions.invite(email=email, by=by, **given)


def sent_token():
    """What the letter that goes out now holds."""
    outbox.relay()
    (line,) = (line for line in mail.outbox[-1].body.splitlines() if "/join/" in line)
    return line.rstrip("/").rsplit("/", 1)[1]


def standing(user):
    return with_standing(User.objects.filter(pk=user.pk), clock.today()).get().standing


class TestJoining:
    def test_from_the_invitation_to_the_password(self, person):
        nadia = invited(person("joan"))
        assert (nadia.is_active, nadia.has_usable_password(), standing(nadia)) == (False, False, Standing.INVITED)
        token = sent_token()
        joined = actions.join(token=token, password=GOOD)
        assert joined.pk == nadia.pk and joined.is_active and joined.check_password(GOOD)
        assert joined.roles == {Role.PRACTITIONER} and standing(joined) == Standing.HERE
        with pytest.raises(ValidationError):
            actions.join(token=token, password="another good passphrase")
        done = Entry.objects.filter(what__startswith="accounts.").order_by("pk")
        assert [(e.what, e.user_name) for e in done] == [
            ("accounts.invite", "Joan Pryce"),
            ("accounts.join", "Nadia Frost"),
        ]

    def test_the_letter_holds_nobodys_name_and_the_database_no_token(self, person):
        invited(person("joan"))
        assert OutboxMessage.objects.get().payload == {"link": Invitation.objects.get().pk}
        token = sent_token()
        letter = mail.outbox[-1]
        assert letter.to == ["nadia.frost@example.org"]
        for word in ("Nadia", "Frost", "Joan", "police", "Police", "practitioner"):
            assert word not in letter.body + letter.subject
        assert Invitation.objects.get().token_hash == hash_of(token) != token

    def test_it_works_for_seven_days(self, person):
        invited(person("joan"))
        token = sent_token()
        link = Invitation.objects.get()
        assert link.expires_at - link.sent_at == timedelta(days=7)
        Invitation.objects.update(expires_at=timezone.now() + timedelta(seconds=5))
        assert Invitation.objects.usable(token, timezone.now()).exists()
        Invitation.objects.update(expires_at=timezone.now())
        with pytest.raises(ValidationError):
            actions.join(token=token, password=GOOD)

    def test_sent_again_the_first_works_no_more(self, person):
        joan = person("joan")
        nadia = invited(joan)
        first = sent_token()
        actions.send_link(user=nadia, by=joan)
        second = sent_token()
        with pytest.raises(ValidationError):
            actions.join(token=first, password=GOOD)
        assert actions.join(token=second, password=GOOD).pk == nadia.pk

    def test_taken_back_nothing_of_it_is_left(self, person):
        nadia = invited(person("joan"))
        actions.cancel(user=nadia, by=person("joan"))
        outbox.relay()
        assert mail.outbox == [] and not User.objects.filter(email=nadia.email).exists()
        with pytest.raises(ValidationError):
            actions.cancel(user=person("aisha"), by=person("joan"))

    def test_an_address_has_one_account_however_it_is_written(self, person):
        person("ben")
        with pytest.raises(ValidationError) as error:
            invited(person("joan"), "BEN@example.org")
        assert set(error.value.message_dict) == {"email"}

    def test_who_has_left_before_joining_does_not_join(self, person, settings):
        nadia = invited(person("joan"), ends_on=date(2019, 4, 2))
        token = sent_token()
        settings.FIXED_TODAY = date(2019, 4, 2)
        with pytest.raises(ValidationError):
            actions.join(token=token, password=GOOD)
        assert not User.objects.get(pk=nadia.pk).is_active

    def test_a_new_password_by_a_link_that_lasts_a_day(self, person):
        aisha = person("aisha")
        actions.send_link(user=aisha, by=person("joan"))
        token = sent_token()
        link = Invitation.objects.get()
        assert (link.purpose, link.expires_at - link.sent_at) == ("new_password", timedelta(days=1))
        assert User.objects.get(pk=aisha.pk).check_password(PASSWORD)  # until the new one is set
        assert actions.join(token=token, password=GOOD).check_password(GOOD)
        outbox.relay()
        assert "was changed" in mail.outbox[-1].body


class TestLeaving:
    def test_ends_on_the_day_and_lets_back_in(self, person, settings):
        aisha, joan = person("aisha"), person("joan")
        actions.end_access(user=aisha, on=date(2019, 4, 3), by=joan)
        aisha.refresh_from_db()
        assert [aisha.has_left(date(2019, 4, day)) for day in (2, 3)] == [False, True]
        actions.let_back_in(user=aisha, by=joan)
        aisha.refresh_from_db()
        assert aisha.ends_on is None
        assert [e.what for e in Entry.objects.filter(verb="changed").order_by("pk")] == [
            "accounts.end_access",
            "accounts.let_back_in",
        ]

    def test_no_day_that_has_passed(self, person):
        with pytest.raises(ValidationError):
            actions.end_access(user=person("aisha"), on=date(2019, 3, 30), by=person("joan"))
        with pytest.raises(ValidationError):
            actions.let_back_in(user=person("aisha"), until=clock.today(), by=person("joan"))

    def test_an_open_link_ends_with_the_access(self, person):
        aisha, joan = person("aisha"), person("joan")
        actions.send_link(user=aisha, by=joan)
        token = sent_token()
        actions.end_access(user=aisha, on=clock.today(), by=joan)
        actions.let_back_in(user=aisha, by=joan)
        with pytest.raises(ValidationError):
            actions.join(token=token, password=GOOD)

    def test_the_last_system_administrator_stays(self, person):
        karl, command = person("karl"), User.objects.get(is_command_line=True)
        with pytest.raises(ValidationError):
            actions.end_access(user=karl, on=clock.today(), by=person("joan"))
        with pytest.raises(ValidationError):
            actions.change_roles(user=karl, roles=frozenset({Role.AUDITOR}), by=command)
        RoleHolding.objects.filter(user=person("grace")).update(role=Role.SYSTEM_ADMINISTRATOR)
        actions.end_access(user=karl, on=clock.today(), by=person("joan"))


class TestManaging:
    def test_roles_are_given_and_taken(self, person):
        aisha = person("aisha")
        changed = actions.change_roles(
            user=aisha, roles=frozenset({Role.SUPERVISOR, Role.AGENCY_LEAD}), by=person("joan")
        )
        assert changed.roles == {Role.SUPERVISOR, Role.AGENCY_LEAD}
        entry = Entry.objects.get(what="accounts.change_roles")
        assert (entry.detail["given"], entry.detail["taken"]) == (["agency_lead", "supervisor"], ["practitioner"])

    @pytest.mark.parametrize(
        ("who", "whom", "roles"),
        [
            ("joan", "joan", {Role.AGENCY_LEAD, Role.COORDINATOR}),  # one's own
            ("karl", "karl", {Role.COORDINATOR}),
            ("joan", "aisha", {Role.AUDITOR}),  # not hers to give
            ("joan", "aisha", {Role.SYSTEM_ADMINISTRATOR}),
            ("joan", "grace", {Role.VIEWER}),  # nor to take
            ("joan", "ben", {Role.VIEWER}),  # another agency's
            ("aisha", "dev", {Role.PRACTITIONER}),
        ],
    )
    def test_nobody_gives_what_is_not_theirs_to_give(self, who, whom, roles, person):
        before = person(whom).roles
        with pytest.raises(PermissionDenied):
            actions.change_roles(user=person(whom), roles=frozenset(roles), by=person(who))
        assert User.objects.get(pk=person(whom).pk).roles == before

    def test_a_lost_second_factor_goes_with_the_password(self, person):
        aisha = person("aisha")
        TOTP.activate(aisha, generate_totp_secret())
        actions.reset_second_factor(user=aisha, checked="video", by=person("joan"))
        aisha.refresh_from_db()
        assert not Authenticator.objects.filter(user=aisha).exists()
        assert not aisha.has_usable_password() and standing(aisha) == Standing.HERE
        outbox.relay()
        assert sorted(letter.subject for letter in mail.outbox) == [
            "Set a new password for IOM",
            "Your second factor for IOM was taken away",
        ]
        assert Entry.objects.get(what="accounts.reset_second_factor").reason == "I saw them on a video call"

    def test_not_without_making_sure_of_the_person(self, person):
        with pytest.raises(ValidationError):
            actions.reset_second_factor(user=person("aisha"), checked="by e-mail", by=person("joan"))


def test_the_list_says_how_each_stands(person):
    joan = person("joan")
    TOTP.activate(joan, generate_totp_secret())
    for name in ("aisha", "dev", "ben"):
        person(name)
    invited(joan)
    actions.end_access(user=person("dev"), on=clock.today(), by=joan)
    rows = with_standing(managed_by(joan), clock.today()).order_by("full_name")
    assert [(row.full_name, row.standing, row.has_second_factor) for row in rows] == [
        ("Aisha Shaw", "here", False),
        ("Dev Malik", "left", False),
        ("Joan Pryce", "here", True),
        ("Nadia Frost", "invited", False),
    ]
    assert Agency.objects.get(code="police").staff.count() == 4
