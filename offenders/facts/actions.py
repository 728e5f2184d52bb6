"""Writing down who somebody is. Each action is one transaction, logged inside it (offenders.writing)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from agencies.templatetags.iom_pages import uk_date
from audit import clock, log, outbox
from audit.models import Sourced
from offenders import writing
from offenders.facts import policies, rules
from offenders.models import Address, AddressKind, Associate, Marker, Offender
from offenders.policies import view_of
from offenders.writing.policies import may_correct

# Somebody's home is in another area than before: who allocates asks for a transfer, involvement is worked out again.
MOVED_AREA = "moved_area"
HOMES = (AddressKind.HOME, AddressKind.NO_FIXED_ABODE)
IDENTIFIERS = ("pnc_id", "crn", "prison_number")
ENDS = {Marker: "ended_on"}

Row = TypeVar("Row", bound=Sourced)


def what(act: str, row: Sourced) -> str:
    """The action in the log's words: facts.add_alias."""
    return f"facts.{act}_{row._meta.model_name}"


def ends_with(row: Sourced | type[Sourced]) -> str:
    """The field that says when a fact ended; nothing for one that does not end (another name)."""
    model = row if isinstance(row, type) else type(row)
    if model in ENDS:
        return ENDS[model]
    return "until_on" if any(f.name == "until_on" for f in model._meta.fields) else ""


@transaction.atomic
def add(row: Row, *, by: User, request_key: UUID) -> Row:
    """Write down a new fact; the same form twice is one."""
    offender: Offender = row.offender  # type: ignore[attr-defined]
    _check(row, by)
    category = policies.category_of(row, clock.today())
    made = writing.add(row, what=what("add", row), offender=offender, category=category, by=by, request_key=request_key)
    if made is row:
        _told_of_the_other(row, what("add", row), category, by)
    return made


@transaction.atomic
def add_address(row: Address, *, moved: bool, by: User, request_key: UUID) -> Address:
    """Write down where somebody is. Who moved leaves the home before; a home in another area starts a transfer.

    `moved` ends the homes that the writer may end; the others stand until who wrote them ends them.
    """
    made = add(row, by=by, request_key=request_key)
    if made is not row or row.kind not in HOMES:
        return made
    if moved:
        _left(row, by)
    if row.area_id is not None and row.area_id != row.offender.area_id and row.until_on is None:
        outbox.put(MOVED_AREA, offender_id=row.offender_id, from_area=row.offender.area_id, to_area=row.area_id)
    return made


def _left(row: Address, by: User) -> None:
    view = view_of(by, row.offender_id)
    before = Address.objects.filter(offender=row.offender, kind__in=HOMES, until_on=None, from_on__lte=row.from_on)
    for home in before.exclude(pk=row.pk).select_related("created_by"):
        if view is not None and may_correct(view, Category.IDENTITY, home, by):
            because = f"Moved on {uk_date(row.from_on)}."
            values = {"until_on": row.from_on}
            _correct(home, act="end", by=by, version=home.version, because=because, values=values)


@transaction.atomic
def correct(row: Row, *, by: User, version: int, because: str, values: Mapping[str, Any], act: str = "correct") -> Row:
    """Give a fact its right values, with a reason; the old ones are kept.

    Where the values belong to another part of the record than before, the writer needs both.
    """
    new = type(row)._default_manager.filter(pk=row.pk).first() or row  # type: ignore[attr-defined]
    for name, value in values.items():
        setattr(new, name, value)
    _check(new, by)
    writing.check_add(by, new.offender, policies.category_of(new, clock.today()))  # type: ignore[attr-defined]
    return _correct(row, act=act, by=by, version=version, because=because, values=values)


def _correct(row: Row, *, act: str, by: User, version: int, because: str, values: Mapping[str, Any]) -> Row:
    category = policies.category_of(row, clock.today())
    before = row.version
    fresh = writing.correct(
        row,
        what=what(act, row),
        offender=row.offender,  # type: ignore[attr-defined]
        category=category,
        by=by,
        version=version,
        because=because,
        values=values,
    )
    if fresh.version != before:
        _told_of_the_other(fresh, what(act, row), category, by, because)
    return fresh


def end(row: Row, *, on: date, by: User, version: int, because: str) -> Row:
    """Say that a fact holds no longer from a day on, and why."""
    values: dict[str, Any] = {ends_with(row): on}
    if isinstance(row, Marker):
        values["ended_because"] = because.strip()
    if fault := rules.period_fault(row.from_on, on):  # type: ignore[attr-defined]
        raise ValidationError({"on": fault})
    return correct(row, act="end", by=by, version=version, because=because, values=values)


@transaction.atomic
def remove(row: Sourced, *, by: User, version: int, because: str) -> None:
    """Take a fact off the record: for mistakes only. It stays in the history."""
    _check_readable(row, by)
    there = type(row)._default_manager.filter(pk=row.pk).exists()  # type: ignore[attr-defined]
    category = policies.category_of(row, clock.today())
    said = what("remove", row)
    writing.remove(
        row,
        what=said,
        offender=row.offender,  # type: ignore[attr-defined]
        category=category,
        by=by,
        version=version,
        because=because,
    )
    if there:
        _told_of_the_other(row, said, category, by, because)


@transaction.atomic
def correct_identity(
    offender: Offender, *, by: User, version: int, because: str, values: Mapping[str, Any]
) -> Offender:
    """Correct who somebody is: name, date of birth, home area and so on. Another home area starts a transfer."""
    if "date_of_birth" in values and (fault := rules.born_fault(values["date_of_birth"], clock.today())):
        raise ValidationError({"date_of_birth": fault})
    from_area = Offender.objects.values_list("area_id", flat=True).get(pk=offender.pk)
    fresh = _correct_person(offender, "identity", Category.IDENTITY, by, version, because, values)
    if fresh.area_id != from_area:
        outbox.put(MOVED_AREA, offender_id=offender.pk, from_area=from_area, to_area=fresh.area_id)
    return fresh


def correct_identifiers(
    offender: Offender, *, by: User, version: int, because: str, values: Mapping[str, Any]
) -> Offender:
    """Correct the numbers of a person (domain-facts 7.7), each checked as the register checks what is sent."""
    if faults := policies.identifier_faults(values):
        raise ValidationError(faults)  # type: ignore[arg-type]
    return _correct_person(offender, "identifiers", Category.IDENTIFIERS, by, version, because, values)


def _correct_person(
    offender: Offender,
    part: str,
    category: Category,
    by: User,
    version: int,
    because: str,
    values: Mapping[str, Any],
) -> Offender:
    try:
        return writing.correct(
            offender,
            what=f"facts.correct_{part}",
            offender=offender,
            category=category,
            by=by,
            version=version,
            because=because,
            values=values,
        )
    except writing.Stale as stale:
        # One row holds two parts of the record: of the other part nothing is shown to who was slower.
        stale.theirs = [change for change in stale.theirs if change.name in values]
        raise


def _check(row: Sourced, by: User) -> None:
    """What is this room's own: the kinds that only some may know, the other person, what a marker must say."""
    if isinstance(row, Associate):
        policies.check_other(by, row.other, row.filed_under)
    if isinstance(row, Marker):
        policies.check_marac(by, row.kind)
        values = {f.name: getattr(row, f.name) for f in row._meta.concrete_fields}
        if faults := rules.marker_faults(row.kind, values):
            raise ValidationError(faults)  # type: ignore[arg-type]
        policies.check_one_standing(row)


def _check_readable(row: Sourced, by: User) -> None:
    if isinstance(row, Marker):
        policies.check_marac(by, row.kind)
    if isinstance(row, Associate):
        policies.check_other(by, row.other, row.filed_under)


def _told_of_the_other(row: Sourced, said: str, category: Category, by: User, because: str = "") -> None:
    """The log of the other person says it too."""
    if isinstance(row, Associate) and row.other_id is not None:
        log.changed(said, by=by, offender_id=row.other_id, categories=[category], reason=because.strip(), row=row.pk)
