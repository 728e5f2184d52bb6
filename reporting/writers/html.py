"""The report as one HTML file with its own style: it asks for nothing else, and prints well."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from reporting.document import Report

STYLE = Path(__file__).resolve().parent.parent / "static" / "reporting" / "report.css"


def as_html(report: Report) -> str:
    # The style is a file of this room, never text from data.
    style = mark_safe(STYLE.read_text(encoding="utf-8"))  # noqa: S308
    return render_to_string("reporting/standalone.html", {"report": report, "style": style})
