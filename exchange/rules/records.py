"""Bytes to records: UTF-8, comma, RFC 4180 quoting, CRLF or LF (spec/exchange.md, "Bytes").

Records come in batches, each with the line it begins on. A block of plain bytes (no quote, no NUL, no stray
carriage return) is split at once; anything else goes line by line. What cannot be decoded is kept as lone
surrogates and NUL as it is, so that the cell that holds it can be named (`exchange.rules.rows`).
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

BLOCK = 1 << 20
LONGEST_RECORD = 1 << 24
BOM = b"\xef\xbb\xbf"

# A cell and what ends it: quoted (quotes doubled inside), or plain (no quote, no end of line in it).
CELL = re.compile(r'(?:"((?>[^"]+|"")*+)"|([^",\r\n]*+))(,|\r?\n|\Z)')

Batch = tuple[list[int], list[list[str]]]


class BrokenRecord(Exception):
    """A record after which the rest of the file cannot be judged."""

    def __init__(self, line: int, value: str, expected: str) -> None:
        super().__init__(expected)
        self.line, self.value, self.expected = line, value, expected


def decoded(line: bytes) -> str:
    return line.decode("utf-8", "surrogateescape")


class Reader:
    """Reads one file. `batches()` yields (lines, records); raises BrokenRecord where the rest cannot be judged."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.line = 1
        self._open: list[str] = []
        self._open_size = 0
        self._stopped_by: BrokenRecord | None = None

    def batches(self) -> Iterator[Batch]:
        for block in self._blocks():
            batch = None if self._open else self._plain(block)
            lines, records = batch or self._careful(block)
            if records:
                yield lines, records
            if self._stopped_by:
                raise self._stopped_by
        if self._open:
            raise self._broken("".join(self._open))

    def _blocks(self) -> Iterator[bytes]:
        """The file in blocks of whole lines, without the BOM."""
        first, rest = True, b""
        while block := self.file.read(BLOCK):
            block = rest + block
            if first:
                block, first = block.removeprefix(BOM), False
            end = block.rfind(b"\n") + 1
            rest = block[end:]
            if end:
                yield block[:end]
            if len(rest) > LONGEST_RECORD:
                raise self._too_long(decoded(rest[:1000]))
        if rest:
            yield rest

    def _plain(self, block: bytes) -> Batch | None:
        """The records of a block that has nothing to be careful about; None where it has."""
        if b'"' in block or b"\0" in block:
            return None
        if b"\r" in block:
            block = block.replace(b"\r\n", b"\n")
        try:
            text = block.decode("utf-8")
        except UnicodeDecodeError:
            return None
        if "\r" in text:
            return None
        records = [line.split(",") for line in text.removesuffix("\n").split("\n")]
        first, self.line = self.line, self.line + len(records)
        return list(range(first, self.line)), records

    def _careful(self, block: bytes) -> Batch:
        lines: list[int] = []
        records: list[list[str]] = []
        try:
            for raw in _lines(block):
                if record := self._record(decoded(raw)):
                    lines.append(record[0])
                    records.append(record[1])
        except BrokenRecord as broken:
            self._stopped_by = broken
        return lines, records

    def _record(self, line: str) -> tuple[int, list[str]] | None:
        """The record that this line ends; None while a quoted cell goes on."""
        self._open.append(line)
        self._open_size += len(line)
        if self._open_size > LONGEST_RECORD:
            raise self._too_long("".join(self._open)[:1000])
        if self._in_quotes(line):
            return None
        text, first = "".join(self._open), self.line
        cells = self._cells(text)
        self.line += len(self._open)
        self._open, self._open_size = [], 0
        return first, cells

    def _in_quotes(self, line: str) -> bool:
        """Whether the record goes on: in a sound record an odd number of quotes means that one is open."""
        odd = bool(line.count('"') % 2)
        return odd if len(self._open) == 1 else not odd

    def _cells(self, text: str) -> list[str]:
        cells: list[str] = []
        at = 0
        while True:
            found = CELL.match(text, at)
            if found is None:
                raise self._broken(text)
            quoted, plain, end = found.groups()
            cells.append(plain if quoted is None else quoted.replace('""', '"'))
            at = found.end()
            if end != ",":
                break
        if at != len(text):
            raise self._broken(text)
        return cells

    def _broken(self, text: str) -> BrokenRecord:
        """Where sound cells end: the line and the start of the first cell that is not one."""
        at = 0
        while (found := CELL.match(text, at)) and found.group(3) == ",":
            at = found.end()
        line = self.line + text.count("\n", 0, at)
        rest = text[at : at + 200]
        if '"' not in rest and "\r" in rest:
            return BrokenRecord(line, rest, "lines that end with LF or CRLF")
        return BrokenRecord(line, rest, "a quote that is closed, by RFC 4180; the rest of this file is not judged")

    def _too_long(self, start: str) -> BrokenRecord:
        expected = f"a row of at most {LONGEST_RECORD:,} bytes; the rest of this file is not judged"
        return BrokenRecord(self.line, start, expected)


def _lines(block: bytes) -> Iterator[bytes]:
    """Lines that end with LF; a carriage return by itself ends none."""
    at = 0
    while at < len(block):
        end = block.find(b"\n", at) + 1 or len(block)
        yield block[at:end]
        at = end
