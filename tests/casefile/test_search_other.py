"""Search by other names, telephones and addresses: what matches, why it says so, and for whom it must not match."""

from datetime import date

import pytest

from agencies.models import RoleHolding, User
from casefile import search
from casefile.search import places
from offenders import short_names
from offenders.models import Address, Alias, Involvement, Offender, Phone
from tests.factories import AgencyFactory, OffenderFactory

DAY = date(2019, 3, 31)  # tests/conftest.py


@pytest.fixture
def jarvis(scheme):
    """Known to the police and to a voluntary agency, which reads neither identifiers nor past addresses."""
    person = OffenderFactory(family_name="Jarvis", given_names="William")
    for code in ("police", "employment"):
        Involvement.objects.create(
            agency=AgencyFactory(code=code), offender=person, reason="supports", from_on=date(2018, 1, 1)
        )
    names = [("former_name", "Keane", "William"), ("alias", "Dupré", "Luc"), ("nickname", "", "Spider")]
    for kind, family, given in names:
        Alias.objects.create(offender=person, kind=kind, family_name=family, given_names=given)
    lived = [
        ("12 High Street\nLuton", "LU1 2AB", date(2017, 1, 1), date(2018, 5, 3)),
        ("Flat 3, 7 Priory Court", "MK40 1ZZ", date(2018, 5, 3), None),
        ("9 Station Road", "LU4 8XX", date(2019, 4, 20), None),
    ]
    for lines, postcode, begins, ends in lived:
        Address.objects.create(
            offender=person, kind="home", lines=lines, postcode=postcode, from_on=begins, until_on=ends
        )
    Phone.objects.create(offender=person, kind="mobile", number="07700900123", from_on=date(2018, 1, 1))
    Phone.objects.create(
        offender=person, kind="home", number="01582900456", from_on=date(2017, 1, 1), until_on=date(2018, 5, 3)
    )
    return person


@pytest.fixture
def victor(scheme):
    user = User.objects.create(email="v@example.org", full_name="V", agency=AgencyFactory(code="employment"))
    RoleHolding.objects.create(user=user, role="practitioner")
    return user


def why(user, words):
    return list(search.find(user, words).why.values())


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Jarvis", "name"),
        ("Keane", "former name"),
        ("keene", "former name spelt nearly so"),
        ("kea", "former name begins so"),
        ("dupre luc", "alias"),
        ("spider", "nickname"),
        ("bill jarvis", "nickname of William"),
        ("Bill Keane", "former name, nickname of William"),
        ("William", "name"),  # the name before the former name that has it too
        ("Jarvis Keane", None),  # words of two names are nobody's
        ("07700 900123", "phone"),
        ("+44 7700 900 123", "phone"),
        ("0044(0)7700900123", None),
        ("07700900124", None),
        ("900123", None),  # whole or nothing
        ("01582 900456", "phone until 3 May 2018"),
        ("12 High Street", "address until 3 May 2018"),
        ("high st luton", "address until 3 May 2018"),
        ("lu12ab", "address until 3 May 2018"),
        ("LU1 2AB", "address until 3 May 2018"),
        ("7 priory ct", "address"),
        ("mk40 1zz", "address"),
        ("priory", "address"),
        ("prior", None),  # whole words
        ("9 station road", "address from 20 April 2019"),
        ("street", None),
        ("13 High Street", None),
        ("2 High Street", None),  # not a part of 12
        ("High Priory", None),  # words of two addresses are nobody's
        (".*", None),
        ("(", None),
        ("12 High Street\\M|x", None),
    ],
)
@pytest.mark.django_db
def test_why_somebody_is_found(words, reason, jarvis, person):
    assert why(person("aisha"), words) == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Keane", "former name"),
        ("priory court", "address"),
        ("07700900123", "phone"),
        ("9 station road", "address from 20 April 2019"),
        ("high street", None),
        ("LU1 2AB", None),
        ("01582900456", None),
    ],
)
@pytest.mark.django_db
def test_what_is_past_does_not_match_for_who_reads_no_identifiers(words, reason, jarvis, victor):
    assert why(victor, words) == ([reason] if reason else [])


@pytest.mark.parametrize("words", ["Keane", "Bill Jarvis", "priory court", "MK40 1ZZ", "07700900123"])
@pytest.mark.django_db
def test_nobody_is_found_whom_the_agency_is_not_involved_with(words, jarvis, person):
    assert why(person("ben"), words) == []


@pytest.mark.parametrize("words", ["Keane", "priory court", "07700900123"])
@pytest.mark.django_db
def test_who_was_withdrawn_is_found_by_nothing(words, jarvis, person):
    Offender.objects.update(withdrawn=True)
    assert why(person("aisha"), words) == []


@pytest.mark.parametrize(
    ("until", "said"),
    [(date(2019, 3, 30), "until 30 March 2019"), (DAY, "until 31 March 2019"), (date(2019, 4, 1), ""), (None, "")],
)
def test_an_address_is_past_from_the_day_on_which_it_ends(until, said):
    assert places.reason(date(2018, 1, 1), until, DAY) == f"address {said}".strip()


def test_the_database_itself_gives_nobody_out_whom_the_reader_does_not_see(jarvis, person):
    """Under the functions lies the floor: they answer for the reader, whatever the page asks afterwards."""
    from django.db import connection

    from agencies.transactions import reader_of

    def asked(user):
        with reader_of(user).reading(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.3")
            cursor.execute("SELECT person, kind FROM floor.people_named(ARRAY['keane'], ARRAY[NULL], 10)")
            named = cursor.fetchall()
            cursor.execute("SELECT person FROM floor.people_at(ARRAY['priory'], true, '2019-03-31', 10)")
            return named, cursor.fetchall()

    assert asked(person("aisha")) == ([(jarvis.pk, "former_name")], [(jarvis.pk,)])
    assert asked(person("ben")) == ([], [])


@pytest.mark.parametrize(
    ("words", "queries"),
    [("Jarvis", 6), ("bill jarvis", 6), ("E404652", 1), ("3/2/1994", 2), ("07700900123", 2), ("12 High Street", 4)],
)
def test_each_kind_of_search_has_its_number_of_statements(words, queries, jarvis, person, django_assert_num_queries):
    user = person("aisha")
    search.find(user, "Jarvis")  # what is read once for each reader
    with django_assert_num_queries(queries):
        search.find(user, words)


class TestShortNames:
    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("Bill", "William", True),
            ("william", "BILL", True),
            ("Bill", "Will", True),
            ("Lizzie", "Betty", True),
            ("Bill", "Bill", True),
            ("Bill", "Robert", False),
            ("Alex", "Alexandra", True),
            ("Alex", "Alexander", True),
            ("Alexander", "Alexandra", False),  # by Alex alone they are not one
            ("Zebedee", "Zeb", False),
        ],
    )
    def test_who_may_be_called_alike(self, one, other, same):
        assert short_names.same_name(one, other) is same
        assert short_names.same_name(other, one) is same

    def test_the_reason_names_the_full_name(self):
        assert short_names.alike("bill")["william"] == "nickname of William"
        assert short_names.alike("william")["bill"] == "nickname of William"
        assert short_names.alike("bill")["billy"] == "nickname of William"
