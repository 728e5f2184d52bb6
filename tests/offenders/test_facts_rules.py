"""What names, numbers, postcodes and markers must be: at, above and below each boundary."""

from datetime import date

import pytest

from offenders import identifiers
from offenders.facts import rules

TODAY = date(2019, 3, 31)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("LU1 2AB", "LU1 2AB"), ("lu12ab", "LU1 2AB"), (" mk40 1 aa ", "MK40 1AA"), ("EC1A1BB", "EC1A 1BB"),
        ("LU1", None), ("LU1 2A", None), ("LU1 2ABC", None), ("1LU 2AB", None), ("", None), ("LU123 2AB", None),
    ],
)  # fmt: skip
def test_a_postcode_is_whole(typed, written):
    assert rules.postcode(typed) == written


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("07700 900123", "07700900123"), ("07700-900.123", "07700900123"), ("+44 7700 900123", "07700900123"),
        ("+44 (0)7700 900123", "07700900123"), ("0044 7700 900123", "07700900123"), ("(01582) 401212", "01582401212"),
        ("+48 22 123 45 67", "0048221234567"), ("10101", "10101"), ("1010", None), ("07700 9OO123", None), ("", None),
        ("1" * 20, "1" * 20), ("1" * 21, None),
    ],
)  # fmt: skip
def test_a_phone_number_is_digits(typed, digits):
    assert rules.phone_digits(typed) == digits


@pytest.mark.parametrize(
    ("born", "right"),
    [
        (date(2019, 3, 30), True), (TODAY, False), (date(2019, 4, 1), False),
        (date(1909, 1, 1), True), (date(1908, 12, 31), False),
    ],
)  # fmt: skip
def test_a_date_of_birth_is_past_and_not_too_long_ago(born, right):
    assert (rules.born_fault(born, TODAY) is None) is right


def test_what_ends_does_not_end_before_it_begins():
    assert rules.period_fault(TODAY, TODAY) is None
    assert rules.period_fault(TODAY, None) is None
    assert rules.period_fault(TODAY, date(2019, 3, 30)) is not None


WHOLE = {"learned_from": "Police", "from_on": TODAY, "review_on": TODAY}
MAPPA = {**WHOLE, "mappa_category": 1, "mappa_level": 1, "led_by": ""}


@pytest.mark.parametrize(
    ("kind", "values", "wrong"),
    [
        ("mappa", MAPPA, set()),
        ("mappa", {**MAPPA, "mappa_category": 4, "mappa_level": 3, "led_by": "Police"}, set()),
        ("mappa", {**MAPPA, "mappa_category": 0}, {"mappa_category"}),
        ("mappa", {**MAPPA, "mappa_category": 5}, {"mappa_category"}),
        ("mappa", {**MAPPA, "mappa_level": 0}, {"mappa_level"}),
        ("mappa", {**MAPPA, "mappa_level": 4}, {"mappa_level"}),
        ("mappa", {**MAPPA, "mappa_level": 2}, {"led_by"}),
        ("mappa", {**MAPPA, "mappa_level": 3}, {"led_by"}),
        ("marac", WHOLE, set()),
        ("marac", {**WHOLE, "text": "a name"}, {"text"}),
        ("marac", {**WHOLE, "led_by": "a name"}, {"text"}),
        ("child_protection", WHOLE, set()),
        ("risk_to_staff", WHOLE, {"text"}),
        ("risk_to_staff", {**WHOLE, "text": "two to visit"}, set()),
        ("other", WHOLE, {"text"}),
        ("weapons", WHOLE, set()),
        ("weapons", {**WHOLE, "learned_from": ""}, {"learned_from"}),
        ("weapons", {**WHOLE, "review_on": None}, {"review_on"}),
        ("weapons", {**WHOLE, "review_on": date(2019, 3, 30)}, {"review_on"}),
    ],
)
def test_what_a_marker_must_say(kind, values, wrong):
    assert set(rules.marker_faults(kind, values)) == wrong


@pytest.mark.parametrize(("level", "said"), [(None, False), (1, False), (2, True), (3, True)])
def test_level_2_and_3_are_led_elsewhere(level, said):
    words = rules.mappa_warning(level, "Probation")
    assert bool(words) is said
    assert not said or words == (
        f"This person is managed under MAPPA level {level}, led by Probation. IOM does not decide alone."
    )


# Worked out by hand from spec/domain-facts.md, 7.7, which gives the first four as valid and the next as invalid.
@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("1981/0000034U", True), ("2002/0073319Z", True), ("2000/0000223R", True), ("1979/0163001B", True),
        ("2023/0583843N", False), ("81/34U", False),
    ],
)  # fmt: skip
def test_a_pnc_has_its_check_letter(value, right):
    assert (identifiers.pnc_fault(value) is None) is right


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("81/34U", "1981/0000034U"), ("1981/34u", "1981/0000034U"), ("19810000034U", "1981/0000034U"),
        ("19/34U", "2019/0000034U"), ("20/34U", "1920/0000034U"), ("nonsense", "NONSENSE"),
    ],
)  # fmt: skip
def test_a_year_of_two_digits_is_this_century_up_to_this_year(typed, written):
    assert identifiers.pnc_written(typed, 2019) == written


def test_the_advice_is_the_one_that_stands_for_red():
    """A warning that may not be read says the same as RED that may not be: neither proves the other."""
    from rag.visible import ADVICE, ASK_LEAD

    assert ADVICE[ASK_LEAD] == rules.ASK_LEAD
