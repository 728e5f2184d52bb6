"""People who may be one and the same, for a person to look at."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import requires
from agencies.paging import page_of
from agencies.roles import Permission
from agencies.sharing import Category, may_read
from audit import log
from exchange.duplicates import SAME_PNC
from exchange.models import DuplicateStatus, PossibleDuplicate
from offenders.models import Offender


@requires(Permission.DUPLICATES_DECIDE)
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """The open pairs of whom the reader may see both, the surest first."""
    page = page_of(request, _pairs(request.user))
    people = {pair.first_id for pair in page} | {pair.second_id for pair in page}
    log.viewed(
        sorted(people),
        by=request.user,  # type: ignore[arg-type]
        channel="exchange.duplicates",
        categories=[Category.IDENTITY],
    )
    identifiers = may_read(request.user, Category.IDENTIFIERS)  # type: ignore[arg-type]
    return render(request, "exchange/duplicates.html", {"page": page, "identifiers": identifiers})


def _pairs(user: Any) -> QuerySet[PossibleDuplicate]:
    seen = Offender.objects.visible_to(user).values("pk")
    pairs = PossibleDuplicate.objects.filter(status=DuplicateStatus.OPEN, first__in=seen, second__in=seen)
    if not may_read(user, Category.IDENTIFIERS):
        # That two identifiers are the same says something of both.
        pairs = pairs.exclude(why=SAME_PNC)
    return pairs.select_related("first__area", "second__area").order_by("-score", "pk")
