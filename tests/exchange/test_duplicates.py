"""Possible duplicates: who comes on the list, who does not, and that nobody is joined."""

from datetime import date

import pytest

from agencies.code_lists import command_line
from audit.models import Entry
from exchange import duplicates
from exchange.models import DuplicateStatus, PossibleDuplicate
from offenders.models import Offender
from tests.factories import OffenderFactory

BORN = date(1990, 5, 3)
PNC = "1997/0966342X"


def find(**which) -> list[tuple[str, str, str]]:
    duplicates.find(by=command_line(), **which)
    pairs = PossibleDuplicate.objects.order_by("first_id", "second_id")
    return [(p.first.ref, p.second.ref, p.why) for p in pairs.select_related("first", "second")]


def somebody(ref: str, family: str = "Jarvis", given: str = "Ethan", born: date = BORN, **more) -> Offender:
    return OffenderFactory(ref=ref, family_name=family, given_names=given, date_of_birth=born, **more)


@pytest.mark.parametrize(
    ("family", "given", "alike"),
    [
        ("Jarvis", "Ethan", True),
        ("JARVIS", "ethan", True),
        ("Jarviss", "Ethan", True),  # a letter doubled
        ("Jarvis", "Etan", True),  # a letter left out
        ("Ethan", "Jarvis", True),  # turned round
        ("Járvis", "Ethan", True),
        ("Jarvis", "Ewan", True),  # 87 of 100
        ("Jarvis", "Rosie", False),
        ("Marlowe", "Ethan", False),
        ("Keane", "Reece", False),
    ],
)
@pytest.mark.django_db
def test_born_on_one_day_with_a_similar_name(scheme, family, given, alike):
    somebody("A")
    somebody("B", family, given)
    assert find() == ([("A", "B", duplicates.SAME_BIRTH)] if alike else [])


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        (("Jarvis", "Ethan"), ("Jarvis", "Ethan"), 100),
        (("Jarvis", "Ethan"), ("Ethan", "Jarvis"), 100),
        (("O'Neill", "Zoë"), ("ONeill", "Zoe"), 100),
        (("Smith-Jones", "Lee"), ("Smith Jones", "Lee"), 100),
        (("Abcd", "Efghi"), ("Abcd", "Efgxy"), 80),  # 10 letters and a blank, two changed
    ],
)
def test_how_alike_two_names_are(one, other, score):
    assert duplicates.similarity(one, other) == score


@pytest.mark.django_db
def test_a_day_apart_is_somebody_else(scheme):
    somebody("A")
    somebody("B", born=date(1990, 5, 4))
    assert find() == []


@pytest.mark.django_db
def test_one_pnc_is_enough_whatever_the_name(scheme):
    somebody("A", pnc_id=PNC)
    somebody("B", "Keane", "Reece", date(1970, 6, 28), pnc_id=PNC)
    somebody("C", "Iqbal", "Wayne", date(1994, 2, 3))
    somebody("D", "Vane", "Omar", date(1981, 1, 9))  # nobody without a PNC is a pair by it
    assert find() == [("A", "B", duplicates.SAME_PNC)]


@pytest.mark.django_db
def test_a_pair_by_both_is_listed_once_as_the_surer(scheme):
    somebody("A", pnc_id=PNC)
    somebody("B", pnc_id=PNC)
    assert find() == [("A", "B", duplicates.SAME_PNC)]


@pytest.mark.django_db
def test_who_was_withdrawn_is_nobodys_double(scheme):
    somebody("A", pnc_id=PNC)
    somebody("B", pnc_id=PNC, withdrawn=True)
    assert find() == []


@pytest.mark.django_db
def test_nobody_is_joined_and_a_decided_pair_stays_decided(scheme):
    somebody("A")
    somebody("B")
    find()
    PossibleDuplicate.objects.update(status=DuplicateStatus.DIFFERENT)
    assert duplicates.find(by=command_line()) == 0
    assert PossibleDuplicate.objects.get().status == DuplicateStatus.DIFFERENT
    assert Offender.objects.count() == 2
    assert Entry.objects.filter(what="exchange.find_duplicates").count() == 1


@pytest.mark.django_db
def test_after_an_import_only_pairs_with_somebody_whom_it_brought(scheme):
    somebody("A", import_number=1)
    somebody("B", import_number=1)
    somebody("C", "Keane", "Reece", import_number=1, pnc_id=PNC)
    somebody("D", "Iqbal", "Wayne", import_number=1, pnc_id=PNC)
    assert find(import_number=2) == []
    somebody("E", "Jarviss", import_number=2)
    somebody("F", "Moss", "Ada", date(1960, 1, 1), import_number=2, pnc_id=PNC)
    assert {(a, b) for a, b, _ in find(import_number=2)} == {("A", "E"), ("B", "E"), ("C", "D"), ("C", "F")}


@pytest.mark.django_db
def test_a_day_on_which_very_many_were_born_is_compared_by_the_very_name(scheme, monkeypatch):
    monkeypatch.setattr(duplicates, "LARGE_BLOCK", 3)
    for ref, family in [("A", "Jarvis"), ("B", "Jarviss"), ("C", "JARVIS"), ("D", "Jarvis")]:
        somebody(ref, family)
    assert {(a, b) for a, b, _ in find()} == {("A", "C"), ("A", "D")}


@pytest.mark.django_db
def test_one_identifier_shared_by_many_is_a_line_and_not_a_square(scheme):
    for number, ref in enumerate("ABCDE"):
        somebody(ref, "Name" + chr(70 + number * 3) * 5, chr(80 + number) * 5, date(1960 + number, 1, 1), pnc_id=PNC)
    assert len(find()) == 4


@pytest.mark.django_db
def test_more_pairs_than_are_fetched_at_a_time(scheme, monkeypatch):
    monkeypatch.setattr(duplicates, "AT_A_TIME", 2)
    for ref in "ABCD":
        somebody(ref)
    assert len(find()) == 6
