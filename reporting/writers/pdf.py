"""The report as a PDF, where the machine has Pango."""

import logging
from functools import cache
from typing import Any

from reporting.document import Report
from reporting.writers.html import as_html

WHY = "A PDF needs Pango and WeasyPrint on this machine: print the HTML report instead."


class PdfNotPossible(Exception):
    """This machine cannot make a PDF."""


@cache
def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    # It tells the log of every property meant for screens alone.
    for name in ("weasyprint", "weasyprint.progress"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return weasyprint


def pdf_is_possible() -> bool:
    return _weasyprint() is not None


def _nothing_else(url: str, *args: Any, **kwargs: Any) -> Any:
    raise ValueError("a report holds all that it needs")


def as_pdf(report: Report) -> bytes:
    """The HTML file as a tagged PDF; nothing is fetched for it."""
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise PdfNotPossible(WHY)
    page = weasyprint.HTML(string=as_html(report), url_fetcher=_nothing_else)
    pdf: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return pdf
