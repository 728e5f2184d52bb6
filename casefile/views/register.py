"""The register and the search."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.access import requires
from agencies.categories import Category
from agencies.paging import SIZES, page_of
from agencies.roles import Permission
from agencies.templatetags.iom_pages import address
from audit import log
from casefile import search
from casefile.lens import Lens
from casefile.person.frame import reader_through
from casefile.register import filters, query
from casefile.register.reader import Reader
from casefile.register.rows import rows
from offenders.creating.policies import may_create

SORT_WORDS = {
    "match": "closest match",
    "rag": "RAG",
    "rank": "rank",
    "name": "name",
    "age": "age, oldest first",
    "area": "area",
    "contact": "last contact, longest ago first",
}


def reader_of(request: HttpRequest) -> Reader:
    """Who reads the list, with what they have of anybody: a row is read through the person's own lens."""
    return reader_through(Lens.of(access.reader(request)))


@requires(Permission.PEOPLE_VIEW)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The people whom the reader may see, filtered and sorted by the address; of a search, those who match."""
    reader = reader_of(request)
    words = search.recall(request.session, request.GET.get("found", ""))
    found = search.find(reader.user, words) if words is not None else None
    chosen = filters.read(request.GET, reader.user, reader.lens, reader.on, found.ids if found else None)
    page = page_of(request, query.people(reader, chosen, found.ids if found else None))
    listed = rows(reader, list(page.object_list), found.why if found else {})
    log.viewed(
        [row.person.pk for row in listed], by=reader.user, channel="casefile.register", categories=_shown(reader)
    )
    context = {"page": page, "rows": listed, "filters": chosen, "words": words, "found": found, "lens": reader.lens}
    context["may_create"] = may_create(reader.user)
    return render(request, "casefile/register.html", context | _frame(request, reader, chosen))


def _shown(reader: Reader) -> list[str]:
    """The categories that the columns of a row come from, as far as this reader sees them."""
    columns = (Category.IDENTITY, Category.SCHEME, Category.CUSTODY, Category.SCORES, Category.ENGAGEMENT)
    return [category for category in columns if reader.lens.knows_of(category)]


def _frame(request: HttpRequest, reader: Reader, chosen: filters.Filters) -> dict[str, Any]:
    return {
        "run": reader.run,
        "tags": [tag for group in chosen.groups for tag in _tags(request, group)],
        "sorted_by": _sorted_by(chosen),
        "sizes": [(size, address(request, size=size, page=None)) for size in SIZES],
        "columns": {name: _column(request, chosen, name) for name in chosen.sorts},
        "reads": {"scheme": reader.lens.knows_of(Category.SCHEME), "custody": reader.lens.knows_of(Category.CUSTODY)},
        "unfiltered": address(request, **{group.name: None for group in chosen.groups}, page=None),
    }


def _sorted_by(chosen: filters.Filters) -> str:
    words = SORT_WORDS[chosen.sort]
    if chosen.sort == "rag":
        words += ", then rank" if "rank" in chosen.sorts else ", then name"
    return f"{words}, the other way round" if chosen.backwards else words


def _column(request: HttpRequest, chosen: filters.Filters, name: str) -> dict[str, str]:
    """A heading's link and how it is sorted; a second click turns it round."""
    here = chosen.sort == name
    turned = f"-{name}" if here and not chosen.backwards else name
    return {
        "href": address(request, sort=turned, page=None),
        "sorted": ("descending" if chosen.backwards else "ascending") if here else "",
    }


def _tags(request: HttpRequest, group: filters.Group) -> list[dict[str, str]]:
    """A removable tag for everything chosen: its words, and the address without it."""
    if not group.many:
        gone = "all" if group.name == "member" else None
        chosen = [option for option in group.chosen if option.value != "all"]
        return [
            {"legend": group.legend, "label": o.label, "href": address(request, **{group.name: gone}, page=None)}
            for o in chosen
        ]
    return [
        {"legend": group.legend, "label": o.label, "href": _without(request, group.name, o.value)} for o in group.chosen
    ]


def _without(request: HttpRequest, name: str, value: str) -> str:
    kept = request.GET.copy()
    kept.setlist(name, [other for other in kept.getlist(name) if other != value])
    kept.pop("page", None)
    return f"?{kept.urlencode()}"


@requires(Permission.PEOPLE_VIEW)
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Keep the words on the server and go to the register under a random key: no address names a person."""
    words = request.POST.get("words", "").strip()
    if not words:
        return redirect("casefile:register")
    return redirect(f"{reverse('casefile:register')}?found={search.remember(request.session, words)}")
