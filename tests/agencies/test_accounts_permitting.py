"""Original intelligence by name: an agency's lead gives it to their own staff, for a reason and for a time."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies import sharing
from agencies.accounts import actions, rules
from agencies.categories import Category, Level
from agencies.models import NamedPermission, RoleHolding, User
from agencies.roles import Role
from audit import clock
from audit.models import Entry
from tests.agencies.agreed import in_force

pytestmark = pytest.mark.django_db
HERE = "/people-who-work-here/"
UNTIL = date(2019, 9, 30)
WHY = "Field intelligence officer for Luton."


def has(user):
    """How much original intelligence somebody has, read anew."""
    return sharing.level(User.objects.get(pk=user.pk), Category.INTELLIGENCE_ORIGINAL)


def give(user, by, *, until=UNTIL, reason=WHY, seen=""):
    return actions.permit(user=user, reason=reason, until=until, by=by, seen=seen)


def mark(user):
    return rules.mark_of(NamedPermission.objects.get(user=user))


def ending(mark_of=None, *, until="30 9 2019", reason=WHY):
    return {"reason": reason, "until": until, "seen": mark_of or ""}


class TestGiving:
    def test_at_once_for_a_time_and_with_who_gave_it(self, person, settings):
        dev, joan = person("dev"), person("joan")
        assert has(dev) == Level.NONE
        given = give(dev, joan)
        assert has(dev) == Level.READ  # the viewer's reach, of the police's "manage"
        assert (given.from_on, given.until_on, given.given_by, given.reason) == (clock.today(), UNTIL, joan, WHY)
        settings.FIXED_TODAY = UNTIL - timedelta(1)
        assert has(dev) == Level.READ
        settings.FIXED_TODAY = UNTIL
        assert has(dev) == Level.NONE

    def test_it_is_logged(self, person):
        dev, joan = person("dev"), person("joan")
        give(dev, joan)
        give(dev, joan, until=date(2019, 12, 31), seen=mark(dev))
        actions.end_permission(user=dev, by=joan)
        entries = Entry.objects.filter(what__endswith="_permission").order_by("pk")
        assert [(e.what, e.user_name, e.reason, e.detail["account"], e.detail["until"]) for e in entries] == [
            ("accounts.give_permission", "Joan Pryce", WHY, dev.pk, "2019-09-30"),
            ("accounts.prolong_permission", "Joan Pryce", WHY, dev.pk, "2019-12-31"),
            ("accounts.end_permission", "Joan Pryce", "", dev.pk, "2019-03-31"),
        ]

    def test_ended_and_given_anew(self, person, settings):
        dev, joan = person("dev"), person("joan")
        give(dev, joan)
        settings.FIXED_TODAY = date(2019, 4, 3)
        actions.end_permission(user=dev, by=joan)
        assert has(dev) == Level.NONE
        settings.FIXED_TODAY = date(2019, 5, 1)
        assert give(dev, joan).from_on == date(2019, 5, 1)
        assert has(dev) == Level.READ and NamedPermission.objects.filter(user=dev).count() == 1

    def test_said_twice_it_is_done_once(self, person):
        dev, joan = person("dev"), person("joan")
        give(dev, joan)
        give(dev, joan)
        actions.end_permission(user=dev, by=joan)
        actions.end_permission(user=dev, by=joan)
        assert Entry.objects.filter(what__endswith="_permission").count() == 2

    @pytest.mark.parametrize(
        ("until", "words"),
        [
            (date(2019, 3, 31), "after today"),
            (date(2019, 4, 1), ""),
            (date(2020, 3, 31), ""),
            (date(2020, 4, 1), "31 March 2020 or earlier"),
        ],
    )
    def test_until_is_after_today_and_twelve_months_at_most(self, until, words, person):
        assert words in rules.what_is_wrong_with_end(until, clock.today())
        if not words:
            assert give(person("dev"), person("joan"), until=until).until_on == until
            return
        with pytest.raises(ValidationError) as error:
            give(person("dev"), person("joan"), until=until)
        assert words in error.value.message_dict["until"][0]

    def test_a_reason_is_needed(self, person):
        with pytest.raises(ValidationError) as error:
            give(person("dev"), person("joan"), reason="  ")
        assert set(error.value.message_dict) == {"reason"}

    def test_what_another_lead_did_meanwhile_is_shown_and_not_written_over(self, person):
        dev, joan = person("dev"), person("joan")
        other = User.objects.create(email="other@example.org", full_name="Otis Other", agency=joan.agency)
        RoleHolding.objects.create(user=other, role=Role.AGENCY_LEAD)
        give(dev, other, until=date(2019, 4, 30), reason="One operation.")
        with pytest.raises(ValidationError, match=r"until 30 April 2019 now, for this reason: One operation\."):
            give(dev, joan)
        seen = mark(dev)
        actions.end_permission(user=dev, by=other)
        with pytest.raises(ValidationError, match="ended this since"):
            give(dev, joan, seen=seen)


class TestWhere:
    def test_only_where_the_agreement_has_a_level(self, person, signed_in):
        owen = User.objects.create(email="owen@example.org", full_name="Owen", agency=person("ines").agency)
        RoleHolding.objects.create(user=owen, role=Role.AGENCY_LEAD)
        with pytest.raises(ValidationError, match="shares no original intelligence with Probation"):
            give(person("ines"), owen)

    def test_nor_when_none_is_in_force(self, person):
        dev, joan = person("dev"), person("joan")
        in_force(expires_on=clock.today())
        with pytest.raises(ValidationError, match="shares no original intelligence"):
            give(dev, joan)

    def test_nor_to_roles_that_read_no_record(self, person):
        with pytest.raises(ValidationError, match="Change the roles first"):
            give(person("hari"), person("joan"))


class TestItEndsInEffect:
    def test_on_leaving(self, person, settings):
        aisha, joan = person("aisha"), person("joan")
        assert has(aisha) == Level.READ
        actions.end_access(user=aisha, on=date(2019, 4, 2), by=joan)
        assert has(aisha) == Level.READ
        settings.FIXED_TODAY = date(2019, 4, 2)
        assert has(aisha) == Level.NONE
        actions.let_back_in(user=aisha, by=joan)
        assert has(aisha) == Level.NONE  # given anew, or not at all
        assert Entry.objects.filter(what="accounts.end_permission").count() == 1

    def test_with_the_role(self, person):
        aisha, joan = person("aisha"), person("joan")
        actions.change_roles(user=aisha, roles=frozenset({Role.ANALYST}), by=joan)
        assert has(aisha) == Level.NONE


class TestWho:
    @pytest.mark.parametrize("who", ["aisha", "esther", "femi", "hari", "karl", "grace"])
    def test_nobody_but_an_agency_lead(self, who, person, signed_in):
        dev = person("dev")
        with pytest.raises(PermissionDenied):
            give(dev, person(who))
        for page in (f"{HERE}original-intelligence/", f"{HERE}{dev.pk}/original-intelligence/"):
            assert signed_in(who).get(page).status_code == 403

    def test_not_of_another_agency(self, person, signed_in):
        ben, joan = person("ben"), person("joan")
        with pytest.raises(PermissionDenied):
            give(ben, joan)
        client = signed_in("joan")
        known, nobody = (client.get(f"{HERE}{pk}/original-intelligence/") for pk in (ben.pk, 999999))
        assert known.status_code == nobody.status_code == 404 and known.content == nobody.content
        assert client.post(f"{HERE}{ben.pk}/original-intelligence/", ending()).status_code == 404
        assert client.post(f"{HERE}{ben.pk}/original-intelligence/end/").status_code == 404

    def test_not_to_oneself(self, person, signed_in):
        joan = person("joan")
        RoleHolding.objects.create(user=joan, role=Role.COORDINATOR)
        joan = User.objects.get(pk=joan.pk)
        with pytest.raises(PermissionDenied):
            give(joan, joan)
        client = signed_in("joan")
        assert client.get(f"{HERE}{joan.pk}/original-intelligence/").status_code == 403
        assert client.post(f"{HERE}{joan.pk}/original-intelligence/end/").status_code == 403
        assert Entry.objects.filter(verb="refused", user_id=joan.pk).count() == 2


class TestPages:
    def test_from_the_account_page_and_back(self, person, signed_in):
        dev, client = person("dev"), signed_in("joan")
        address = f"{HERE}{dev.pk}/original-intelligence/"
        assert address in client.get(f"{HERE}{dev.pk}/").content.decode()
        assert client.post(address, ending())["Location"] == f"{HERE}{dev.pk}/"
        page = client.get(f"{HERE}{dev.pk}/").content.decode()
        assert "By name until 30 September 2019, given by Joan Pryce" in page and WHY in page
        listed = client.get(f"{HERE}original-intelligence/").content.decode()
        assert "Dev Malik" in listed and WHY in listed and "Reads it" in listed
        assert client.post(f"{address}end/").status_code == 302
        assert "Dev Malik reads no original" in client.get(f"{HERE}{dev.pk}/").content.decode()
        assert "Dev Malik" not in client.get(f"{HERE}original-intelligence/").content.decode()

    def test_prolonged_with_what_the_page_showed(self, person, signed_in):
        dev, client = person("dev"), signed_in("joan")
        give(dev, person("joan"))
        address = f"{HERE}{dev.pk}/original-intelligence/"
        assert mark(dev) in client.get(address).content.decode()
        stale = client.post(address, ending("stale", until="1 10 2019"))
        assert stale.status_code == 422 and "It stands until 30 September 2019 now" in stale.content.decode()
        assert client.post(address, ending(mark(dev), until="1 10 2019")).status_code == 302
        assert NamedPermission.objects.get(user=dev).until_on == date(2019, 10, 1)

    def test_what_is_wrong_is_said_beside_the_field(self, person, signed_in):
        dev, client = person("dev"), signed_in("joan")
        page = client.post(f"{HERE}{dev.pk}/original-intelligence/", ending(until="1 4 2020", reason=""))
        assert page.status_code == 422 and "Say why they need it." in page.content.decode()
        page = client.post(f"{HERE}{dev.pk}/original-intelligence/", ending(until="1 4 2020"))
        assert page.status_code == 422 and "Choose 31 March 2020 or earlier" in page.content.decode()

    def test_the_list_is_of_ones_own_agency_and_says_what_opens_nothing(self, person, signed_in):
        person("aisha"), person("femi")
        RoleHolding.objects.filter(user=person("femi")).update(role=Role.ANALYST)
        NamedPermission.objects.create(
            user=person("ben"),
            permission="original_intelligence",
            reason="x",
            given_by=person("joan"),
            from_on=clock.today(),
            until_on=UNTIL,
        )
        page = signed_in("joan").get(f"{HERE}original-intelligence/").content.decode()
        assert "Aisha Shaw" in page and "Femi Ade" in page and "Ben Okafor" not in page
        assert page.count("Opens nothing") == 1

    def test_where_there_is_nothing_to_give_the_page_says_so(self, person, signed_in):
        dev = person("dev")
        in_force(expires_on=clock.today())
        client = signed_in("joan")
        page = client.get(f"{HERE}{dev.pk}/original-intelligence/").content.decode()
        assert "shares no original intelligence with Police" in page and "<textarea" not in page
        assert (
            "shares no original intelligence with Police"
            in client.get(f"{HERE}original-intelligence/").content.decode()
        )

    def test_as_many_queries_for_many_as_for_few(self, person, signed_in, django_assert_max_num_queries):
        joan = person("joan")
        for number in range(15):
            user = User.objects.create(email=f"p{number}@example.org", full_name=f"P {number}", agency=joan.agency)
            RoleHolding.objects.create(user=user, role=Role.VIEWER)
            give(user, joan)
        client = signed_in("joan")
        with django_assert_max_num_queries(16):
            assert client.get(f"{HERE}original-intelligence/").status_code == 200
