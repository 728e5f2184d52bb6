"""The pack as it goes out: from the decisions alone. What is left out never reaches the page."""

from itertools import groupby

from django.template.loader import render_to_string

from agencies.categories import Category
from retention.models import Pack, PassageDecision


def as_html(pack: Pack) -> str:
    """One page that asks for nothing else. Says how many passages were left out, and of which part, not what."""
    given = pack.passages.filter(decision=PassageDecision.GIVE).order_by("position")
    parts = [(heading, list(rows)) for heading, rows in groupby(given, key=lambda row: row.heading)]
    refused = pack.passages.filter(decision=PassageDecision.REFUSE)
    context = {
        "pack": pack,
        "person": pack.offender,
        "parts": parts,
        "left_out": refused.count(),
        "categories": [category.label for category in Category],
    }
    return render_to_string("retention/pack_document.html", context)
