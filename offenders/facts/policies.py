"""To which part of the record each fact belongs, and who may read and write it (spec/access.md, section 2)."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.categories import Category
from agencies.models import AgencyKind, User
from audit.models import Sourced
from offenders.identifiers import crn_fault, pnc_fault, prison_number_fault
from offenders.models import Address, Alias, Associate, Circumstance, Marker, MarkerKind, Offender, Phone
from offenders.policies import View, view_of

# "MARAC (that there is one; no victim; police and probation only)"; whatever an agreement says of boundaries.
KNOWS_OF_MARAC = frozenset({AgencyKind.POLICE, AgencyKind.PROBATION})
NOT_MARAC = "That there is a MARAC is known to police and probation alone."
NOBODY = "Nobody whom you may see has this number. Check it, or write their name instead."
STANDS = "One stands already: correct or end that one."


def category_of(row: Sourced, on: date) -> Category:
    """The category of a fact on a day: what is past of how to reach somebody belongs to the identifiers."""
    if isinstance(row, (Address, Phone)):
        return Category.IDENTIFIERS if row.until_on is not None and row.until_on <= on else Category.IDENTITY
    if isinstance(row, Marker):
        return Category.BOUNDARIES
    if isinstance(row, Associate):
        return Category(row.filed_under)
    assert isinstance(row, (Alias, Circumstance)), row
    return Category.IDENTITY


def may_know_of_marac(user: User) -> bool:
    return user.agency is not None and user.agency.kind in KNOWS_OF_MARAC


def check_marac(user: User, kind: str) -> None:
    if kind == MarkerKind.MARAC and not may_know_of_marac(user):
        raise PermissionDenied(NOT_MARAC)


def may_read(view: View, user: User, row: Sourced, on: date) -> bool:
    """Whether a reader has a fact of somebody whom they see; of an associate the other is asked for too.

    At `flag` of the boundaries a marker is known without its words (offenders.facts.markers).
    """
    if isinstance(row, Marker):
        return view.levels.knows_of(Category.BOUNDARIES) and (row.kind != MarkerKind.MARAC or may_know_of_marac(user))
    if not view.levels.reads(category_of(row, on)):
        return False
    return not isinstance(row, Associate) or row.other is None or reads_both(user, row)


def reads_both(user: User, row: Associate) -> bool:
    """Both people, and of both the part that the associate is filed under."""
    category = Category(row.filed_under)
    views = (view_of(user, pk) for pk in (row.offender_id, row.other_id) if pk is not None)
    return all(view is not None and view.levels.reads(category) for view in views)


def check_other(user: User, other: Offender | None, filed_under: str) -> None:
    """The other person must be open to who writes; who is not is answered for like somebody who is not there."""
    if other is None:
        return
    view = view_of(user, other.pk)
    if view is None or not view.levels.reads(Category(filed_under)):
        raise ValidationError({"other": NOBODY})


def check_one_standing(row: Marker) -> None:
    """MAPPA, and a MARAC, is one at a time."""
    if row.kind not in (MarkerKind.MAPPA, MarkerKind.MARAC):
        return
    standing = Marker.objects.filter(offender=row.offender, kind=row.kind, ended_on=None).exclude(pk=row.pk)
    if row.ended_on is None and standing.exists():
        raise ValidationError(STANDS)


def identifier_faults(values: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each number that is given; an empty one is none."""
    checks = {"pnc_id": pnc_fault, "crn": crn_fault, "prison_number": prison_number_fault}
    faults = {name: check(values[name]) for name, check in checks.items() if values.get(name)}
    return {name: f"This should be {fault}." for name, fault in faults.items() if fault}
