"""Search: by name whatever the accents, the order and a slip of the pen; by identifier however it was typed."""

from datetime import date

import pytest

from casefile import search
from offenders.models import Involvement, Offender
from tests.factories import AgencyFactory, OffenderFactory

pytestmark = pytest.mark.django_db

PEOPLE = [
    ("Iqbal", "Wayne", {"pnc_id": "1997/0966342X", "crn": "E404652", "prison_number": "A9689KC"}),
    ("Nuñez", "Zoë", {}),
    ("O'Neill", "Sean Patrick", {}),
    ("Dąbrowski", "Łukasz", {}),
    ("Khan", "Bilal", {"date_of_birth": date(1994, 2, 3)}),
    ("Khan-Ahmed", "Imran", {}),
    ("Lee", "Jo", {}),
]


@pytest.fixture
def register(scheme):
    """Everybody is the police's; the drug service and employment (voluntary) work with Iqbal alone."""
    police = AgencyFactory(code="police")
    for family, given, more in PEOPLE:
        person = OffenderFactory(family_name=family, given_names=given, **more)
        Involvement.objects.create(agency=police, offender=person, reason="home_police", from_on=date(2018, 1, 1))
    iqbal = Offender.objects.get(family_name="Iqbal")
    for code in ("drug_service", "employment"):
        agency = AgencyFactory(code=code)
        Involvement.objects.create(agency=agency, offender=iqbal, reason="supports", from_on=date(2018, 1, 1))


def found(user, words):
    why = search.find(user, words).why
    names = dict(Offender.objects.filter(pk__in=why).values_list("pk", "family_name"))
    return [(names[pk], reason) for pk, reason in why.items()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("iqbal", [("Iqbal", "name")]),
        ("  IQBAL  wayne ", [("Iqbal", "name")]),
        ("Wayne Iqbal", [("Iqbal", "name")]),  # either order
        ("Iqbal, Wayne", [("Iqbal", "name")]),  # as the register writes it
        ("iqb", [("Iqbal", "name begins so")]),
        ("Ikbal", [("Iqbal", "name spelt nearly so")]),  # one letter wrong
        ("Iqbla", [("Iqbal", "name spelt nearly so")]),  # two letters swapped
        ("Iqball", [("Iqbal", "name spelt nearly so")]),  # one too many (six letters)
        ("Ekbel", []),  # two letters wrong in five
        ("Iqbxx", []),
        ("Lukaxxx", []),  # three wrong in seven
        ("nunez", [("Nuñez", "name")]),
        ("zoe nunez", [("Nuñez", "name")]),
        ("ZOË NUÑEZ", [("Nuñez", "name")]),
        ("oneill", [("O'Neill", "name")]),
        ("O’Neill", [("O'Neill", "name")]),
        ("lukasz", [("Dąbrowski", "name")]),
        ("dabrowsky", [("Dąbrowski", "name spelt nearly so")]),
        ("khan", [("Khan", "name"), ("Khan-Ahmed", "name")]),
        ("khan ahmed", [("Khan-Ahmed", "name")]),
        ("lee", [("Lee", "name")]),
        ("zo nunez", [("Nuñez", "name begins so")]),
        ("paddy", [("O'Neill", "nickname of Patrick")]),
        ("O'Neill Pat", [("O'Neill", "name begins so")]),
        ("joanne lee", [("Lee", "nickname of Joanne")]),
        ("Iqbal Bilal", []),  # every word must match the same person
        ("nobody at all", []),
        ("", []),
        ("'); DROP TABLE offenders_offender; --", []),
        ("%", []),
        ("\x00", []),
    ],
)
def test_by_name(words, expected, register, person):
    assert sorted(found(person("aisha"), words)) == sorted(expected)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("1997/0966342X", "PNC"),
        ("97/966342x", "PNC"),
        ("97/0966342X", "PNC"),
        ("19970966342X", "PNC"),
        (" 1997 / 0966342X ", "PNC"),
        ("e404652", "CRN"),
        ("A9689KC", "prison number"),
        ("a9689 kc", "prison number"),
    ],
)
def test_by_identifier(words, why, register, person):
    assert found(person("aisha"), words) == [("Iqbal", why)]


@pytest.mark.parametrize("words", ["1997/0966342Y", "E40465", "2097/0966342X", "A9689K", "404652"])
def test_an_identifier_is_whole_or_nothing(words, register, person):
    assert found(person("aisha"), words) == []


@pytest.mark.parametrize("words", ["3/2/1994", "03.02.1994", "3-2-1994", "1994-02-03"])
def test_by_date_of_birth(words, register, person):
    assert found(person("aisha"), words) == [("Khan", "date of birth")]


@pytest.mark.parametrize("words", ["31/2/1994", "2/3/1994", "0/0/0000", "99/99/9999"])
def test_a_day_that_is_not_theirs_or_is_none_finds_nobody(words, register, person):
    assert found(person("aisha"), words) == []


def test_who_may_not_read_identifiers_does_not_find_by_them(register, scheme):
    """The voluntary sector works with Iqbal and knows his name, not his numbers (spec/access.md)."""
    from agencies.models import RoleHolding, User

    victor = User.objects.create(email="v@example.org", full_name="V", agency=AgencyFactory(code="employment"))
    RoleHolding.objects.create(user=victor, role="practitioner")
    assert found(victor, "Iqbal") == [("Iqbal", "name")]
    assert found(victor, "E404652") == []


@pytest.mark.parametrize("words", ["Khan", "3/2/1994", "nunez"])
def test_nobody_is_found_whom_the_agency_is_not_involved_with(words, register, person):
    assert found(person("ben"), words) == []


def test_no_address_holds_what_was_searched_for(register, signed_in):
    client = signed_in("aisha")
    response = client.post("/find/", {"words": "Iqbal"})
    assert "iqbal" not in response["Location"].lower()
    page = client.get(response["Location"])
    assert "IQBAL, Wayne" in page.content.decode()
    assert all(
        "iqbal" not in link.lower()
        for link in page.content.decode().split('href="')[1:]
        for link in [link.split('"')[0]]
    )


def test_a_key_of_somebody_elses_search_finds_nothing(register, signed_in, person):
    location = signed_in("aisha").post("/find/", {"words": "Iqbal"})["Location"]
    page = signed_in("dev").get(location)
    assert page.context["words"] is None


def test_twenty_searches_are_kept_and_no_more(register, signed_in):
    client = signed_in("aisha")
    first = client.post("/find/", {"words": "Iqbal"})["Location"]
    for _ in range(20):
        client.post("/find/", {"words": "Khan"})
    assert len(client.session["searches"]) == 20
    assert client.get(first).context["words"] is None


@pytest.mark.parametrize(
    ("tokens", "key", "far"),
    [
        (["khan"], "khan bilal", 0),
        (["kha"], "khan bilal", 1),
        (["kahn"], "khan bilal", 3),
        (["jo"], "jo lee", 0),
        (["jp"], "jo lee", None),  # of two letters none may be wrong
        (["williams"], "willaims kai", 3),
        (["wiliam"], "williams kai", 4),
        (["bill"], "jarvis william", 2),
        (["bill"], "jarvis billy", 1),  # a beginning before a nickname
        (["bob"], "jarvis william", None),
    ],
)
def test_how_far_a_name_is_from_what_was_typed(tokens, key, far):
    assert search.distance(tokens, key) == far


@pytest.mark.parametrize(
    ("written", "words"), [("Ad", "adam zwart"), ("Jo", "joanne zwart"), ("Mo", "zwart mohammed"), ("AD", "Adam Zwart")]
)
def test_a_short_form_of_two_letters_is_found_by_the_whole_name(written, words, scheme, person):
    """Such a form is asked of the index on its own (offenders.floor.finding)."""
    who = OffenderFactory(family_name="Zwart", given_names=written)
    police = AgencyFactory(code="police")
    Involvement.objects.create(agency=police, offender=who, reason="home_police", from_on=date(2018, 1, 1))
    assert [why for _, why in found(person("aisha"), words)] == [f"nickname of {nickname_of(words)}"]


def nickname_of(words):
    return next(word for word in words.split() if word.lower() != "zwart").capitalize()
