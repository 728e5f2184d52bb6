"""How a reader comes to see a person, and how far: the rules alone (spec/access.md, sections 1 and 2)."""

from itertools import product

import pytest

from agencies.categories import Category, Level
from agencies.roles import Role
from agencies.rules import Term
from offenders.rules import How, Standing, how, levels

EVERYTHING = {category: Term(Level.MANAGE) for category in Category}
PRACTITIONER = frozenset({Role.PRACTITIONER})
COORDINATOR = frozenset({Role.COORDINATOR})
FLAGS = ("involved", "tapering", "led", "restricted", "named", "granted", "glass")


@pytest.mark.parametrize(
    ("standing", "by_practitioner", "by_coordinator"),
    [
        (Standing(), None, None),
        (Standing(involved=True), How.INVOLVED, How.INVOLVED),
        (Standing(tapering=True), How.TAPER, How.TAPER),
        (Standing(led=True), None, How.LED),  # kept for coordinators and analysts alone
        (Standing(granted=True), How.GRANTED, How.GRANTED),
        (Standing(glass=True), How.GLASS, None),  # for a practitioner, also while it stays broken
        (Standing(involved=True, glass=True, granted=True), How.INVOLVED, How.INVOLVED),
        (Standing(granted=True, glass=True), How.GRANTED, How.GRANTED),
        (Standing(tapering=True, led=True), How.TAPER, How.TAPER),
        (Standing(named=True), None, None),  # the name is of a restriction that was lifted
        (Standing(restricted=True), None, None),
        (Standing(restricted=True, named=True), How.NAMED, How.NAMED),
        (Standing(restricted=True, involved=True, caseload=True), None, None),
        (Standing(restricted=True, granted=True), None, None),
        (Standing(restricted=True, glass=True), None, None),
    ],
)
def test_by_what_a_person_is_seen(standing, by_practitioner, by_coordinator):
    assert how(standing, PRACTITIONER) == by_practitioner
    assert how(standing, COORDINATOR) == by_coordinator


def every_standing():
    for values in product((False, True), repeat=len(FLAGS)):
        yield Standing(**dict(zip(FLAGS, values, strict=True)))


def test_nobody_but_those_named_sees_a_restricted_person_whatever_else_holds():
    for standing in every_standing():
        if standing.restricted and not standing.named:
            assert how(standing, COORDINATOR) is None
            assert levels(standing, EVERYTHING, COORDINATOR).parts == frozenset()


@pytest.mark.parametrize(
    ("standing", "roles", "most"),
    [
        (Standing(involved=True, caseload=True), PRACTITIONER, Level.MANAGE),
        (Standing(involved=True), PRACTITIONER, Level.READ),  # beyond the team's caseload
        (Standing(involved=True), COORDINATOR, Level.MANAGE),
        (Standing(involved=True, caseload=True), frozenset({Role.VIEWER}), Level.READ),
        (Standing(tapering=True), COORDINATOR, Level.READ),
        (Standing(led=True), COORDINATOR, Level.READ),
        (Standing(led=True), COORDINATOR | PRACTITIONER, Level.READ),
        (Standing(granted=True), PRACTITIONER, Level.READ),
        (Standing(glass=True), PRACTITIONER, Level.READ),
        (Standing(restricted=True, named=True, involved=True, caseload=True), PRACTITIONER, Level.MANAGE),
        (Standing(restricted=True, named=True), PRACTITIONER, Level.READ),
        (Standing(), COORDINATOR, Level.NONE),
        (Standing(involved=True, caseload=True), frozenset({Role.ANALYST}), Level.NONE),
        (Standing(involved=True, caseload=True), frozenset({Role.SYSTEM_ADMINISTRATOR}), Level.NONE),
    ],
)
def test_how_far_each_way_reaches(standing, roles, most):
    found = levels(standing, EVERYTHING, roles)
    assert found.level(Category.IDENTITY) == found.level(Category.ENGAGEMENT) == most


@pytest.mark.parametrize("hidden", ["intelligence_original", "victims", "treatment", "health"])
def test_broken_glass_never_shows(hidden):
    assert levels(Standing(glass=True), EVERYTHING, PRACTITIONER).level(Category(hidden)) == Level.NONE


def test_broken_glass_shows_the_rest_of_what_the_matrix_gives():
    hidden = {"intelligence_original", "victims", "treatment", "health"}
    assert levels(Standing(glass=True), EVERYTHING, PRACTITIONER).parts == {c for c in Category if c not in hidden}


CONSENT_ONLY = {Category.TREATMENT: Term(Level.READ, if_consent=True)}
GIVEN = frozenset({"treatment"})


@pytest.mark.parametrize(
    ("standing", "reads"),
    [
        (Standing(involved=True), False),
        (Standing(involved=True, consented=GIVEN), True),
        (Standing(involved=True, consented=frozenset({"health"})), False),
        (Standing(tapering=True, consented=GIVEN), False),  # what rested on consent ends with the involvement
        (Standing(led=True, consented=GIVEN), False),
        (Standing(granted=True, consented=GIVEN), False),
        (Standing(restricted=True, named=True, involved=True, consented=GIVEN), True),
        (Standing(restricted=True, named=True, consented=GIVEN), False),
    ],
)
def test_consent_counts_while_the_agency_is_involved(standing, reads):
    assert levels(standing, CONSENT_ONLY, COORDINATOR).reads(Category.TREATMENT) is reads


def test_consent_never_widens_what_the_agreement_does_not_share_by_consent():
    standing = Standing(involved=True, caseload=True, consented=frozenset(str(category) for category in Category))
    assert levels(standing, {}, COORDINATOR).parts == frozenset()
