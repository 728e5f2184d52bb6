"""The report as a PDF, where the machine has Pango."""

from audit.pdf import WHY, PdfNotPossible, pdf_is_possible, pdf_of
from reporting.document import Report
from reporting.writers.html import as_html

__all__ = ["WHY", "PdfNotPossible", "as_pdf", "pdf_is_possible"]


def as_pdf(report: Report) -> bytes:
    """The HTML file as a tagged PDF; nothing is fetched for it."""
    return pdf_of(as_html(report))
