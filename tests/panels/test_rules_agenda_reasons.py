"""Why somebody stands on an agenda, at, above and below each bound; and what of it a screen may say."""

from dataclasses import replace

import pytest

from agencies.categories import Category
from panels.rules.agenda_reasons import NEEDS, WORDS, Facts, Reason, Seen, Why, read, reasons_for, stored, why_on_agenda
from rag.models import Status

NOTHING = Facts(decided=Status.AMBER, proposed=Status.AMBER)
EVERYTHING = frozenset(Category)


def test_who_has_nothing_to_change_stands_in_the_block():
    assert why_on_agenda(NOTHING) == []


@pytest.mark.parametrize("status", [Status.AMBER, Status.GREEN, Status.BLUE])
def test_so_does_every_status_that_stays(status):
    assert why_on_agenda(Facts(decided=status, proposed=status)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"referred": True}, [Why.NEW_REFERRAL]),
        ({"decided": None}, [Why.NEW_REFERRAL]),
        ({"decided": Status.RED, "proposed": Status.RED}, [Why.RED]),
        ({"decided": Status.AMBER, "proposed": Status.RED}, [Why.RED, Why.DIFFERS]),
        ({"decided": Status.RED, "proposed": Status.AMBER}, [Why.RED, Why.DIFFERS]),
        ({"decided": Status.AMBER_PLUS, "proposed": Status.AMBER_PLUS}, [Why.AMBER_PLUS]),
        ({"proposed": Status.AMBER_PLUS}, [Why.AMBER_PLUS, Why.DIFFERS]),
        ({"proposed": Status.GREEN}, [Why.DIFFERS]),
        ({"decided": Status.GREEN_RM, "proposed": Status.GREEN}, []),
        ({"decided": Status.GREEN_RM, "proposed": Status.AMBER}, [Why.DIFFERS]),
        ({"decided": Status.GREEN, "proposed": Status.GREEN_RM}, [Why.DIFFERS]),
        ({"risen": 19}, []),
        ({"risen": 20}, [Why.RISEN]),
        ({"risen": 21}, [Why.RISEN]),
        ({"risen": -30}, []),
        ({"risen": 5, "jump": 5}, [Why.RISEN]),
        ({"released_days": 0}, [Why.RELEASED]),
        ({"released_days": 28}, [Why.RELEASED]),
        ({"released_days": 29}, []),
        ({"released_days": -1}, []),
        ({"release_in": 0}, [Why.RELEASE_DUE]),
        ({"release_in": 28}, [Why.RELEASE_DUE]),
        ({"release_in": 29}, []),
        ({"release_in": 10, "release_within": 9}, []),
        ({"reactive_due": True}, [Why.REACTIVE_DUE]),
        ({"deselection_due": True}, [Why.DESELECTION_DUE]),
        ({"actions_overdue": 0}, []),
        ({"actions_overdue": 1}, [Why.ACTION_OVERDUE]),
        ({"added": True}, [Why.ADDED]),
        ({"asked": True}, [Why.ASKED]),
        ({"asked": True, "actions_overdue": 2, "released_days": 3}, [Why.ASKED, Why.RELEASED, Why.ACTION_OVERDUE]),
    ],
)
def test_why(changes, expected):
    assert why_on_agenda(replace(NOTHING, **changes)) == expected


def test_every_reason_has_words():
    assert set(WORDS) == set(Why)
    assert [why.words for why in (Why.RED, Why.RISEN)] == ["RED", "ranking jump"]


def shown(why, **changes):
    seen = {"reads": EVERYTHING, "proposed": "AMBER", "decided": "AMBER", "rank": True} | changes
    return reasons_for(Seen(**seen), [Reason(why, NEEDS.get(why, (Category.SCHEME,)))])


@pytest.mark.parametrize(
    ("why", "category"),
    [
        (Why.RED, Category.OFFENDING),
        (Why.RISEN, Category.SCORES),
        (Why.RELEASED, Category.CUSTODY),
        (Why.RELEASE_DUE, Category.CUSTODY),
        (Why.ACTION_OVERDUE, Category.SCHEME),
        (Why.NEW_REFERRAL, Category.SCHEME),
    ],
)
def test_a_reason_belongs_to_its_category(why, category):
    screen = {"proposed": "RED", "decided": "RED"}
    assert shown(why, **screen) == [why]
    assert shown(why, **screen, reads=EVERYTHING - {category}) == []


@pytest.mark.parametrize(
    ("why", "proposed", "decided", "said"),
    [
        (Why.RED, "ASK_LEAD", "AMBER", False),
        (Why.RED, "RED", "AMBER", True),
        (Why.RED, "AMBER", "RED", True),
        (Why.AMBER_PLUS, "AMBER", "AMBER", False),  # the AMBER+ rests on what this screen does not show
        (Why.AMBER_PLUS, "AMBER+", "AMBER", True),
        (Why.DIFFERS, "AMBER", "AMBER", False),
        (Why.DIFFERS, "ASK_LEAD", "AMBER", False),
        (Why.DIFFERS, "AMBER", None, False),
        (Why.DIFFERS, "GREEN", "AMBER", True),
    ],
)
def test_a_reason_says_no_more_than_the_status_beside_it(why, proposed, decided, said):
    assert bool(shown(why, proposed=proposed, decided=decided)) is said


def test_a_jump_is_said_beside_the_rank_alone():
    assert shown(Why.RISEN, rank=False) == []


def test_frozen_and_read_again():
    reasons = [Reason(Why.NEW_REFERRAL, (Category.SCHEME, Category.VICTIMS)), Reason(Why.RED, NEEDS[Why.RED])]
    assert read(stored(reasons)) == reasons
