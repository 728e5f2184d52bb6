"""The report as a document: the same tables, charts and sentences for the page, HTML, spreadsheet and PDF."""

from reporting.document.build import build
from reporting.document.reader import Reader
from reporting.document.report import Report

__all__ = ["Reader", "Report", "build"]
