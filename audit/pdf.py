"""A page as a PDF, where the machine has Pango."""

import logging
from functools import cache
from typing import Any

WHY = "A PDF needs Pango and WeasyPrint on this machine: print the page instead."


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
    if url.startswith("data:image/"):  # a picture that the page brings with it
        return _weasyprint().default_url_fetcher(url)
    raise ValueError("a page holds all that it needs")


def pdf_of(html: str) -> bytes:
    """A page of its own as a tagged PDF (PDF/UA-1); nothing is fetched for it. Raises PdfNotPossible."""
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise PdfNotPossible(WHY)
    page = weasyprint.HTML(string=html, url_fetcher=_nothing_else)
    pdf: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return pdf
