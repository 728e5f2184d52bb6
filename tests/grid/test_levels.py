"""The policy gives every reader of every person what levels.csv says, category by category."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from offenders.models import Offender
from offenders.policies import view_of
from tests.conftest import TODAY
from tests.grid.levels import CATEGORIES, LEVELS, PERSONAS, SCOPES, WITHOUT_A_SESSION, WORDS, Persona

pytestmark = pytest.mark.django_db

LETTER = {word: letter for letter, word in WORDS.items()}
# People whom only their own page shows (offenders.querysets, `reachable_by`).
NOT_IN_A_LIST = {"glass"}


def letters(user, offender_id):
    """What the policy gives, in the letters of the file."""
    view = view_of(user, offender_id)
    if view is None:
        return dict.fromkeys(CATEGORIES, "-")
    return {category: LETTER[view.levels.level(Category(category)).word] for category in CATEGORIES}


def fresh(user):
    """As a request loads its reader: nothing is remembered."""
    return User.objects.get(pk=user.pk)


def test_the_file_says_everything_once():
    asked = {(str(persona), scope) for persona in PERSONAS for scope in (*SCOPES, *WITHOUT_A_SESSION)}
    assert set(LEVELS) == asked
    assert set(CATEGORIES) == {category.value for category in Category}
    assert all(levels.source for levels in LEVELS.values())


@pytest.mark.parametrize("persona", PERSONAS, ids=str)
def test_every_reader_has_what_the_file_says(persona: Persona, world):
    user, wrong = fresh(world.reader(persona)), []
    reached = set(Offender.objects.reachable_by(user).values_list("pk", flat=True))
    listed = set(Offender.objects.visible_to(user).values_list("pk", flat=True))
    for scope in SCOPES:
        who, expected = world.people[scope], LEVELS[str(persona), scope]
        got = (letters(user, who.pk), who.pk in reached, who.pk in listed)
        if got != (expected.letters, expected.sees, expected.sees and scope not in NOT_IN_A_LIST):
            wrong.append((scope, got))
    assert wrong == []


@pytest.mark.parametrize("persona", PERSONAS, ids=str)
def test_who_has_left_has_nothing(persona: Persona, world):
    with transaction.atomic():
        User.objects.filter(pk=world.reader(persona).pk).update(ends_on=TODAY)
        left = fresh(world.reader(persona))
        for scope in SCOPES:
            assert letters(left, world.people[scope].pk) == LEVELS[str(persona), "ended"].letters
        assert not Offender.objects.visible_to(left).exists()
        transaction.set_rollback(True)


@pytest.mark.parametrize("persona", PERSONAS, ids=str)
def test_the_day_before_leaving_nothing_is_taken_away(persona: Persona, world):
    with transaction.atomic():
        User.objects.filter(pk=world.reader(persona).pk).update(ends_on=TODAY + timedelta(days=1))
        assert letters(fresh(world.reader(persona)), world.people["own"].pk) == LEVELS[str(persona), "own"].letters
        transaction.set_rollback(True)


def test_who_has_not_signed_in_has_nothing(world):
    for scope in SCOPES:
        assert view_of(AnonymousUser(), world.people[scope].pk) is None
