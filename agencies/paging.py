"""Pages of long lists: 25, 50 or 100 rows; counts exact to 1,000 (design/house.md, "Pages")."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property

SIZES = (25, 50, 100)
EXACT_UP_TO = 1000


class LongListPaginator(Paginator):
    """Counts to 1,000 and no further than the reader has gone, so that a list of a million costs no more."""

    def __init__(self, object_list: Any, per_page: int, wanted: int) -> None:
        super().__init__(object_list, per_page)
        self.horizon = max(EXACT_UP_TO, wanted * per_page) + 1

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return len(rows) if isinstance(rows, list) else rows.order_by()[: self.horizon].count()


def whole_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    """The page that the address asks for (page, size); what makes no sense is the first page, or the last."""
    size = whole_number(request.GET.get("size"), SIZES[0])
    wanted = max(1, whole_number(request.GET.get("page"), 1))
    return LongListPaginator(rows, size if size in SIZES else SIZES[0], wanted).get_page(wanted)
