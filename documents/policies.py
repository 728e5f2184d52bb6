"""Who may file, replace, correct and move a document (spec/access.md, section 2: the levels of its category)."""

from django.core.exceptions import PermissionDenied

from agencies.categories import Category, Level
from agencies.models import User
from documents.models import Document
from offenders.models import Offender
from offenders.policies import View, view_of
from offenders.writing import NOT_ADDED, check_correct, may_correct

NOT_HELD = "This person has no such document."


def categories_to_add(view: View) -> list[Category]:
    """Where the reader may file a document of this person, in the order of the agreement's table."""
    return [category for category in Category if view.levels.level(category) >= Level.ADD]


def may_upload(view: View) -> bool:
    return bool(categories_to_add(view))


def may_replace(view: View, document: Document, by: User) -> bool:
    """`manage` all, `add` what one's own agency filed; the same for correcting, removing and reading who looked."""
    return may_correct(view, Category(document.category), document, by)


def check_replace(by: User, offender: Offender, document: Document) -> View:
    return check_correct(by, offender, Category(document.category), document)


def check_move(by: User, offender: Offender, document: Document, to: Category) -> None:
    """Out of one category and into another: the right in both."""
    view = check_replace(by, offender, document)
    if view.levels.level(to) < Level.ADD:
        raise PermissionDenied(NOT_ADDED)


def view_or_denied(by: User, offender: Offender) -> View:
    view = view_of(by, offender.pk)
    if view is None:
        raise PermissionDenied(NOT_HELD)
    return view
