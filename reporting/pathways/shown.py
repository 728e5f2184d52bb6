"""What a reader of the report is shown of each count."""

from dataclasses import dataclass

from pathways.rules.waits import Around, Waits, became, in_words, median, waits
from reporting.document.shown import NOT_SHOWN, Cell, Figures
from reporting.pathways.figures import Found
from reporting.rules.pathways import Counted
from reporting.rules.suppression import Key
from reporting.rules.withholding import withhold

NOBODY = "–"
RESULTS = {"completed": "Completed", "left_early": "Left early", "not_started": "Never started", "": "Going on"}


@dataclass
class Shown(Figures):
    """The counts of every table; for who sees no small figures each is weighed against all that it adds up with."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.small_figures:
            self._showing = withhold(self.values, self.lines)

    def days(self, days: tuple[int, ...], of: Key) -> Cell:
        """A median of days; of nobody none, and of few people only for who sees small figures."""
        if not self.shows(of):
            return Cell(NOT_SHOWN)
        return Cell(in_words(median(days)) or NOBODY)

    def longest(self, days: tuple[int, ...]) -> Cell:
        """The longest wait is one person's."""
        if not self.small_figures:
            return Cell(NOT_SHOWN)
        return Cell(f"{max(days):,}", max(days)) if days else Cell(NOBODY)


def shown(found: Found) -> Shown:
    """All counts of the report, and how they add up."""
    counted = Counted(found.counted.values.copy(), [*found.counted.lines])
    for pathway in found.older:
        counted.cell(("older", pathway.theme))
    for service in found.waits:
        _of_waits(counted, ("wait", service.theme, service.name), waits(service.rows, found.choice.period.end))
    for one in found.done:
        for result in RESULTS:
            rows = [row for row in one.rows if row.result == result]
            _of_results(counted, ("done", one.theme, one.name, result), rows, found)
        parts = [("done", one.theme, one.name, result, "number") for result in RESULTS]
        counted.line(parts, ("done", one.theme, one.name, "number"))
        counted.values["done", one.theme, one.name, "number"] = len(one.rows)
    return Shown(dict(counted.values), counted.lines, found.small_figures)


def _of_waits(counted: Counted, key: tuple[str, ...], found: Waits) -> None:
    numbers = {
        "number": found.number,
        "started": len(found.to_start),
        "waiting": len(found.so_far),
        "refused": found.refused,
        "over": found.over,
        "answered": len(found.to_answer),
        "not_answered": found.number - len(found.to_answer),
    }
    counted.line([(*key, part) for part in ("started", "waiting", "refused", "over")], (*key, "number"))
    counted.line([(*key, "answered"), (*key, "not_answered")], (*key, "number"))
    counted.values.update({(*key, name): number for name, number in numbers.items()})


def _of_results(counted: Counted, key: tuple[str, ...], rows: list[Around], found: Found) -> None:
    what = became(rows, found.choice.period.end)
    numbers = {
        "number": what.number,
        "with_need": what.with_need,
        "without_need": what.number - what.with_need,
        "no_need_after": what.no_need_after,
        "need_after": what.need_after,
        "not_assessed_after": what.not_assessed_after,
    }
    counted.line([(*key, "with_need"), (*key, "without_need")], (*key, "number"))
    after = ("no_need_after", "need_after", "not_assessed_after")
    counted.line([(*key, name) for name in after], (*key, "with_need"))
    counted.values.update({(*key, name): number for name, number in numbers.items()})
