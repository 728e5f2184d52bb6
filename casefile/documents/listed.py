"""The list of a person's documents as one reader has it, and its filters.

Whoever may only know of a category is shown that something of a date is there, and how it stands: no kind, no title,
no agency; and no filter finds out more.
"""

from dataclasses import dataclass
from typing import Any

from agencies.categories import Category
from agencies.paging import page_of
from casefile.writing import Here
from documents.models import Document
from documents.querysets import DocumentQuerySet
from documents.rules import KINDS, Kind, Scan


@dataclass(frozen=True)
class Line:
    """One document; `whole` for who reads it."""

    document: Document
    whole: bool

    @property
    def category(self) -> str:
        return Category(self.document.category).label.capitalize()

    @property
    def newest(self) -> Any:
        return self.document.newest or next(iter(self.document.versions.all()), None)

    @property
    def look(self) -> str:
        return LOOKS.get(Scan(self.newest.scan), "") if self.newest else ""


LOOKS = {Scan.CLEAN: "tag--good", Scan.INFECTED: "tag--bad", Scan.FAILED: "tag--bad"}


def known(here: Here) -> DocumentQuerySet:
    return Document.objects.filter(offender=here.person).known_to(here.view.levels)  # type: ignore[no-any-return]


def listed(here: Here) -> dict[str, Any]:
    """The page of the list, with the filters that leave something to see."""
    rows, asked = known(here), here.request.GET
    held = set(rows.order_by().values_list("kind", "category").distinct())
    categories = {category for _, category in held}
    kinds = {kind for kind, category in held if here.lens.reads(Category(category))}
    kind, category = asked.get("kind", ""), asked.get("category", "")
    if kind in kinds:
        rows = rows.readable_by(here.view.levels).filter(kind=kind)
    if category in categories:
        rows = rows.filter(category=category)
    rows = rows.select_related("agency").prefetch_related("versions").order_by("-dated_on", "-pk")
    page = page_of(here.request, rows)
    return {
        "page": page,
        "lines": [Line(row, here.lens.reads(Category(row.category))) for row in page.object_list],
        "kinds": [(one.value, words) for one, words in KINDS.items() if one in kinds],
        "parts": [(one.value, one.label.capitalize()) for one in Category if one in categories],
        "kind": Kind(kind).value if kind in kinds else "",
        "category": category if category in categories else "",
        "filtered": kind in kinds or category in categories,
    }
