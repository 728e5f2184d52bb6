"""What a page shows of who somebody is, to one reader: each fact with who may correct it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.categories import Category
from agencies.models import User
from audit.models import Sourced
from offenders import writing
from offenders.facts.policies import category_of
from offenders.models import Address, Alias, Associate, Circumstance, Offender, Phone
from offenders.policies import View, views_of
from offenders.writing import may_correct
from offenders.writing.changes import Version, words_of

WRITERS = ("created_by__agency", "changed_by__agency")


@dataclass(frozen=True)
class Fact:
    """One row, and whether the reader may correct, end or remove it."""

    row: Any
    yours: bool


@dataclass(frozen=True)
class Tie:
    """An associate as they look from this person: the other's name, and the person where they are on the register."""

    row: Associate
    other: Offender | None
    name: str
    yours: bool


@dataclass(frozen=True)
class Value:
    """One value of a person's identity, in words, with who brought it, when, and why."""

    label: str
    words: str
    version: Version


def facts(rows: Iterable[Sourced], view: View, user: User, on: date) -> list[Fact]:
    return [Fact(row, may_correct(view, category_of(row, on), row, user)) for row in rows]


def aliases(offender: Offender, view: View, user: User, on: date) -> list[Fact]:
    return facts(_of(Alias, offender).order_by("family_name", "given_names", "pk"), view, user, on)


def present(model: type[Address] | type[Phone], offender: Offender, view: View, user: User, on: date) -> list[Fact]:
    """Where they are and how they are reached, today and from a later day."""
    return facts(_of(model, offender).current(on).order_by("-from_on", "-pk"), view, user, on)


def past(model: type[Address] | type[Phone], offender: Offender, view: View, user: User, on: date) -> list[Fact]:
    """Where they were: for who reads identifiers."""
    if not view.levels.reads(Category.IDENTIFIERS):
        return []
    return facts(_of(model, offender).past(on).order_by("-until_on", "-pk"), view, user, on)


def circumstances(offender: Offender, view: View, user: User, on: date) -> list[Fact]:
    return facts(_of(Circumstance, offender).order_by("kind", "-from_on", "-pk"), view, user, on)


def associates(offender: Offender, view: View, user: User, on: date) -> list[Tie]:
    """With whom they are, from both ends: those of whom the reader has both people, in three statements."""
    rows = Associate.objects.of(offender).select_related("offender", "other", *WRITERS)
    found = [row for row in rows.order_by("kind", "-from_on", "-pk") if view.levels.reads(Category(row.filed_under))]
    ends = {_other(row, offender).pk: row for row in found if row.other_id}  # type: ignore[union-attr]
    views = views_of(user, ends)
    return [tie for row in found if (tie := _tie(row, offender, view, views, user, on))]


def _tie(row: Associate, offender: Offender, view: View, views: dict[int, View], user: User, on: date) -> Tie | None:
    other, category = _other(row, offender), Category(row.filed_under)
    if other is None:
        return Tie(row, None, row.name, may_correct(view, category, row, user))
    theirs = views.get(other.pk)
    if theirs is None or not theirs.levels.reads(category):
        return None
    both = may_correct(view, category, row, user) and may_correct(theirs, category, row, user)
    return Tie(row, other, other.name, both)


def _other(row: Associate, offender: Offender) -> Offender | None:
    return row.other if row.offender_id == offender.pk else row.offender


def _of(model: Any, offender: Offender) -> Any:
    return model.objects.filter(offender=offender).select_related(*WRITERS)


IDENTITY_FIELDS = (
    "family_name",
    "given_names",
    "date_of_birth",
    "sex",
    "gender_identity",
    "ethnicity",
    "nationality",
    "first_language",
    "interpreter_needed",
    "adjustments",
    "area",
    "resident",
)
IDENTIFIER_FIELDS = ("pnc_id", "crn", "prison_number")


def identity(offender: Offender, fields: Iterable[str]) -> list[Value]:
    """The values of a person's identity, each with the version that brought it. Two statements."""
    versions = writing.history(offender)
    return [Value(_label(name), words_of(offender, name), _brought(versions, name)) for name in fields]


def identity_history(offender: Offender, fields: Iterable[str]) -> list[Version]:
    """The versions in which one of these fields became different, and the first."""
    wanted = frozenset(fields)
    found = []
    for version in writing.history(offender):
        changes = [change for change in version.changes if change.name in wanted]
        if changes or not version.changes:
            found.append(Version(version.number, version.at, version.who, version.because, changes))
    return found


def _brought(versions: list[Version], name: str) -> Version:
    """The newest version that changed a field; else how the person came in."""
    changed = (version for version in versions if any(change.name == name for change in version.changes))
    return next(changed, versions[-1])


LABELS = {
    "pnc_id": "PNC",
    "crn": "CRN",
    "area": "Home area",
    "resident": "Lives in the area",
    "interpreter_needed": "Interpreter needed",
    "adjustments": "Adjustments",
}


def _label(name: str) -> str:
    return LABELS.get(name, str(Offender._meta.get_field(name).verbose_name).capitalize())  # type: ignore[union-attr]
