"""When a record is reviewed, and which passages somebody must decide on: tables at, above and below each boundary."""

from datetime import date

import pytest

from retention.rules import Event, Facts, Group, Known, month_after, passages_of, reviews, verdict, why_to_decide

GROUPS = [
    Group("1", 1, clear_years=10, again_years=10, until_age=100),
    Group("2", 2, clear_years=10, again_years=10),
    Group("3", 3, clear_years=6, again_years=6),
]
BORN = date(1980, 5, 17)
ARREST = Event(date(2013, 3, 31), "an arrest")


def facts(**changes):
    said = {"born": BORN, "groups": frozenset(), "public_protection": False, "events": (ARREST,)}
    return Facts(**{**said, **changes})


@pytest.mark.parametrize(
    ("changes", "group", "due_on"),
    [
        ({}, "3", date(2019, 3, 31)),  # six years without coming to notice, to the day
        ({"groups": frozenset({"2"})}, "2", date(2023, 3, 31)),
        ({"groups": frozenset({"2", "1"})}, "1", date(2023, 3, 31)),  # of several the one that is kept longest
        ({"public_protection": True}, "1", date(2023, 3, 31)),
        ({"events": (ARREST, Event(date(2014, 1, 2), "a release"))}, "3", date(2020, 1, 2)),  # the last counts
        ({"events": ()}, "3", date(1986, 5, 17)),  # nothing at all: from birth
        ({"events": (Event(date(2012, 2, 29), "an arrest"),)}, "3", date(2018, 2, 28)),  # 29 February ends on the 28th
        ({"kept_on": date(2019, 4, 5)}, "3", date(2025, 4, 5)),  # a review that kept it starts the time to the next
        ({"kept_on": date(2013, 3, 31)}, "3", date(2019, 3, 31)),  # on the day of the arrest: the same day
        ({"kept_on": date(2013, 3, 30)}, "3", date(2019, 3, 31)),  # before the arrest: the arrest counts
        ({"now": ("in custody",)}, "3", None),
    ],
)
def test_when_a_record_is_due(changes, group, due_on):
    found = verdict(facts(**changes), GROUPS)
    assert (found.group, found.due_on) == (group, due_on)


@pytest.mark.parametrize(
    ("on", "due"), [(date(2019, 3, 30), False), (date(2019, 3, 31), True), (date(2019, 4, 1), True)]
)
def test_it_is_due_from_the_day_itself(on, due):
    assert verdict(facts(), GROUPS).is_due(on) is due


def test_it_says_why():
    assert verdict(facts(), GROUPS).reasons == ("6 years without coming to notice since an arrest",)
    assert verdict(facts(now=("wanted", "in custody")), GROUPS).reasons == ("in custody", "wanted")


def test_a_scheme_without_a_group_reviews_nothing():
    with pytest.raises(ValueError, match="one review group or more"):
        verdict(facts(), [])


@pytest.mark.parametrize(
    ("changes", "group", "on", "may"),
    [
        ({}, GROUPS[2], date(2019, 3, 31), True),
        ({"held": True}, GROUPS[2], date(2019, 3, 31), False),
        ({"now": ("supervised",)}, GROUPS[2], date(2019, 3, 31), False),
        ({}, GROUPS[0], date(2080, 5, 16), False),  # the day before the hundredth birthday
        ({}, GROUPS[0], date(2080, 5, 17), True),
        ({}, GROUPS[0], date(2080, 5, 18), True),
    ],
)
def test_what_may_be_disposed_of(changes, group, on, may):
    assert reviews.may_dispose(facts(**changes), group, on) is may


@pytest.mark.parametrize(
    ("asked_on", "due_on"),
    [
        (date(2019, 3, 31), date(2019, 4, 30)),
        (date(2019, 1, 31), date(2019, 2, 28)),
        (date(2019, 3, 1), date(2019, 4, 1)),
    ],
)
def test_a_request_is_answered_within_a_month(asked_on, due_on):
    assert month_after(asked_on) == due_on


def test_a_text_falls_into_sentences_and_lines():
    assert passages_of("He was out. Seen with K!\n\nHe said: no\n") == ["He was out.", "Seen with K!", "He said: no"]
    assert passages_of(" \n ") == []


KNOWN = Known(own=["JARVIS, Ethan", "Luton"], others=["Kyle Firth", "Aisha Shaw"])


@pytest.mark.parametrize(
    ("passage", "names"),
    [
        ("He kept his appointment.", []),
        ("Ethan Jarvis was at home in Luton.", []),
        ("Seen with kyle in the market.", ["kyle"]),  # a known name, however it is written
        ("He lives with Shaw now.", ["Shaw"]),
        ("He owes money to Big Tony.", ["Big", "Tony"]),  # looks like a name
        ("Marlon Reid drove him.", ["Marlon", "Reid"]),  # also at the beginning, where another follows
        ("Yesterday he was ill.", []),  # a capital that begins a sentence
        ("Tony drove him.", ["Tony"]),
        ("It was at O’Neill’s.", ["O’Neill’s"]),
    ],
)
def test_whom_a_passage_seems_to_name(passage, names):
    assert why_to_decide(passage, KNOWN) == names
