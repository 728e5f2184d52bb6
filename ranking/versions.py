"""The versions of the scoring matrix, for the pages that every kind of version has (agencies.drafts)."""

from typing import Any

from django.http import HttpRequest

from agencies.access import reader
from agencies.categories import Category
from agencies.drafts.kinds import Kind, Words
from agencies.models import User
from agencies.paging import page_of
from audit import log
from ranking import previewed, previewing, queries
from ranking.matrix_form import MatrixForm, initial
from ranking.models import Matrix, MatrixPreview, SettingName
from ranking.rules import said
from ranking.settings import settings_in_force

WAYS = [
    (previewed.ALL, "Everybody"), (previewed.UP, "Up"), (previewed.DOWN, "Down"), (previewed.SAME, "Same rank"),
]  # fmt: skip
WORDS = Words(
    title="Scoring matrix",
    heading="The scoring matrix of the ranking",
    versions="Versions of the scoring matrix",
    of="of the scoring matrix",
    lede="Bands, points and windows by which everybody is ranked. A change is a new version, drafted by one person and "
    "put in force by another; old rankings stay explained by the version of their day.",
    whose="Who it would move today",
    who="Who would be moved by version",
    agree="From the day that you give, every ranking of that day or a later one is worked out by this version. Older "
    "rankings stay as they are, explained by the version of their day.",
    saved="The draft is saved. Who it would move is being worked out.",
)


def _told(preview: MatrixPreview, user: User) -> tuple[str, bool]:
    found = previewed.totals(preview, user)
    if found is None:
        return "It has been worked out on the register of today", True
    return f"{found.up:,} up, {found.down:,} down and {found.stay:,} at the same rank, of {found.people:,} ranked", True


def _who(request: HttpRequest, preview: MatrixPreview) -> dict[str, Any]:
    """Who would move by the draft today, and by which points."""
    user, way = reader(request), request.GET.get("way", "")
    page = page_of(request, previewed.moves(preview, user, way))
    rows = previewed.rows(preview, user, page)
    shown = [row.offender.pk for row in rows]
    log.viewed(shown, by=user, channel="ranking.matrix.who", categories=[Category.IDENTITY, Category.SCORES])
    return {
        "page": page,
        "rows": rows,
        "ways": WAYS,
        "way": way if way in dict(WAYS) else previewed.ALL,
        "totals": previewed.totals(preview, user),
        "why_nobody": previewed.why_nobody(preview, user),
        "percent": settings_in_force(preview.as_of)[SettingName.THREAT_PERCENT].number,
    }


MATRIX = Kind(
    model=Matrix,
    name="matrix",
    words=WORDS,
    form=MatrixForm,
    initial=initial,
    said=said,
    in_force=queries.matrix_in_force,
    preview=previewing.found,
    being_made=previewing.is_being_made,
    told=_told,
    who=_who,
    who_page="ranking/matrix_who.html",
)
