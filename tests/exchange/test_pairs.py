"""Deciding whether two records are one person: the page, who decides, what is remembered, and the undoing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.code_lists import command_line
from agencies.models import User
from audit.models import Entry
from exchange import comparing, duplicates
from exchange.actions import pairs as actions
from exchange.models import DuplicateStatus, PossibleDuplicate
from offenders.joining.pairs import possible_duplicates_for
from offenders.models import Address, Alias, Contact, Join, Offender
from tests.conftest import TODAY
from tests.exceptional import restrict
from tests.factories import AgencyFactory, ContactFactory, InvolvementFactory, MembershipFactory, OffenderFactory

pytestmark = pytest.mark.django_db


def somebody(ref, given="Ethan", **more):
    person = OffenderFactory(ref=ref, given_names=given, **more)
    InvolvementFactory(offender=person, agency=AgencyFactory(code="police"), from_on=date(2018, 1, 1))
    return person


@pytest.fixture
def pair(scheme):
    somebody("A", crn="E404652")
    second = somebody("B", "Ethan Roy")
    ContactFactory(offender=second)
    duplicates.find(by=command_line())
    return PossibleDuplicate.objects.get()


def address(pair):
    return f"/imports/duplicates/{pair.pk}/"


SAME = {"decision": "same", "keeps": "first", "because": "The same fingerprints."}
DIFFERENT = {"decision": "different", "because": "Twins."}


def test_both_stand_side_by_side_and_where_they_differ_is_said(pair):
    lines = {line.label: line.differs for line in comparing.lines(pair.first, pair.second, {"identity", "identifiers"})}
    assert lines["Given names"] and lines["CRN"] and not lines["Family name"] and not lines["Date of birth"]
    assert "CRN" not in {line.label for line in comparing.lines(pair.first, pair.second, {"identity"})}


def test_other_names_and_addresses_stand_side_by_side_too(pair, signed_in):
    """Those of today and to come for who reads who somebody is; what is past with the identifiers."""
    for who, lines in ((pair.first, "1 Elm  Road"), (pair.second, "1 Elm Road")):
        Alias.objects.create(offender=who, kind="nickname", given_names="Spider")
        Address.objects.create(offender=who, kind="home", lines=lines, postcode="LU1 2AB", from_on=date(2019, 1, 1))
    Alias.objects.create(offender=pair.second, kind="former_name", family_name="Roy", given_names="Ethan")
    Address.objects.create(
        offender=pair.first, kind="home", lines="9 Ash Way", from_on=date(2018, 1, 1), until_on=TODAY
    )
    said = {line.label: line for line in comparing.lines(pair.first, pair.second, {"identity", "identifiers"})}
    assert (said["Also known as"].first, said["Also known as"].second) == ("Spider", "Ethan Roy; Spider")
    assert (said["Addresses now"].first, said["Addresses now"].differs) == ("1 Elm Road, LU1 2AB", False)
    assert (said["Addresses before"].first, said["Addresses before"].second) == ("9 Ash Way", "not recorded")
    assert "Addresses before" not in {one.label for one in comparing.lines(pair.first, pair.second, {"identity"})}
    assert "9 Ash Way" in signed_in("femi").get(address(pair)).content.decode()


def test_the_page_says_what_would_happen_and_changes_nothing(pair, signed_in):
    page = signed_in("femi").get(address(pair)).content.decode()
    assert "differs" in page
    assert "1 row of the second moves to it" in page
    assert Contact.objects.get().offender_id == pair.second_id
    assert not Join.objects.exists()


def test_the_same_person(pair, signed_in, person):
    client = signed_in("femi")
    response = client.post(address(pair), SAME)
    assert response["Location"] == f"/people/{pair.first.public_id}/"
    pair.refresh_from_db()
    assert (pair.status, pair.decided_by, pair.join.gone_id) == (DuplicateStatus.SAME, person("femi"), pair.second_id)
    assert Contact.objects.get().offender_id == pair.first_id
    assert "Ethan Roy" not in client.get("/imports/duplicates/").content.decode()
    assert duplicates.find(by=command_line()) == 0


def test_the_second_may_stand(pair, signed_in):
    signed_in("femi").post(address(pair), SAME | {"keeps": "second"})
    assert Join.objects.get().gone_id == pair.first_id
    assert Offender.objects.get(pk=pair.second_id).crn == "E404652"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "decision"),
        (SAME | {"keeps": ""}, "keeps"),
        (SAME | {"because": " "}, "because"),
        (DIFFERENT | {"because": ""}, "because"),
    ],
)
def test_nothing_is_decided_by_half_an_answer(said, field, pair, signed_in):
    page = signed_in("femi").post(address(pair), said)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field] if said else ["decision", "because"])
    assert PossibleDuplicate.objects.get().status == DuplicateStatus.OPEN


def test_who_was_second_is_told_who_decided(pair, signed_in, person):
    actions.are_two(pair=pair, because="Twins.", by=person("femi"))
    page = signed_in("femi").post(address(pair), SAME, follow=True)
    assert "Femi Ade has decided this already: not the same person." in page.content.decode()
    assert not Join.objects.exists()


def test_rows_that_clash_are_named_and_nothing_is_joined(pair, signed_in):
    for one in (pair.first, pair.second):
        MembershipFactory(offender=one)
    client = signed_in("femi")
    assert "at the same time" in client.get(address(pair)).content.decode()
    page = client.post(address(pair), SAME)
    assert page.status_code == 422
    assert "Both records are on Burglary Dwelling at the same time" in page.content.decode()
    assert Contact.objects.get().offender_id == pair.second_id


class TestNotTheSame:
    def test_it_is_remembered_and_logged_with_both(self, pair, signed_in):
        signed_in("femi").post(address(pair), DIFFERENT)
        assert duplicates.find(by=command_line()) == 0
        assert PossibleDuplicate.objects.get().status == DuplicateStatus.DIFFERENT
        entries = Entry.objects.filter(what="exchange.not_the_same")
        assert set(entries.values_list("offender_id", flat=True)) == {pair.first_id, pair.second_id}

    @pytest.mark.parametrize(
        "fact",
        [{"pnc_id": "1997/0966342X"}, {"given_names": "Ethan R"}, {"crn": "X123456"}, {"prison_number": "A1234BC"}],
    )
    def test_it_comes_back_when_what_they_are_compared_by_is_another(self, fact, pair, person):
        actions.are_two(pair=pair, because="Twins.", by=person("femi"))
        Offender.objects.filter(pk=pair.second_id).update(**fact)
        assert duplicates.find(by=command_line()) == 1
        assert PossibleDuplicate.objects.get().status == DuplicateStatus.OPEN

    def test_another_home_area_brings_nothing_back(self, pair, person):
        actions.are_two(pair=pair, because="Twins.", by=person("femi"))
        Offender.objects.filter(pk=pair.second_id).update(resident=False)
        assert duplicates.find(by=command_line()) == 0


class TestTakenApart:
    def test_everything_goes_back_and_the_two_are_not_proposed_again(self, pair, signed_in):
        client = signed_in("femi")
        client.post(address(pair), SAME)
        join = Join.objects.get()
        assert "Take apart" in client.get("/imports/duplicates/joined/").content.decode()
        url = f"/imports/duplicates/joined/{join.pk}/"
        assert client.get(url).status_code == 200
        assert client.post(url, {"because": ""}).status_code == 422
        client.post(url, {"because": "Twins."})
        assert Contact.objects.get().offender_id == pair.second_id
        assert PossibleDuplicate.objects.get().status == DuplicateStatus.DIFFERENT
        assert duplicates.find(by=command_line()) == 0
        assert client.get(f"/people/{pair.second.public_id}/").status_code in (200, 302)
        assert client.get(url).status_code == 404  # it stands no longer

    def test_who_does_not_see_the_person_does_not_see_the_join(self, pair, signed_in, person):
        signed_in("femi").post(address(pair), SAME)
        restrict(pair.first, person("joan"))
        client = signed_in("femi")
        assert "Ethan" not in client.get("/imports/duplicates/joined/").content.decode()
        assert client.get(f"/imports/duplicates/joined/{Join.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_restricted_person_is_in_no_pair(which, pair, signed_in, person):
    restrict(getattr(pair, which), person("joan"))
    client = signed_in("femi")
    assert "Ethan" not in client.get("/imports/duplicates/").content.decode()
    assert client.get(address(pair)).status_code == 404
    assert client.post(address(pair), SAME).status_code == 404
    assert possible_duplicates_for(person("femi")).count == 0


class TestWhatWaits:
    def test_for_a_coordinator_who_decides(self, pair, person):
        found = possible_duplicates_for(person("femi"))
        assert found.count == 1
        assert [(one.first, one.second, one.href) for one in found.surest] == [
            (pair.first, pair.second, f"/imports/duplicates/{pair.pk}/")
        ]

    @pytest.mark.parametrize("who", ["aisha", "dev", "ines", "grace"])
    def test_for_nobody_else(self, who, pair, person):
        assert possible_duplicates_for(person(who)).count == 0

    def test_the_list_takes_the_same_statements_however_long_it_is(self, pair, person):
        femi = person("femi").pk

        def asked():
            with CaptureQueriesContext(connection) as captured:
                found = possible_duplicates_for(User.objects.get(pk=femi))
            return found.count, len(captured)

        few, statements = asked()
        for n in range(4):
            somebody(f"C{n}")
        duplicates.find(by=command_line())
        many, as_many = asked()
        assert (few, many > few, as_many) == (1, True, statements)


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        (("Jarvis", "Bill"), ("Jarvis", "William"), 95),
        (("Jarvis", "Bill James"), ("Jarvis", "William James"), 95),
        (("Jarvis", "Liz"), ("Jarvis", "Betty"), 95),
        (("Jarvis", "Bill"), ("Jarviss", "William"), 62),
    ],
)
def test_a_short_form_counts_as_its_name(one, other, score):
    found = duplicates.similarity(one, other)
    assert found == score if score == 95 else found < duplicates.SIMILAR


@pytest.mark.parametrize(
    ("born", "found"),
    [(date(1990, 3, 5), [90]), (date(1990, 3, 4), []), (date(1991, 3, 5), [])],
)
def test_the_day_and_the_month_changed_about(born, found, scheme):
    somebody("A")  # born on 3 May 1990
    somebody("B", date_of_birth=born)
    duplicates.find(by=command_line())
    assert list(PossibleDuplicate.objects.values_list("score", flat=True)) == found


@pytest.mark.parametrize(("number", "value"), [("crn", "E404652"), ("prison_number", "A9689KC")])
def test_one_number_is_enough_whatever_the_name(number, value, scheme):
    somebody("A", **{number: value})
    somebody("B", "Zed", family_name="Keane", date_of_birth=date(1970, 1, 1), **{number: value})
    duplicates.find(by=command_line())
    assert PossibleDuplicate.objects.get().why == f"same {number.replace('_', ' ').replace('crn', 'CRN')}"
