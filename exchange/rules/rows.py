"""Rows of one file, judged cell by cell; a batch at a time and column by column, which keeps a row cheap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from exchange.rules.cells import Cell, Codes
from exchange.rules.layout import DELETED, File
from exchange.rules.problems import Problems
from exchange.rules.records import BrokenRecord, Reader

YES_OR_EMPTY = Codes(["Y", ""], "Y or empty")
Columns = dict[str, list[str]]


@dataclass
class Batch:
    """Rows of a file by column, with their lines; `bad` are the places of rows with a problem."""

    lines: list[int]
    columns: Columns
    bad: set[int] = field(default_factory=set)
    ragged: set[int] = field(default_factory=set)
    wrong: dict[str, dict[str, str]] = field(default_factory=dict)


class FileJudge:
    """Reads one file and judges what can be judged row by row."""

    def __init__(self, file: File, cells: Mapping[str, Cell], problems: Problems) -> None:
        self.file, self.cells, self.problems = file, cells, problems
        self.header: list[str] = []
        self.whole = True

    def batches(self, source: BinaryIO) -> Iterator[Batch]:
        """The file's rows; `whole` is false afterwards where not every row could be judged."""
        try:
            for lines, records in Reader(source).batches():
                if not self.header and not self._take_header(lines.pop(0), records.pop(0)):
                    return
                if records:
                    yield self._judged(lines, records)
        except BrokenRecord as broken:
            self.whole = False
            self._report(broken.line, "", broken.value, broken.expected)
            return
        if not self.header:
            self.whole = False
            self._report(1, "", "", f"a header: {','.join(self.file.names)}")

    def _report(self, line: int, column: str, value: str, expected: str) -> None:
        self.problems.add(self.file.name, line, column, value, expected)

    def _take_header(self, line: int, header: list[str]) -> bool:
        """Every column of the table, in any order, each once; besides them only `deleted`."""
        before = self.problems.total
        known = {*self.file.names, DELETED}
        for n, name in enumerate(header):
            if name in header[:n]:
                self._report(line, name, name, "each column once")
            elif name not in known:
                self._report(line, name, name, f"one of the columns {', '.join(self.file.names)}, {DELETED}")
        for name in self.file.names:
            if name not in header:
                self._report(line, name, "", f"the column {name}")
        self.header, self.whole = header, self.problems.total == before
        return self.whole

    def _judged(self, lines: list[int], records: list[list[str]]) -> Batch:
        ragged = {n for n, record in enumerate(records) if len(record) != len(self.header)}
        for n in ragged:
            expected = f"{len(self.header)} cells as in the header; here are {len(records[n])}"
            self._report(lines[n], "", ",".join(records[n])[:200], expected)
            records[n] = (records[n] + [""] * len(self.header))[: len(self.header)]
        by_name = dict(zip(self.header, map(list, zip(*records, strict=True)), strict=True))
        batch = Batch(lines, by_name, bad=set(ragged), ragged=ragged)
        self._judge_cells(batch)
        self._judge_across(batch)
        return batch

    def _judge_cells(self, batch: Batch) -> None:
        for column in self.file.columns:
            values = set(batch.columns[column.name])
            if column.optional:
                values.discard("")
            batch.wrong[column.name] = wrong_values(self.cells[column.kind], values)
        if DELETED in batch.columns:
            batch.wrong[DELETED] = YES_OR_EMPTY.wrong(set(batch.columns[DELETED]))
        for name, wrong in batch.wrong.items():
            if wrong:
                self._report_column(batch, name, wrong)

    def _report_column(self, batch: Batch, name: str, wrong: dict[str, str]) -> None:
        for n, value in enumerate(batch.columns[name]):
            if value in wrong and n not in batch.ragged:
                batch.bad.add(n)
                self._report(batch.lines[n], name, value, wrong[value])

    def _judge_across(self, batch: Batch) -> None:
        rules = [partial(_in_order, earlier, later) for earlier, later in self.file.in_order]
        for rule in (*rules, *RULES_ACROSS.get(self.file.name, ())):
            for n, column, expected in rule(batch, self.cells):
                if n not in batch.ragged:
                    batch.bad.add(n)
                    self._report(batch.lines[n], column, batch.columns[column][n], expected)


def wrong_values(cell: Cell, values: set[str]) -> dict[str, str]:
    """What is wrong with some values; bytes that are no text are wrong in any kind of cell."""
    unreadable = set() if readable("".join(values)) else {v for v in values if not readable(v)}
    return cell.wrong(values - unreadable) | dict.fromkeys(unreadable, "text in UTF-8, without NUL")


def readable(text: str) -> bool:
    """Whether it is text that UTF-8 and PostgreSQL can hold: no NUL, no bytes that could not be decoded."""
    try:
        return "\0" not in text and (text.isascii() or bool(text.encode()))
    except UnicodeEncodeError:
        return False


Found = Iterator[tuple[int, str, str]]


def _in_order(earlier: str, later: str, batch: Batch, cells: Mapping[str, Cell]) -> Found:
    """Days in order, equal is allowed: ISO dates compare as text."""
    wrong_first, wrong_then = batch.wrong[earlier], batch.wrong[later]
    for n, (first, then) in enumerate(zip(batch.columns[earlier], batch.columns[later], strict=True)):
        if then and then < first and first not in wrong_first and then not in wrong_then:
            yield n, later, f"a day not before {earlier} ({first})"


def _deselection_has_a_code(batch: Batch, cells: Mapping[str, Cell]) -> Found:
    days, codes = batch.columns["deselected_on"], batch.columns["deselection_code"]
    for n, (day, code) in enumerate(zip(days, codes, strict=True)):
        if day and not code:
            yield n, "deselection_code", "a deselection code, since there is a deselection"
        elif code and not day:
            yield n, "deselected_on", "the day of the deselection, since there is a deselection code"


def _level_is_of_the_pathway(batch: Batch, cells: Mapping[str, Cell]) -> Found:
    """A letter means nothing by itself: it is a level of its own pathway."""
    levels, wrong = cells["level_of_pathway"], {*batch.wrong["pathway"], *batch.wrong["level"]}
    for n, (pathway, level) in enumerate(zip(batch.columns["pathway"], batch.columns["level"], strict=True)):
        if pathway not in wrong and level not in wrong and levels.fault(f"{pathway} {level}"):
            yield n, "level", f"a level of the pathway {pathway}"


RULES_ACROSS = {
    "memberships.csv": (_deselection_has_a_code,),
    "pathway_assessments.csv": (_level_is_of_the_pathway,),
}
