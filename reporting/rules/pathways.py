"""What some people's pathways come to: needs, what became of them in a period, and the stabilised shares. Pure.

People are counted, never letters added up (issue 5: "letters are labels ... never averaged"). Beside the counts stand
the lines in which they add up, so that a figure that is not shown cannot be worked out from those that are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from pathways.rules.progress import Move, Step, move, share, trail, within
from reporting.rules.suppression import Key, Line

MEMBERS, ASSESSED, NOT_ASSESSED = ("people", "members"), ("people", "assessed"), ("people", "not_assessed")
REACHED, SHORT, MISSING = ("share", "reached"), ("share", "short"), ("share", "missing")
# Of the people with one assessment alone, or none again in the period: they are no part of what moved.
AGAIN = (Move.MET, Move.CAME, Move.STILL_NEED, Move.STILL_NONE)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which set the day is: its themes in their order, and code 2's share.

    `levels` are those of each set and theme of which letters are counted: all that anybody may be at, or none.
    """

    themes: tuple[str, ...]
    set_of: int
    levels: Mapping[tuple[int, str, str], bool]
    least: Fraction
    start: date
    end: date


@dataclass
class Counted:
    """The counts by key, and in which lines they add up."""

    values: Counter[Key] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)

    def cell(self, key: Key) -> None:
        self.values[key] += 0

    def line(self, parts: Iterable[Key], total: Key) -> None:
        """The parts of a total; a total of which no part is counted is told by itself."""
        found = Line(tuple(parts), total)
        for key in found.cells:
            self.cell(key)
        if found.parts:
            self.lines.append(found)


def count(people: Mapping[int, Sequence[Step]], members: int, asked: Asked) -> Counted:
    """The figures of so many members; `people` are the assessments of who has any, as `latest_first` has them."""
    found = _empty(asked)
    found.values[MEMBERS] = members
    for rows in people.values():
        _add(found.values, [row for row in rows if row.on <= asked.end], asked)
    for theme in asked.themes:
        found.values[theme, "never"] = members - found.values[theme, "assessed"]
    found.values[NOT_ASSESSED] = members - found.values[ASSESSED]
    found.values[MISSING] = members - found.values[REACHED] - found.values[SHORT]
    return found


def _add(values: Counter[Key], rows: Sequence[Step], asked: Asked) -> None:
    """One person's assessments up to the end."""
    by_theme: dict[str, list[Step]] = defaultdict(list)
    for step in trail(rows):
        by_theme[step.theme].append(step)
    values[ASSESSED] += any(theme in by_theme for theme in asked.themes)
    for theme, steps in by_theme.items():
        if theme in asked.themes:
            _add_pathway(values, theme, steps, asked)
        else:
            values["older", theme] += 1
    _add_share(values, by_theme, asked)


def _add_pathway(values: Counter[Key], theme: str, steps: Sequence[Step], asked: Asked) -> None:
    before, now = within(steps, asked.start, asked.end)
    became = move(before, now)
    latest = steps[-1]
    values[theme, "assessed"] += 1
    values[theme, "need" if latest.need else "none"] += 1
    values[theme, became.value] += 1
    if became is Move.ONCE:
        values[theme, "once_need" if latest.need else "once_none"] += 1
    values["level", theme, latest.set_of, latest.level] += 1


def _add_share(values: Counter[Key], by_theme: Mapping[str, Sequence[Step]], asked: Asked) -> None:
    """By the set of the day alone, as the evidence for code 2 has it: what an older set said is not assessed by it."""
    latest = {theme: steps[-1] for theme, steps in by_theme.items() if steps[-1].set_of == asked.set_of}
    found = share({theme: latest[theme].need if theme in latest else None for theme in asked.themes}, asked.least)
    if found.reached is not None:
        values["share", found.stable] += 1
        values[REACHED if found.reached else SHORT] += 1


def _empty(asked: Asked) -> Counted:
    """Every cell at nobody, and how the cells add up."""
    found = Counted()
    found.line([ASSESSED, NOT_ASSESSED], MEMBERS)
    for theme in asked.themes:
        _lines_of(found, theme, asked)
    most = len(asked.themes)
    enough = share(dict.fromkeys(asked.themes, False), asked.least).asked
    found.line([("share", n) for n in range(enough, most + 1)], REACHED)
    found.line([("share", n) for n in range(enough)], SHORT)
    found.line([REACHED, SHORT, MISSING], MEMBERS)
    return found


def _lines_of(found: Counted, theme: str, asked: Asked) -> None:
    found.line([(theme, "assessed"), (theme, "never")], MEMBERS)
    found.line([(theme, "need"), (theme, "none")], (theme, "assessed"))
    found.line([(theme, one.value) for one in (*AGAIN, Move.ONCE)], (theme, "assessed"))
    found.line([(theme, "once_need"), (theme, "once_none")], (theme, Move.ONCE.value))
    still = {"need": (Move.CAME, Move.STILL_NEED), "none": (Move.MET, Move.STILL_NONE)}
    for word, moves in still.items():
        found.line([*((theme, one.value) for one in moves), (theme, f"once_{word}")], (theme, word))
        levels = [key for key, need in asked.levels.items() if key[1] == theme and need is (word == "need")]
        found.line([("level", theme, set_of, level) for set_of, _, level in levels], (theme, word))
