"""People and addresses: what each reader sees of who somebody is, and what they write."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency, Area
from agencies.roles import Role
from audit.models import Entry, OutboxMessage
from offenders.facts import actions
from offenders.models import Address, Alias, Associate, Circumstance, Marker, Phone
from tests.exceptional import visit
from tests.factories import InvolvementFactory, OffenderFactory
from tests.people import make_for

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MARCH = date(2019, 3, 1)


def involve(who, *pairs):
    for code, reason in pairs:
        InvolvementFactory(offender=who, agency=Agency.objects.get(code=code), reason=reason)
    return who


@pytest.fixture
def ethan(scheme):
    who = OffenderFactory(family_name="Jarvis", given_names="Ethan", pnc_id="1981/0000034U")
    return involve(who, ("police", "leads"), ("probation", "supervises"), ("drug_service", "supports"))


@pytest.fixture
def wayne(scheme):
    """Of the police alone: probation and the drug service do not see him."""
    who = OffenderFactory(family_name="Iqbal", given_names="Wayne", pnc_id="2000/0000223R")
    return involve(who, ("police", "leads"))


def at(name, who, *args):
    return reverse(f"facts:{name}", args=[who.public_id, *args])


def read(client, who, name="of_person", *args):
    return visit(client, who).get(at(name, who, *args))


def said(response):
    return re.sub(r"\s+", " ", response.content.decode())


def send(client, who, name, args, **values):
    values.setdefault("request_key", str(uuid4()))
    return visit(client, who).post(at(name, who, *args), values)


def fact(model, who, by, **values):
    values.setdefault("from_on", MARCH)
    if model is Alias:
        values.pop("from_on")
    return actions.add(model(offender=who, **values), by=by, request_key=uuid4())


def address(who, by, **values):
    return fact(Address, who, by, **{"kind": "home", "lines": "1 Fircroft Lane", "postcode": "LU1 2AB", **values})


def mappa(who, by, **values):
    given = {"mappa_category": 2, "mappa_level": 2, "led_by": "Probation", "learned_from": "MAPPA 12/19", **values}
    return fact(Marker, who, by, kind="mappa", review_on=date(2019, 6, 1), **given)


def two_to_visit(who, by, **values):
    given = {"text": "two to visit", "learned_from": "Report 7", "review_on": date(2019, 6, 1), **values}
    return fact(Marker, who, by, kind="risk_to_staff", **given)


class TestReading:
    def test_each_part_to_whom_it_is_shared(self, ethan, person, signed_in):
        """access.md: identity is read by all, past addresses with the identifiers, warnings flagged to partners."""
        aisha = person("aisha")
        address(ethan, aisha), address(ethan, aisha, lines="Old Road", until_on=date(2019, 3, 20))
        fact(Alias, ethan, aisha, kind="nickname", given_names="Spider")
        mappa(ethan, aisha), two_to_visit(ethan, aisha)
        police, drugs = said(read(signed_in("aisha"), ethan)), said(read(signed_in("ben"), ethan))
        for words in ("Fircroft Lane", "Spider", "Old Road", "Aisha Shaw, Police"):
            assert words in police, words
            assert words in drugs, words
        assert "Staff: two to visit" in police
        assert "MAPPA level 2, category 2, led by Probation" in police
        assert "two to visit" not in drugs
        assert "led by Probation" not in drugs
        assert "Speak to the lead agency before contact" in drugs
        involve(ethan, ("employment", "supports"))
        voluntary = make_for("employment", Role.PRACTITIONER)
        client = signed_in("ben")
        client.force_login(voluntary, backend=BACKEND)
        theirs = said(read(client, ethan))
        assert "Fircroft Lane" in theirs
        assert "Old Road" not in theirs
        assert "1981/0000034U" not in theirs

    def test_that_there_is_a_marac_is_for_police_and_probation(self, ethan, person, signed_in):
        fact(Marker, ethan, person("aisha"), kind="marac", learned_from="Police", review_on=date(2019, 6, 1))
        involve(ethan, ("prison", "supports"))
        for reader in ("aisha", "ines"):
            assert "MARAC: there is one" in said(read(signed_in(reader), ethan))
        client = signed_in("ben")
        assert "MARAC" not in said(read(client, ethan))
        prison = make_for("prison", Role.PRACTITIONER)
        client.force_login(prison, backend=BACKEND)
        assert "MARAC" not in said(read(client, ethan))

    def test_a_stranger_finds_nothing(self, ethan, signed_in):
        assert read(signed_in("carla"), ethan).status_code == 404

    def test_what_is_read_is_logged_with_who_is_named_on_it(self, ethan, wayne, person, signed_in):
        tie(ethan, wayne, person("aisha"))
        read(signed_in("aisha"), ethan)
        entries = Entry.objects.filter(verb="viewed", channel="facts.of_person")
        assert {entry.offender_id for entry in entries} == {ethan.pk, wayne.pk}


def tie(who, other, by, **values):
    given = {"kind": "co_offender", "filed_under": "offending", "learned_from": "Arrest of 1 March", **values}
    return fact(Associate, who, by, other=other, **given)


class TestAssociates:
    def test_both_ends_say_it_to_who_sees_both(self, ethan, wayne, person, signed_in):
        tie(ethan, wayne, person("aisha"))
        assert "IQBAL, Wayne" in said(read(signed_in("aisha"), ethan))
        assert "JARVIS, Ethan" in said(read(signed_in("aisha"), wayne)).split("Associates")[-1]

    def test_who_sees_one_of_them_learns_nothing_from_either_side(self, ethan, wayne, person, signed_in):
        row = tie(ethan, wayne, person("aisha"), kind="family", filed_under="identity")
        ines = signed_in("ines")  # probation supervises Ethan and does not see Wayne
        page = said(read(ines, ethan))
        assert "Iqbal" not in page
        assert "IQBAL" not in page
        assert "Nobody is recorded whom you may see." in page
        for act in ("correct", "end", "remove", "history"):
            assert read(ines, ethan, act, "associate", row.pk).status_code == 404
        assert read(ines, wayne).status_code == 404

    def test_it_is_shown_to_who_reads_the_part_it_is_filed_under(self, ethan, wayne, person, signed_in):
        involve(wayne, ("drug_service", "supports"))
        tie(ethan, wayne, person("aisha"))
        assert "IQBAL" not in said(read(signed_in("ben"), ethan))  # the drug service: arrests are a flag
        tie(ethan, wayne, person("aisha"), kind="family", filed_under="identity")
        assert "IQBAL" in said(read(signed_in("ben"), ethan))

    def test_a_number_that_is_hidden_is_answered_like_one_that_nobody_has(self, ethan, wayne, signed_in):
        given = {"kind": "family", "filed_under": "identity", "learned_from": "Himself", "from_on": "1 3 2019"}
        answers = [
            said(send(signed_in("ines"), ethan, "add", ["associate"], number=number, **given))
            for number in ("2000/0000223R", "1979/0163001B")
        ]
        assert all("Nobody whom you may see has this number" in answer for answer in answers)
        assert not Associate.objects.exists()
        response = send(signed_in("aisha"), ethan, "add", ["associate"], number="2000/0000223R", **given)
        assert response.status_code == 302
        assert Associate.objects.get().other == wayne
        logged = Entry.objects.filter(verb="changed", what="facts.add_associate")
        assert {entry.offender_id for entry in logged} == {ethan.pk, wayne.pk}


class TestWriting:
    def test_a_form_sent_twice_writes_once(self, ethan, signed_in):
        values = {"request_key": str(uuid4()), "kind": "nickname", "given_names": "Spider", "family_name": ""}
        for _ in range(2):
            assert send(signed_in("aisha"), ethan, "add", ["alias"], **values).status_code == 302
        assert Alias.objects.count() == 1

    def test_who_was_slower_is_shown_what_the_first_changed(self, ethan, person, signed_in):
        row = fact(Alias, ethan, person("aisha"), kind="nickname", given_names="Spider")
        values = {"kind": "nickname", "family_name": "", "given_names": "Web", "version": "1", "because": "Misheard."}
        assert send(signed_in("aisha"), ethan, "correct", ["alias", row.pk], **values).status_code == 302
        slower = send(signed_in("ines"), ethan, "correct", ["alias", row.pk], **{**values, "given_names": "Silk"})
        assert slower.status_code == 409
        assert "What you wrote: Silk" in said(slower)
        assert Alias.objects.get().given_names == "Web"
        history = said(read(signed_in("aisha"), ethan, "history", "alias", row.pk))
        assert "was Spider, became <b>Web</b>" in history
        assert "Misheard." in history

    def test_a_move_ends_the_home_before_and_starts_a_transfer(self, ethan, person, signed_in):
        first = address(ethan, person("aisha"))
        bedford = Area.objects.get(code="Bedford")
        given = {"kind": "home", "lines": "2 High Street", "postcode": "mk401aa", "area": bedford.pk, "moved": "True"}
        assert send(signed_in("aisha"), ethan, "add", ["address"], from_on="31 3 2019", **given).status_code == 302
        first.refresh_from_db()
        assert first.until_on == date(2019, 3, 31)
        assert Address.objects.get(until_on=None).postcode == "MK40 1AA"
        message = OutboxMessage.objects.get(kind="moved_area")
        assert message.payload == {"offender_id": ethan.pk, "from_area": ethan.area_id, "to_area": bedford.pk}

    def test_an_address_in_the_same_area_starts_nothing(self, ethan, person):
        address(ethan, person("aisha"), area=ethan.area)
        assert not OutboxMessage.objects.filter(kind="moved_area").exists()

    def test_the_identity_is_corrected_with_a_reason_and_every_version_kept(self, ethan, signed_in):
        values = {
            "family_name": "Jarvis", "given_names": "Evan", "date_of_birth": "3 5 1990", "sex": "M",
            "gender_identity": "GIM", "nationality": "Polish", "first_language": "Polish",
            "interpreter_needed": "True", "adjustments": "Large print", "area": ethan.area_id, "resident": "True",
            "ethnicity": "", "version": ethan.version, "because": "Seen on his passport.",
        }  # fmt: skip
        assert send(signed_in("aisha"), ethan, "identity", [], **values).status_code == 302
        ethan.refresh_from_db()
        assert (ethan.given_names, ethan.nationality, ethan.interpreter_needed) == ("Evan", "Polish", True)
        page = said(read(signed_in("aisha"), ethan))
        assert "<dd>Polish" in page
        history = said(read(signed_in("ben"), ethan, "identity_history"))
        assert "was Ethan, became <b>Evan</b>" in history
        assert "Seen on his passport." in history

    def test_another_home_area_is_told_on(self, ethan, person):
        bedford = Area.objects.get(code="Bedford")
        actions.correct_identity(
            ethan, by=person("aisha"), version=ethan.version, because="Moved.", values={"area": bedford}
        )
        assert OutboxMessage.objects.get(kind="moved_area").payload["to_area"] == bedford.pk

    @pytest.mark.parametrize(
        ("number", "held"), [("81/34U", "1981/0000034U"), ("1981/0000034X", None), ("", "")]
    )  # fmt: skip
    def test_a_pnc_is_checked_by_its_letter(self, ethan, signed_in, number, held):
        values = {"pnc_id": number, "crn": "", "prison_number": "", "version": ethan.version, "because": "Mistyped."}
        response = send(signed_in("aisha"), ethan, "numbers", [], **values)
        ethan.refresh_from_db()
        assert response.status_code == (422 if held is None else 302)
        assert ethan.pnc_id == ("1981/0000034U" if held is None else held)

    def test_what_is_removed_is_for_mistakes_and_leaves_a_trace(self, ethan, person, signed_in):
        row = two_to_visit(ethan, person("aisha"))
        values = {"version": "1", "because": "Another person."}
        assert send(signed_in("aisha"), ethan, "remove", ["marker", row.pk], **values).status_code == 302
        assert not Marker.objects.exists()
        assert Entry.objects.get(what="facts.remove_marker").reason == "Another person."

    def test_a_marker_that_ended_says_when_and_why_and_leaves_the_bar(self, ethan, person, signed_in):
        row = two_to_visit(ethan, person("aisha"))
        values = {"version": "1", "because": "No incident for a year.", "on": "31 3 2019"}
        assert send(signed_in("aisha"), ethan, "end", ["marker", row.pk], **values).status_code == 302
        row.refresh_from_db()
        assert (row.ended_on, row.ended_because) == (date(2019, 3, 31), "No incident for a year.")
        assert 'class="markers"' not in said(read(signed_in("aisha"), ethan))

    def test_a_second_mappa_is_refused(self, ethan, person):
        mappa(ethan, person("aisha"))
        with pytest.raises(ValidationError, match="One stands already"):
            mappa(ethan, person("aisha"))

    def test_every_page_opens(self, ethan, wayne, person, signed_in):
        aisha = person("aisha")
        address(ethan, aisha), two_to_visit(ethan, aisha), tie(ethan, wayne, aisha)
        fact(Phone, ethan, aisha, kind="mobile", number="07700900123")
        fact(Alias, ethan, aisha, kind="nickname", given_names="Spider")
        fact(Circumstance, ethan, aisha, kind="employment", text="Works at the market")
        for kind in ("alias", "address", "phone", "circumstance", "marker", "mappa", "marac", "associate"):
            assert read(signed_in("aisha"), ethan, "add", kind).status_code == 200
        for model in (Alias, Address, Phone, Circumstance, Marker, Associate):
            kind, pk = model._meta.model_name, model.objects.get().pk
            for act in ("correct", "end", "remove", "history"):
                status = read(signed_in("aisha"), ethan, act, kind, pk).status_code
                assert status == (404 if (act, kind) == ("end", "alias") else 200), (act, kind)


def test_more_rows_cost_no_more_queries(ethan, wayne, person, signed_in, django_assert_num_queries):
    def fill():
        address(ethan, aisha), two_to_visit(ethan, aisha), tie(ethan, wayne, aisha)
        fact(Phone, ethan, aisha, kind="mobile", number="07700900123")
        fact(Alias, ethan, aisha, kind="nickname", given_names="Spider")
        fact(Circumstance, ethan, aisha, kind="employment", text="Works at the market")

    aisha = person("aisha")
    fill()
    client = visit(signed_in("aisha"), ethan)
    client.get(at("of_person", ethan))
    with CaptureQueriesContext(connection) as few:
        client.get(at("of_person", ethan))
    fill(), fill()
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(at("of_person", ethan))


def test_what_is_due_for_review(ethan, person):
    """On the day and after it; what has ended is not looked at again."""
    aisha = person("aisha")
    two_to_visit(ethan, aisha, review_on=date(2019, 3, 31))
    two_to_visit(ethan, aisha, review_on=date(2019, 4, 1))
    ended = two_to_visit(ethan, aisha, review_on=date(2019, 3, 31))
    actions.end(ended, on=date(2019, 3, 30), by=aisha, version=1, because="Over.")
    assert Marker.objects.due_for_review(date(2019, 3, 30)).count() == 0
    assert Marker.objects.due_for_review(date(2019, 3, 31)).count() == 1
    assert Marker.objects.due_for_review(date(2019, 4, 1)).count() == 2
    fact(Circumstance, ethan, aisha, kind="benefits", text="Applied", review_on=date(2019, 3, 31))
    assert Circumstance.objects.due_for_review(date(2019, 3, 31)).count() == 1
    assert Circumstance.objects.due_for_review(date(2019, 3, 30)).count() == 0
