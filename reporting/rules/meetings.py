"""How panels are held: attendance, quorum, length, decisions against proposals, actions done in time. Pure.

Only signed meetings count, each by what was signed. It names nobody: an agency is there or not, whoever came for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reporting.rules.suppression import Key, Line, Showing
from reporting.rules.withholding import withhold


class Against(StrEnum):
    """A decision against what was proposed; custody and reactive management are on no scale of risk."""

    SAME = "same"
    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


WORST_FIRST = ("RED", "AMBER+", "AMBER", "GREEN", "GREEN_RM")
BLUE = "BLUE"
AGREES = ("GREEN", "GREEN_RM")  # a proposal is never GREEN RM: decided so, it agrees with GREEN (spec/rag.md)
PEOPLE = {
    "people": "People on the agenda",
    "same": "Decided as proposed",
    "worse": "Decided worse",
    "better": "Decided better",
    "other": "Decided otherwise (custody)",
    "left": "Left for the next panel",
}
GIVEN = {
    "given": "Actions given",
    "in_time": "Done in time",
    "late": "Done late",
    "cancelled": "Cancelled",
    "open": "Open, not yet due",
    "overdue": "Open and overdue",
}
BESIDE = {
    "differing": "Differing from the proposal",
    "with_reason": "Differing, with a reason in words",
    "without_reason": "Differing, without one",
}
NUMBERS = {**PEOPLE, **BESIDE, **GIVEN}


@dataclass(frozen=True)
class Given:
    """An action of a meeting, as it stands on the day of the figures."""

    due_on: date
    ended_on: date | None = None
    done: bool = False


@dataclass(frozen=True)
class Decided:
    proposed: str
    status: str
    with_reason: bool = False


@dataclass(frozen=True)
class Meeting:
    """One signed meeting."""

    key: int
    area: str
    kind: str
    held_on: date
    minutes: int
    present: frozenset[str] = frozenset()
    quorum: bool | None = None
    decided: Sequence[Decided] = ()
    left: int = 0
    given: Sequence[Given] = ()


def against(proposed: str, decided: str) -> Against:
    """Worse and better are of the worst-first order of the scheme's statuses; into custody or out of it is neither."""
    if proposed == decided or (proposed, decided) == AGREES:
        return Against.SAME
    if BLUE in (proposed, decided):
        return Against.OTHER
    return Against.WORSE if WORST_FIRST.index(decided) < WORST_FIRST.index(proposed) else Against.BETTER


def state_of(action: Given, on: date) -> str:
    """Done on its day is in time; open is overdue from the day after it was due."""
    if action.ended_on is None:
        return "overdue" if action.due_on < on else "open"
    if not action.done:
        return "cancelled"
    return "in_time" if action.ended_on <= action.due_on else "late"


def counts(meetings: Iterable[Meeting], on: date) -> dict[str, int]:
    """Each number of these meetings together."""
    found = dict.fromkeys(NUMBERS, 0)
    for meeting in meetings:
        for one in meeting.decided:
            how = against(one.proposed, one.status)
            found[how.value] += 1
            if how is not Against.SAME:
                found["differing"] += 1
                found["with_reason" if one.with_reason else "without_reason"] += 1
        found["left"] += meeting.left
        found["people"] += len(meeting.decided) + meeting.left
        for action in meeting.given:
            found["given"] += 1
            found[state_of(action, on)] += 1
    return found


@dataclass
class Group:
    """The meetings of one area and kind in a year, the earliest first, and all of them together."""

    area: str
    kind: str
    meetings: list[Meeting]
    cells: dict[Key, int] = field(default_factory=dict)

    @property
    def middle_minutes(self) -> int:
        """The length of the one in the middle; of two the shorter."""
        lengths = sorted(meeting.minutes for meeting in self.meetings)
        return lengths[(len(lengths) - 1) // 2]

    @property
    def with_quorum(self) -> tuple[int, int]:
        """How many had one, of those for which it is known."""
        known = [meeting.quorum for meeting in self.meetings if meeting.quorum is not None]
        return sum(known), len(known)

    def attendance(self) -> list[tuple[str, int]]:
        """Of each agency at how many of these meetings it was; the name decides among equals."""
        agencies = {agency for meeting in self.meetings for agency in meeting.present}
        told = [(agency, sum(agency in meeting.present for meeting in self.meetings)) for agency in agencies]
        return sorted(told, key=lambda one: (-one[1], one[0]))


ALL = "all"


def groups(meetings: Iterable[Meeting], on: date) -> list[Group]:
    """By area and kind, with the number of each meeting and of all together."""
    held: dict[tuple[str, str], list[Meeting]] = {}
    for meeting in sorted(meetings, key=lambda one: (one.area, one.kind, one.held_on, one.key)):
        held.setdefault((meeting.area, meeting.kind), []).append(meeting)
    return [_group(area, kind, found, on) for (area, kind), found in held.items()]


def _group(area: str, kind: str, found: list[Meeting], on: date) -> Group:
    rows: list[tuple[object, list[Meeting]]] = [*((one.key, [one]) for one in found), (ALL, found)]
    cells: dict[Key, int] = {(key, number): count for key, of in rows for number, count in counts(of, on).items()}
    return Group(area, kind, found, cells)


def showing(group: Group) -> Mapping[Key, Showing]:
    """What who may not see small figures is shown, so that no total gives another cell away.

    Those that differ are a total twice over: of worse, better and otherwise, and of those with a reason and without.
    """
    keys: list[object] = [*(one.key for one in group.meetings), ALL]
    lines = [_line(key, names) for key in keys for names in (list(PEOPLE), list(GIVEN), list(BESIDE))]
    lines += [
        Line(tuple((key, part) for part in ("worse", "better", "other")), (key, "differing")) for key in keys
    ]  # fmt: skip
    lines += [Line(tuple((key, number) for key in keys[:-1]), (ALL, number)) for number in NUMBERS]
    return withhold(group.cells, lines)


def _line(key: object, names: list[str]) -> Line:
    """The first of the names is the total of the others."""
    return Line(tuple((key, part) for part in names[1:]), (key, names[0]))
