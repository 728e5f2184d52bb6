"""Markers as a reader may have them: in the person's bar, on their page, and as a warning on a decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from agencies.categories import Category
from agencies.models import User
from agencies.rules import Levels
from audit.prepared import Day, Ids, Number, Rows, prepared
from offenders.facts.policies import may_know_of_marac
from offenders.facts.rules import ASK_LEAD, is_led_elsewhere, mappa_warning, told_by_status
from offenders.models import STAFF_KINDS, Marker, MarkerKind, Offender


@dataclass(frozen=True)
class Shown:
    """A marker in a few words; `marker` only for who may read all of it. `strong` is for what is dangerous."""

    words: str
    on: date
    strong: bool
    marker: Marker | None = None
    ended_on: date | None = None


def standing(offender: Offender, levels: Levels, user: User, on: date) -> list[Shown]:
    """The markers that stand on a day, as far as the reader may know of them; what endangers staff first. One query."""
    if not levels.knows_of(Category.BOUNDARIES):
        return []
    return shown(_standing(person=offender.pk, on=on), levels, user)


@prepared
def _standing(person: Number, on: Day) -> Rows:
    return Marker.objects.standing(on).filter(offender=person).order_by("from_on", "pk")


def shown(rows: Iterable[Marker], levels: Levels, user: User) -> list[Shown]:
    """At `read` the words; at `flag` that there is one, its date and its status. MARAC is for police and probation.

    Who is told of a warning in the place of the status (rag.warned) is told of it there alone.
    """
    whole, marac = levels.reads(Category.BOUNDARIES), may_know_of_marac(user)
    known = [row for row in rows if row.kind != MarkerKind.MARAC or marac]
    if told_by_status(levels):
        known = [row for row in known if row.kind in Marker.NAMED_AT_A_FLAG]
    found = [_whole(row) if whole else _flagged(row) for row in known if whole or levels.knows_of(Category.BOUNDARIES)]
    return sorted(_once(found), key=lambda one: not one.strong)


def _whole(row: Marker) -> Shown:
    return Shown(words(row), row.from_on, _is_strong(row), row, row.ended_on)


def _flagged(row: Marker) -> Shown:
    """Of a warning only whom to ask: the same words as stand for RED, so that neither proves the other."""
    said = str(row.get_kind_display()) if row.kind in Marker.NAMED_AT_A_FLAG else ASK_LEAD
    return Shown(said, row.from_on, said == ASK_LEAD, None, row.ended_on)


def _once(found: list[Shown]) -> list[Shown]:
    """Two warnings that may not be told apart are said once: how many there are says something too."""
    kept: dict[tuple[str, bool], Shown] = {}
    for one in found:
        if one.marker is None:
            kept.setdefault((one.words, one.ended_on is None), one)
    return [one for one in found if one.marker is not None or kept[one.words, one.ended_on is None] is one]


def _is_strong(row: Marker) -> bool:
    return row.kind in STAFF_KINDS or is_led_elsewhere(row.mappa_level)


def words(row: Marker) -> str:
    """ "Staff: two to visit"; "MAPPA category 2, level 2, led by Probation"; "MARAC: there is one"."""
    if row.kind == MarkerKind.MAPPA:
        led = f", led by {row.led_by}" if row.led_by else ""
        return f"MAPPA level {row.mappa_level}, category {row.mappa_category}{led}"
    if row.kind == MarkerKind.MARAC:
        return "MARAC: there is one"
    name = "Staff" if row.kind == MarkerKind.RISK_TO_STAFF else str(row.get_kind_display())
    return f"{name}: {row.text}" if row.text else name


def warnings(levels: Mapping[int, Levels], on: date) -> dict[int, str]:
    """What a decision of the scheme must carry: who manages somebody under MAPPA level 2 or 3. For who reads it."""
    ids = [pk for pk, has in levels.items() if has.reads(Category.BOUNDARIES)]
    rows = _led_elsewhere(people=ids, on=on) if ids else []
    return {row.offender_id: mappa_warning(row.mappa_level, row.led_by) for row in rows}


@prepared
def _led_elsewhere(people: Ids, on: Day) -> Rows:
    """Later rows win."""
    rows = Marker.objects.standing(on).filter(offender__in=people, kind=MarkerKind.MAPPA, mappa_level__gte=2)
    return rows.order_by("mappa_level", "-pk")


def warning_of(found: Iterable[Shown]) -> str:
    """The same, from the markers that a page has read already."""
    rows = [one.marker for one in found if one.marker is not None and is_led_elsewhere(one.marker.mappa_level)]
    return mappa_warning(rows[0].mappa_level, rows[0].led_by) if rows else ""
