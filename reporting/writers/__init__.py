"""A report as a file: HTML that prints well, a spreadsheet, a PDF."""

from reporting.writers.html import as_html
from reporting.writers.pdf import PdfNotPossible, as_pdf, pdf_is_possible
from reporting.writers.xlsx import as_xlsx

__all__ = ["PdfNotPossible", "as_html", "as_pdf", "as_xlsx", "pdf_is_possible"]
