"""Figures as drawings: where each bar and box stands. The template writes the SVG; the table stands beside it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from audit.months import add_months

SHORT = {"RED": "R", "AMBER+": "A+", "AMBER": "A", "GREEN": "G", "GREEN_RM": "RM", "BLUE": "B", "ASK_LEAD": "?"}
LIGHT = {"AMBER": "on-light", "GREEN_RM": "on-white", "ASK_LEAD": "on-ask"}
BOX, GAP = 25, 27


@dataclass(frozen=True)
class Box:
    """One month of the RAG strip."""

    x: int
    middle: float
    status: str | None
    letters: str
    ink: str
    month: date

    @property
    def initial(self) -> str:
        return f"{self.month:%b}"[0]


def strip(decisions: Sequence[tuple[date, str]], on: date, months: int = 12) -> list[Box]:
    """The status that held at each month's end, the last as of today. `decisions` are (from, status), oldest first."""
    boxes = []
    for n in range(months):
        month = add_months(on.replace(day=1), n - months + 1)
        last_day = min(on, date.fromordinal(add_months(month, 1).toordinal() - 1))
        held = [status for since, status in decisions if since <= last_day]
        status = held[-1] if held else None
        letters = SHORT.get(status or "", "–")
        ink = LIGHT.get(status or "", "on-dark" if status else "soft")
        boxes.append(Box(n * GAP, n * GAP + BOX / 2, status, letters, ink, month))
    return boxes


@dataclass(frozen=True)
class Bar:
    """One year's offences."""

    year: int
    count: int
    x: int
    y: float
    height: float
    middle: float
    label_y: float
    after: bool


@dataclass(frozen=True)
class YearChart:
    bars: list[Bar]
    width: int
    mark: float | None
    mark_on: date | None

    @property
    def mark_left(self) -> bool:
        """Whether the mark's word stands left of it, because there is no room to the right."""
        return self.mark is not None and self.mark > self.width - 70


STEP, WIDE, FLOOR, TALL = 44, 30, 112, 84


def years(days: Iterable[date], on: date, marked: date | None, most: int = 8) -> YearChart | None:
    """Offences a year up to this one, the years since `marked` lighter, with a line at its day; none is no chart."""
    counts = Counter(day.year for day in days if day <= on)
    if not counts:
        return None
    first = max(min(counts), on.year - most + 1)
    tallest = max(counts[year] for year in range(first, on.year + 1)) or 1
    bars = [_bar(year, counts[year], year - first, tallest, marked) for year in range(first, on.year + 1)]
    mark = _place(marked, first) if marked and first <= marked.year <= on.year else None
    return YearChart(bars, len(bars) * STEP + 8, mark, marked)


def _bar(year: int, count: int, n: int, tallest: int, marked: date | None) -> Bar:
    height = round(count / tallest * TALL, 1)
    x = 6 + n * STEP
    after = marked is not None and year > marked.year
    return Bar(year, count, x, FLOOR - height, height, x + WIDE / 2, FLOOR - height - 6, after)


def _place(day: date, first: int) -> float:
    """A day's place along the years: 1 January at the left edge of its bar's step."""
    share = (day - date(day.year, 1, 1)).days / 366
    return round(6 + (day.year - first + share) * STEP - (STEP - WIDE) / 2, 1)
