"""Putting a line off: for a reason, until a day; who sees that; when it comes back; and the morning's letter."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

import casefile.tasks  # noqa: F401  (its handler of the outbox registers itself)
from agencies.code_lists import command_line
from agencies.models import Agency, User
from audit import outbox
from audit.models import Entry, OutboxMessage
from casefile.models import Digest, DigestChoice, PutOff
from casefile.worklist import actions, digest
from casefile.worklist.look import look
from casefile.worklist.scope import Whose, scope_of
from enforcement.models import Warrant
from tests.casefile.test_worklist import somebody, twice, wanted
from tests.conftest import TODAY
from tests.constraints import names_of
from tests.exceptional import visit

pytestmark = pytest.mark.django_db
IN_A_WEEK = date(2019, 4, 7)


@pytest.fixture
def jarvis(person):
    who = somebody(officer=person("aisha"), decided=None, member=False)
    wanted(who)
    return who


def entry_of(user, whose=Whose.AGENCY):
    return look(scope_of(user, whose)).entries[0]


def put_off(who, by, *, until=IN_A_WEEK, reason="The panel knows.", key=None):
    line = entry_of(by).line
    return actions.put_off(offender=who, line=line, reason=reason, until=until, request_key=key or uuid4(), by=by)


def standing(user):
    return [e.line.source for e in look(scope_of(user, Whose.AGENCY)).standing]


class TestPuttingOff:
    def test_it_is_off_the_agencys_list_and_in_the_log(self, jarvis, person):
        row = put_off(jarvis, person("aisha"))
        assert standing(person("aisha")) == standing(person("femi")) == []
        assert standing(person("ines")) == ["wanted"]  # another agency's work is its own
        entry = Entry.objects.get(what="worklist.put_off")
        assert (entry.offender_id, entry.detail["put_off"], entry.detail["line"]) == (jarvis.pk, row.pk, row.key)

    def test_it_comes_back_on_its_day(self, jarvis, person, settings):
        put_off(jarvis, person("aisha"))
        settings.FIXED_TODAY = date(2019, 4, 6)
        assert standing(person("aisha")) == []
        settings.FIXED_TODAY = IN_A_WEEK
        assert standing(person("aisha")) == ["wanted"]

    def test_it_comes_back_when_the_fact_changes(self, jarvis, person):
        put_off(jarvis, person("aisha"))
        Warrant.objects.filter(offender=jarvis).update(kind="recall")
        assert standing(person("aisha")) == ["wanted"]

    def test_a_form_that_is_sent_twice_puts_it_off_once(self, jarvis, person):
        key, line = uuid4(), entry_of(person("aisha")).line
        both = [
            actions.put_off(
                offender=jarvis, line=line, reason="-", until=IN_A_WEEK, request_key=key, by=person("aisha")
            )
            for _ in range(2)
        ]
        assert both[0] == both[1] and PutOff.objects.count() == 1

    def test_a_colleague_cannot_put_off_what_is_put_off(self, jarvis, person):
        line = entry_of(person("aisha")).line
        put_off(jarvis, person("aisha"))
        with pytest.raises(ValidationError, match="colleague"):
            actions.put_off(
                offender=jarvis, line=line, reason="-", until=IN_A_WEEK, request_key=uuid4(), by=person("femi")
            )

    @pytest.mark.parametrize("until", [TODAY, date(2019, 7, 1)])
    def test_not_until_today_nor_for_more_than_three_months(self, until, jarvis, person):
        with pytest.raises(ValidationError):
            put_off(jarvis, person("aisha"), until=until)

    def test_not_without_a_reason(self, jarvis, person):
        with pytest.raises(ValidationError):
            put_off(jarvis, person("aisha"), reason="  ")

    def test_not_of_somebody_whom_one_does_not_see(self, jarvis, person):
        line = entry_of(person("aisha")).line
        with pytest.raises(PermissionDenied):
            actions.put_off(
                offender=jarvis, line=line, reason="-", until=IN_A_WEEK, request_key=uuid4(), by=person("dev")
            )

    def test_the_page(self, jarvis, person, signed_in):
        client = visit(signed_in("aisha"), jarvis)
        address = reverse("worklist:put_off", args=[jarvis.public_id, entry_of(person("aisha")).line.key])
        assert "Wanted on warrant" in client.get(address).content.decode()
        assert client.post(address, {}).status_code == 422
        sent = {"request_key": str(uuid4()), "until": "7 4 2019", "reason": "The panel knows."}
        assert client.post(address, sent).url == reverse("worklist:today")
        assert standing(person("aisha")) == []


class TestWhatWasPutOff:
    def listed(self, client):
        return [one["row"].reason for one in client.get(reverse("worklist:put_offs")).context["page"].object_list]

    def test_who_oversees_sees_what_by_whom_and_why_and_takes_it_back(self, jarvis, person, signed_in):
        row = put_off(jarvis, person("aisha"))
        client = signed_in("femi")
        text = client.get(reverse("worklist:put_offs")).content.decode()
        assert "Wanted on warrant" in text and "Aisha Shaw" in text and "The panel knows." in text
        assert client.post(reverse("worklist:take_back", args=[row.public_id])).status_code == 302
        assert standing(person("aisha")) == ["wanted"]
        row.refresh_from_db()
        assert row.taken_back_by == person("femi")

    def test_a_practitioner_sees_their_own(self, jarvis, person, signed_in):
        put_off(jarvis, person("femi"))
        assert self.listed(signed_in("aisha")) == []
        assert self.listed(signed_in("femi")) == ["The panel knows."]

    def test_another_agency_finds_no_such_row(self, jarvis, person, signed_in):
        row = put_off(jarvis, person("aisha"))
        assert signed_in("ines").post(reverse("worklist:take_back", args=[row.public_id])).status_code == 404
        assert self.listed(signed_in("ines")) == []

    def test_a_colleague_does_not_take_back_what_is_not_theirs(self, jarvis, person, signed_in):
        row = put_off(jarvis, person("femi"))
        assert signed_in("aisha").post(reverse("worklist:take_back", args=[row.public_id])).status_code == 403


class TestConstraints:
    SQL = """INSERT INTO casefile_putoff (public_id, offender_id, agency_id, key, reason, put_off_on, until_on,
        put_off_by_id, taken_back_at, request_key) VALUES (%s, %s, %s, 'wanted-1-1', %s, %s, %s, %s, %s, %s)"""

    def put(self, who, by, *, reason="-", on=TODAY, until=IN_A_WEEK, taken_back=None, agency="police"):
        values = [uuid4(), who.pk, Agency.objects.get(code=agency).pk, reason, on, until, by.pk, taken_back, uuid4()]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(self.SQL, [str(v) if hasattr(v, "hex") else v for v in values])

    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("put_off_says_why", {"reason": ""}),
            ("put_off_comes_back_later", {"until": TODAY}),
            ("put_off_taken_back_says_when_and_by_whom", {"taken_back": datetime(2019, 3, 31, tzinfo=UTC)}),
        ],
    )
    def test_refused(self, name, values, jarvis, person):
        with pytest.raises(IntegrityError, match=name):
            self.put(jarvis, person("aisha"), **values)

    def test_put_off_once_at_a_time(self, jarvis, person):
        self.put(jarvis, person("aisha"))
        self.put(jarvis, person("aisha"), agency="probation")
        self.put(jarvis, person("aisha"), on=IN_A_WEEK, until=date(2019, 4, 14))
        with pytest.raises(IntegrityError, match="put_off_once_at_a_time"):
            self.put(jarvis, person("aisha"), on=date(2019, 4, 6), until=date(2019, 4, 8))

    def test_worklist_rule_is_one_or_more(self, db):
        with pytest.raises(IntegrityError, match="worklist_rule_is_one_or_more"), connection.cursor() as cursor:
            cursor.execute("UPDATE casefile_worklistrule SET number = 0")

    def test_digest_once_a_day(self, person):
        row = {"user": person("aisha"), "on": TODAY, "overdue": 0, "this_week": 0, "new": 0, "sent": False}
        Digest.objects.create(**row)
        with pytest.raises(IntegrityError, match="digest_once_a_day"):
            Digest.objects.create(**row)


MONDAY = date(2019, 4, 1)


def test_every_constraint_of_the_room_is_held_here():
    held = {
        "put_off_says_why", "put_off_comes_back_later", "put_off_taken_back_says_when_and_by_whom",
        "put_off_once_at_a_time", "worklist_rule_is_one_or_more", "digest_once_a_day",
    }  # fmt: skip
    assert names_of("casefile") == held


class TestTheLetter:
    @pytest.fixture(autouse=True)
    def _on_a_monday(self, settings):
        settings.FIXED_TODAY = MONDAY

    def deliver(self):
        digest.ask_for_all(by=command_line())
        outbox.relay()
        return [(letter.to, letter.subject, letter.body) for letter in mail.outbox]

    def test_it_counts_and_names_nobody(self, jarvis, person):
        person("aisha")
        twice(jarvis)
        ((to, subject, body),) = self.deliver()
        assert to == ["aisha@example.org"]
        assert body.startswith("1 overdue, 1 this week.")
        assert reverse("worklist:today") in body
        assert not any(word in subject + body for word in ("Jarvis", "Ethan", "JARVIS", str(jarvis.public_id), "anted"))

    def test_once_a_day(self, jarvis, person):
        self.deliver()
        assert len(self.deliver()) == 1 and OutboxMessage.objects.filter(kind=digest.WRITE).count() == 0
        assert digest.write(user=person("aisha"), on=MONDAY) is None

    def test_what_is_new_since_the_last(self, jarvis, person, settings):
        self.deliver()
        twice(jarvis)
        settings.FIXED_TODAY = date(2019, 4, 2)
        assert self.deliver()[-1][2].startswith("1 overdue, 1 this week, 1 new since the last letter.")

    @pytest.mark.parametrize("day", [date(2019, 3, 31), date(2019, 4, 19), date(2019, 4, 22)])
    def test_not_on_a_weekend_or_a_bank_holiday(self, day, jarvis, settings):
        settings.FIXED_TODAY = day
        assert self.deliver() == []

    def test_not_where_nothing_is_due(self, person):
        person("aisha")
        assert self.deliver() == []
        assert Digest.objects.get(user=person("aisha")).sent is False

    def test_not_to_who_turned_it_off(self, jarvis, person, signed_in):
        signed_in("aisha").post(reverse("worklist:digest"), {"wanted": "no"})
        assert DigestChoice.objects.get(user=person("aisha")).wanted is False
        assert self.deliver() == []

    def test_not_to_who_has_left(self, jarvis, person):
        User.objects.filter(pk=person("aisha").pk).update(ends_on=MONDAY)
        assert self.deliver() == []

    def test_not_to_who_has_no_worklist(self, jarvis, person):
        person("dev"), person("grace"), person("karl")
        assert [to for to, _, _ in self.deliver()] == [["aisha@example.org"]]

    @pytest.mark.parametrize(
        ("now", "is_time"),
        [
            (datetime(2019, 1, 7, 6, 59, tzinfo=UTC), False),
            (datetime(2019, 1, 7, 7, 0, tzinfo=UTC), True),
            (datetime(2019, 7, 1, 5, 59, tzinfo=UTC), False),
            (datetime(2019, 7, 1, 6, 0, tzinfo=UTC), True),
        ],
    )
    def test_from_seven_in_london(self, now, is_time):
        assert digest.is_time(now) is is_time
