"""Which parts of a person a reader sees: the sharing agreement in force today (spec/access.md, section 2).

Read once for each reader: a request loads its reader anew, so nothing is remembered longer than a request or a task.
Where no agreement is in force, or it does not name the reader's agency, the agency sees nothing.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, Q, QuerySet, Value

from agencies.agreements.default import MATRIX
from agencies.categories import Category, Level
from agencies.models import Agency, Agreement, AgreementLevel, ByName, NamedPermission, User
from agencies.rules import NOT_SHARED, REACH, Levels, Term, narrowed
from audit import clock

__all__ = [
    "MATRIX", "REACH", "Category", "Level", "Levels", "Term", "agreement_of", "by_consent", "everyday", "figures",
    "in_the_room", "level", "may_see_anybody", "narrowed", "of_agency", "terms",
]  # fmt: skip


@dataclass(frozen=True)
class _Read:
    """What has been read for one reader on one day."""

    on: date
    agreement: Agreement | None = None
    terms: dict[Category, Term] = field(default_factory=dict)


def agreement_of(user: User) -> Agreement | None:
    """The agreement in force today that names the reader's agency or its kind; read once for each reader."""
    return _read(user).agreement


def terms(user: User) -> dict[Category, Term]:
    """What the agreement gives the reader's agency: its own terms where it has some, else those of its kind."""
    return _read(user).terms


def level(user: User, category: Category, *, consented: bool = False, own_caseload: bool = False) -> Level:
    """How much of a category a reader has of a person.

    `consented` where the person has, and it stands; `own_caseload` where the person is of the reader's own team's
    caseload: without it a practitioner reads at most.
    """
    term = terms(user).get(category, NOT_SHARED)
    return narrowed(term.everyday(consented=consented), user.roles, own_caseload=own_caseload)


def of_agency(agency: Agency, on: date) -> Levels:
    """What an agency has of a person who has consented to nothing: of what is written for all of it, not for a role."""
    return Levels({category: term.everyday(consented=False) for category, term in _terms_of(agency, on).items()})


def everyday(user: User) -> Levels:
    """What a reader has of a person who has consented to nothing and is on no caseload of the reader's."""
    return Levels({category: level(user, category) for category in Category})


def figures(user: User) -> Levels:
    """What an analyst counts with: the agency's terms read at most, whatever roles they hold.

    Of people who have consented to nothing, and without original intelligence, which is for those named for it.
    """
    counted = {category: term for category, term in terms(user).items() if category != Category.INTELLIGENCE_ORIGINAL}
    return Levels({category: min(term.everyday(consented=False), Level.READ) for category, term in counted.items()})


def by_consent(user: User) -> frozenset[Category]:
    """What a reader reads of people who have consented to it, and of nobody else."""
    read = (c for c in Category if level(user, c, consented=True) >= Level.READ > level(user, c))
    return frozenset(read)


def may_see_anybody(user: User) -> bool:
    """Whether the agreement lets the reader know of people at all: it is in force, and shares who they are."""
    return level(user, Category.IDENTITY) > Level.NONE


def in_the_room(user: User, category: Category, *, consented: bool = False) -> Level:
    """The level of an attendee of a meeting for those on its agenda: never less than the everyday one.

    Whether the reader is in the room at all is for the meeting to say (spec/access.md, "In the room").
    """
    room = narrowed(terms(user).get(category, NOT_SHARED).room(consented=consented), user.roles, own_caseload=False)
    return max(room, level(user, category, consented=consented))


def _read(user: Any) -> _Read:
    today = clock.today()
    read = getattr(user, "_sharing", None)
    if read is None or read.on != today:
        read = user._sharing = _from_the_agreement(user, today)
    return read


def _from_the_agreement(user: User, today: date) -> _Read:
    """One statement: the terms of the agency's kind and its own, which win category by category.

    Who has left has nothing, nor who was given a permission by name and left with it.
    """
    if user.agency is None or not user.is_active or user.has_left(today):
        return _Read(today)
    by_name = NamedPermission.objects.in_force(today).filter(user=user.pk, permission=ByName.ORIGINAL_INTELLIGENCE)
    rows = _levels_of(user.agency, today).select_related("agreement").annotate(by_name=Exists(by_name))
    own_last = sorted(rows, key=lambda row: row.agency_id is not None)
    return _Read(
        today,
        own_last[0].agreement if own_last else None,
        {Category(row.category): _term(row) for row in own_last},
    )


def _levels_of(agency: Agency, on: date) -> "QuerySet[AgreementLevel]":
    rows = AgreementLevel.objects.filter(Q(kind=agency.kind) | Q(agency__in=[agency.pk]))
    return rows.filter(agreement__in=Agreement.objects.in_force(on))


def _terms_of(agency: Agency, on: date) -> dict[Category, Term]:
    """Nobody of it is named for anything."""
    rows = _levels_of(agency, on).annotate(by_name=Value(False))
    own_last = sorted(rows, key=lambda row: row.agency_id is not None)
    return {Category(row.category): _term(row) for row in own_last}


def _term(row: Any) -> Term:
    """Original intelligence also needs a permission given by name (spec/access.md, section 2)."""
    if row.category == Category.INTELLIGENCE_ORIGINAL and not row.by_name:
        return NOT_SHARED
    return Term(Level(row.level), row.if_consent, Level(row.in_room), row.in_room_if_consent)
