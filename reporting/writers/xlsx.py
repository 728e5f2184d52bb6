"""The report as a spreadsheet: a sheet for each table, numbers as numbers, text never as a formula."""

from io import BytesIO
from typing import Any

import xlsxwriter

from audit.spreadsheets import defused
from reporting.document import Report
from reporting.document.shown import Cell
from reporting.document.tables import Table

MARKING = "OFFICIAL-SENSITIVE"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FORMATS: dict[str, dict[str, Any]] = {
    "bold": {"bold": True, "text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"num_format": "#,##0", "valign": "top"},
    "percent": {"num_format": '0"%"', "valign": "top"},
    "pounds": {"num_format": '"£"#,##0;-"£"#,##0', "valign": "top"},
    "words": {"align": "right", "valign": "top"},
}


def as_xlsx(report: Report) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        formats = {name: book.add_format(how) for name, how in FORMATS.items()}
        _front(book.add_worksheet("Report"), report, formats)
        for table in report.tables:
            _table(book.add_worksheet(f"Table {table.number}"), table, formats)
    return file.getvalue()


def _marked(sheet: Any) -> None:
    sheet.set_header(f"&C{MARKING}")
    sheet.set_footer("&C&P of &N")
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, MARKING)


def _front(sheet: Any, report: Report, formats: dict[str, Any]) -> None:
    """The sentences of the report, and what each table is."""
    _marked(sheet)
    sheet.set_column(0, 0, 120)
    title = f"{report.scheme}: IOM performance report, {report.period_words}"
    sheet.write_string(1, 0, defused(title), formats["title"])
    lines = [report.headline, f"People counted: {report.sample}.", report.new_burglars, report.small_figures_note]
    lines += [*report.how, report.rounding, *report.cannot_show]
    lines += [f"Table {table.number}: {table.title}" for table in report.tables]
    for number, line in enumerate(filter(None, lines), start=3):
        sheet.write_string(number, 0, defused(line), formats["bold" if number == 3 else "text"])


def _table(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    _marked(sheet)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, max(len(table.columns), 1), 16)
    sheet.write_string(1, 0, defused(f"Table {table.number}. {table.title}"), formats["title"])
    for column, name in enumerate([table.first, *table.columns]):
        sheet.write_string(3, column, defused(name), formats["head"])
    for number, row in enumerate(table.rows, start=4):
        sheet.write_string(number, 0, defused(row.heading), formats["bold" if row.total else "text"])
        for column, cell in enumerate(row.cells, start=1):
            _cell(sheet, number, column, cell, formats)


def _cell(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if cell.value is None:
        sheet.write_string(row, column, defused(cell.text), formats["words"])
    else:
        kind = "percent" if cell.percent else "pounds" if cell.pounds else "number"
        sheet.write_number(row, column, cell.value, formats[kind])
