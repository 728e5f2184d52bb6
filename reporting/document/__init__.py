"""The report as a document: the same tables, charts and sentences for the page, HTML, spreadsheet and PDF."""

from reporting.document.build import Report, build
from reporting.document.reader import Reader

__all__ = ["Reader", "Report", "build"]
