"""Who may show one record to one person by name, and who may restrict somebody.

Grants and restrictions are made by a supervisor or a coordinator whose own agency is involved with the person today:
who sees them by a grant, a taper, an old lead or broken glass passes nothing on. What is done to a restriction is
done by the people named for it. Pairs: `check_...` raises with a sentence for a person, `may_...` answers.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.categories import Category
from agencies.models import User
from agencies.roles import Permission
from agencies.sharing import may_see_anybody
from offenders.exceptions import rules
from offenders.exceptions.rules import State, Step
from offenders.models import Offender, RestrictedReader, Restriction
from offenders.policies import View, view_of
from offenders.rules import How

NOT_RESTRICTED_ONES = "This person is restricted: only the people named for them see the record. Name them instead."
NOT_ONESELF = "Nobody grants a record to themselves."
SEES_NOBODY = "Choose somebody who works here today, in a role and an agency that see people."
SEES_ALREADY = "They see this person already."
RESTRICTED_ALREADY = "This person is restricted already."
SECOND_PERSON = "Who asked for it does not lift it: a second person named for it does."
NOT_THIS_STEP = "This restriction is no longer where it was when you opened the page."


def may_grant(user: User, offender: Offender) -> bool:
    return may(user, Permission.GRANT_BY_NAME) and _how(user, offender) is How.INVOLVED


def check_grant(user: User, offender: Offender) -> None:
    """A restricted person is granted to nobody: who is to see them is named."""
    if may(user, Permission.GRANT_BY_NAME) and _how(user, offender) is How.NAMED:
        raise ValidationError(NOT_RESTRICTED_ONES)
    if not may_grant(user, offender):
        raise PermissionDenied


def can_see_people(user: User) -> bool:
    """Whether somebody works here today in a role and an agency that see people: else a name opens nothing."""
    return may(user, Permission.PEOPLE_VIEW) and user.agency_id is not None and may_see_anybody(user)


def knows_the_others(view: View) -> bool:
    """Whether a reader may know which other agencies are involved: to know it is to read the scheme's part."""
    return view.levels.reads(Category.SCHEME)


def check_grantee(by: User, offender: Offender, user: User) -> None:
    """Somebody else, who can see people and does not see this one.

    That they do already is said only to who may know which agencies are involved; to another granter it would give
    the involvement away, and a grant beside it changes nothing.
    """
    if user.pk == by.pk:
        raise ValidationError({"user": NOT_ONESELF})
    if not can_see_people(user):
        raise ValidationError({"user": SEES_NOBODY})
    mine, theirs = view_of(by, offender.pk), view_of(user, offender.pk)
    own = user.agency_id == by.agency_id
    if mine is not None and theirs is not None and theirs.how is not How.GLASS and (own or knows_the_others(mine)):
        raise ValidationError({"user": SEES_ALREADY})


def may_restrict(user: User, offender: Offender) -> bool:
    return may(user, Permission.RESTRICT) and _how(user, offender) is How.INVOLVED


def check_restrict(user: User, offender: Offender) -> None:
    if may(user, Permission.RESTRICT) and _how(user, offender) is How.NAMED:
        raise ValidationError(RESTRICTED_ALREADY)
    if not may_restrict(user, offender):
        raise PermissionDenied


def can_act(user: User) -> bool:
    """Whether somebody, once named, could name others and have the restriction lifted."""
    return may(user, Permission.RESTRICT) and can_see_people(user)


def check_names(users: Iterable[User]) -> None:
    """The people named for a restricted person: each can see people, and one of them can act."""
    named = list(users)
    if not all(can_see_people(user) for user in named):
        raise ValidationError({"names": SEES_NOBODY})
    if problem := rules.names_problem({u.pk for u in named}, {u.pk for u in named if can_act(u)}):
        raise ValidationError({"names": problem})


def may_change_names(user: User, restriction: Restriction) -> bool:
    """The people named for it, in a role that restricts."""
    standing = restriction.lifted_at is None and restriction.readers.filter(user=user.pk).exists()
    return standing and can_act(user)


def check_name(by: User, restriction: Restriction, user: User) -> None:
    _check_named(by, restriction)
    if not can_see_people(user):
        raise ValidationError({"user": SEES_NOBODY})


def check_unname(by: User, restriction: Restriction, user: User) -> None:
    """Never the last who can act on it."""
    _check_named(by, restriction)
    left = RestrictedReader.objects.filter(restriction=restriction).exclude(user=user.pk).select_related("user__agency")
    acting = {reader.user_id for reader in left if can_act(reader.user)}
    if problem := rules.names_problem({reader.user_id for reader in left}, acting):
        raise ValidationError(problem)


def state_of(restriction: Restriction) -> State:
    return rules.state(asked=restriction.lifting_asked_at is not None, lifted=restriction.lifted_at is not None)


def check_step(by: User, restriction: Restriction, step: Step) -> State:
    """The state that a step leads to. Two people named for it lift it: one asks, another does."""
    _check_named(by, restriction)
    to = rules.STEPS.get((state_of(restriction), step))
    if to is None:
        raise ValidationError(NOT_THIS_STEP)
    if step is Step.LIFT and restriction.lifting_asked_by_id == by.pk:
        raise PermissionDenied(SECOND_PERSON)
    return to


def may_step(user: User, restriction: Restriction, step: Step) -> bool:
    own = step is Step.LIFT and restriction.lifting_asked_by_id == user.pk
    return may_change_names(user, restriction) and (state_of(restriction), step) in rules.STEPS and not own


def _check_named(user: User, restriction: Restriction) -> None:
    if not may_change_names(user, restriction):
        raise PermissionDenied


def _how(user: User, offender: Offender) -> How | None:
    view = view_of(user, offender.pk)
    return view.how if view else None
