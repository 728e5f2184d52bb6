"""The register under pseudonyms as a file. What cannot be told in a row of the page stands in no row of a file."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

import xlsxwriter

from audit.spreadsheets import defused
from reporting.pseudonyms.columns import Column
from reporting.pseudonyms.reader import Reader
from reporting.pseudonyms.rows import Row, rows
from reporting.writers.xlsx import FORMATS, MARKING, OPTIONS

AT_ONCE = 2_000


def whole(reader: Reader, people: Any) -> list[Row]:
    """The rows of everybody that the filters leave."""
    found = iter(people.select_related("area").iterator(AT_ONCE))
    return [row for chunk in _chunks(found) for row in rows(reader, chunk)]


def _chunks(found: Iterator[Any]) -> Iterator[list[Any]]:
    while chunk := list(islice(found, AT_ONCE)):
        yield chunk


def as_csv(columns: Sequence[Column], made: Sequence[Row]) -> bytes:
    text = StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(column.heading for column in columns)
    sheet.writerows([defused(str(value)) for _, value in row.cells(columns)] for row in made)
    return text.getvalue().encode("utf-8-sig")  # spreadsheets take a file without the mark for another alphabet


def as_xlsx(columns: Sequence[Column], made: Sequence[Row]) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        head = book.add_format(FORMATS["head"])
        sheet = book.add_worksheet("Register")
        sheet.set_header(f"&C{MARKING}")
        sheet.write_string(0, 0, MARKING)
        sheet.set_column(0, len(columns), 18)
        for across, column in enumerate(columns):
            sheet.write_string(2, across, column.heading, head)
        for down, row in enumerate(made, start=3):
            for across, (_, value) in enumerate(row.cells(columns)):
                sheet.write(down, across, value if isinstance(value, int) else defused(value))
    return file.getvalue()


@dataclass(frozen=True)
class File:
    """A form in which the register is given out."""

    name: str
    content_type: str
    write: Callable[[Sequence[Column], Sequence[Row]], bytes]


FILES = {
    "xlsx": File("Spreadsheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "csv": File("CSV", "text/csv; charset=utf-8", as_csv),
}
