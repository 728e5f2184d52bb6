"""The register under pseudonyms, as a page and as files; each person's row is logged before it is given out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.access import requires
from agencies.paging import SIZES, page_of
from agencies.roles import Permission
from agencies.templatetags.iom_pages import address
from audit import log
from audit.models import Verb
from offenders.querysets import OffenderQuerySet
from reporting.pseudonyms import filters, query
from reporting.pseudonyms.columns import Column, categories_of, columns_for
from reporting.pseudonyms.files import FILES, whole
from reporting.pseudonyms.filters import Filters
from reporting.pseudonyms.forms import TakeOutForm
from reporting.pseudonyms.reader import Reader
from reporting.pseudonyms.rows import Row, rows
from reporting.rules.suppression import SMALLEST


@requires(Permission.PSEUDONYMS_VIEW)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The people of the analyst's agency, filtered and sorted by the address; too few of them are not told."""
    reader, chosen, found = _asked(request)
    page = page_of(request, found.select_related("area"))
    columns, listed = columns_for(reader), rows(reader, list(page.object_list))
    log.viewed(_logged(listed), by=reader.user, channel="reporting.pseudonyms", categories=categories_of(columns))
    context = {
        "page": page,
        "columns": [(column, _heading(request, chosen, column)) for column in columns],
        "rows": [(row.status, row.cells(columns)) for row in listed],
        "filters": chosen,
        "few": _too_few(reader, page.paginator.count),
        "blurred": bool(reader.blurred),
        "run": reader.run,
        "sizes": [(size, address(request, size=size, page=None)) for size in SIZES],
        "unfiltered": address(request, **dict.fromkeys((group.name for group in chosen.groups), None), page=None),
        "kept": request.GET.urlencode(),
    }
    return render(request, "reporting/pseudonyms/register.html", context)


@requires(Permission.PSEUDONYMS_VIEW)
@require_http_methods(["GET", "POST"])
def take_out(request: HttpRequest) -> HttpResponse:
    """The rows that the filters leave as a file, for a reason."""
    reader, chosen, found = _asked(request)
    count = found.order_by().count()
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    few = _too_few(reader, count)
    if request.method == "POST" and form.is_valid() and not few:
        return _file(reader, found, **form.cleaned_data)
    context = {"form": form, "filters": chosen, "few": few, "count": count, "kept": request.GET.urlencode()}
    refused = bool(form.errors) or (few and request.method == "POST")
    return render(request, "reporting/pseudonyms/take_out.html", context, status=422 if refused else 200)


def _asked(request: HttpRequest) -> tuple[Reader, Filters, OffenderQuerySet]:
    """Who asks, for what, and who fits; nobody where the filters leave too few for this reader."""
    reader = Reader.of(access.reader(request))
    chosen = filters.read(request.GET, reader)
    found = query.people(reader, chosen)
    if not reader.small_figures and found.order_by()[:SMALLEST].count() < SMALLEST:
        found = found.none()
    return reader, chosen, found


def _too_few(reader: Reader, count: int) -> bool:
    """Nobody and four people are told alike: fewer than five."""
    return not reader.small_figures and count < SMALLEST


def _file(reader: Reader, found: OffenderQuerySet, *, form_of_file: str, reason: str) -> HttpResponse:
    file, columns, made = FILES[form_of_file], columns_for(reader), whole(reader, found)
    content = file.write(columns, made)
    channel = "reporting.pseudonyms.take_out"
    log.ran(channel, by=reader.user, verb=Verb.DISCLOSED, reason=reason, format=form_of_file, people=len(made))
    log.disclosed(_logged(made), by=reader.user, channel=channel, categories=categories_of(columns), reason=reason)
    name = f"official-sensitive-register-under-pseudonyms-{reader.on.isoformat()}.{form_of_file}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=file.content_type, headers=headers)


def _logged(made: list[Row]) -> list[int]:
    return [row.person for row in made]


def _heading(request: HttpRequest, chosen: Filters, column: Column) -> dict[str, Any]:
    """A heading's link and how it is sorted; a second click turns it round. Nothing where it sorts by nothing."""
    if column.sort not in chosen.sorts:
        return {}
    here = chosen.sort == column.sort
    turned = f"-{column.sort}" if here and not chosen.backwards else column.sort
    return {
        "href": address(request, sort=turned, page=None),
        "sorted": ("descending" if chosen.backwards else "ascending") if here else "",
    }
