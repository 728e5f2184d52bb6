"""Who writes, gives and answers the letters that follow a deselection, and who says what they say.

Whoever may record a deselection writes them. To write a letter decides nothing: who leads the person may write it too.
"""

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.categories import Category, Level
from agencies.models import User
from agencies.roles import Permission
from agencies.rules import Levels
from cohorts.models import DecisionState, Deselection, Letter
from cohorts.policies import NOT_OF_THE_SCHEME, NOT_SEEN, runs_the_scheme, sees
from cohorts.rules.letters import HANDOVERS, LetterKind, LetterStatus, LetterStep, after
from cohorts.rules.merging import reaches
from offenders.policies import view_of
from offenders.writing import NOT_ADDED

NOT_A_WRITER = "Who manages the scheme and may add to a person’s part of it writes the letters."
NOT_COORDINATOR = "A coordinator of an agency that manages the scheme says what its letters say."
NOT_DECIDED = "A letter follows a deselection that is decided, and this one is not."
NOT_THEIRS = "The agency that the handover is for answers it: a practitioner, supervisor, coordinator or panel chair."
ANOTHER_ANSWERS = "You handed this over: somebody else of your agency answers it."
NOT_READ = "This letter carries a part of the record that you do not read."


def check_write(user: User, row: Deselection) -> None:
    if not runs_the_scheme(user):
        raise PermissionDenied(NOT_OF_THE_SCHEME)
    if not sees(user, row.offender):
        raise PermissionDenied(NOT_SEEN)
    view = view_of(user, row.offender_id)
    if view is None or view.levels.level(Category.SCHEME) < Level.ADD:
        raise PermissionDenied(NOT_ADDED)


def check_decided(row: Deselection) -> None:
    if row.state != DecisionState.MADE:
        raise ValidationError(NOT_DECIDED)


def may_write(user: User, row: Deselection) -> bool:
    try:
        check_write(user, row)
        check_decided(row)
    except (PermissionDenied, ValidationError):
        return False
    return True


def is_recipient(user: User, letter: Letter) -> bool:
    """Of the agency that a handover was given to: it reads its own, whatever else it has of the scheme's part."""
    given = letter.status in (LetterStatus.SENT, LetterStatus.CONFIRMED, LetterStatus.REFUSED)
    return given and LetterKind(letter.kind) in HANDOVERS and letter.agency_id == user.agency_id


def may_read(user: User, letter: Letter, levels: Levels) -> bool:
    """Who reads the scheme's part, and has of every part what the letter tells of it; and the agency that it is for."""
    return is_recipient(user, letter) or (levels.reads(Category.SCHEME) and reaches(levels, letter.template.whole))


def check_answer(user: User, letter: Letter) -> None:
    """A named person of the agency; where the agency that wrote it answers it too, another one than gave it."""
    role = may(user, Permission.COHORT_REFER)
    if not role or letter.agency_id != user.agency_id or not sees(user, letter.offender):
        raise PermissionDenied(NOT_THEIRS)
    if letter.sent_by_id == user.pk:
        raise PermissionDenied(ANOTHER_ANSWERS)


def may_answer(user: User, letter: Letter) -> bool:
    try:
        check_answer(user, letter)
    except PermissionDenied:
        return False
    return after(LetterKind(letter.kind), LetterStatus(letter.status), LetterStep.CONFIRM) is not None


def may_manage_templates(user: User) -> bool:
    return may(user, Permission.LETTER_TEMPLATES) and runs_the_scheme(user)


def check_manage_templates(user: User) -> None:
    if not may_manage_templates(user):
        raise PermissionDenied(NOT_COORDINATOR)
