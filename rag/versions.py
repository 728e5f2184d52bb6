"""The versions of the RAG rules, for the pages that every kind of version has (agencies.drafts)."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from agencies.access import reader
from agencies.categories import Category
from agencies.drafts.kinds import Kind, Words
from agencies.models import User
from agencies.paging import page_of
from audit import log
from rag import previewed
from rag.forms import RulesForm, initial
from rag.models import RulePreview, RuleSet
from rag.rule_sets import in_force
from rag.rules.described import said

WORDS = Words(
    title="Rules",
    heading="The rules of the RAG status",
    versions="Versions of the rules",
    of="of the rules",
    lede="Windows, thresholds and the order by which a status is proposed. A change is a new version, drafted by one "
    "person and put in force by another; old proposals stay explained by the version of their day.",
    whose="Whose proposal it would change today",
    who="Whose proposal would be changed by version",
    agree="From the day that you give, every proposal is worked out by this version. What was proposed before stays "
    "explained by the version of its day.",
    saved="The draft is saved. Whose proposal it would change is being worked out.",
)


def _preview(row: RuleSet, on: date) -> RulePreview | None:
    return row.previews.filter(edits=row.edits, as_of=on, against=in_force(on)).select_related("against").first()


def _told(preview: RulePreview, user: User) -> tuple[str, bool]:
    number = len(previewed.rows(preview, user))
    return f"{number or 'Nobody’s,'} of {preview.members} members, as far as you may see them", number > 0


def _who(request: HttpRequest, preview: RulePreview) -> dict[str, Any]:
    """Whose proposal the draft would change today, and why."""
    user = reader(request)
    rows = previewed.rows(preview, user)
    page = page_of(request, rows)
    shown = [each.offender.pk for each in page]
    log.viewed(shown, by=user, channel="rag.rules.who", categories=[Category.IDENTITY, Category.SCHEME])
    return {"page": page, "counts": previewed.counts(rows)}


RULES = Kind(
    model=RuleSet,
    name="rules",
    words=WORDS,
    form=RulesForm,
    initial=initial,
    said=said,
    in_force=in_force,
    preview=_preview,
    being_made=lambda row: False,
    told=_told,
    who=_who,
    who_page="rag/rules/who.html",
)
