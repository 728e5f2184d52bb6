"""People who may be one and the same, for a person to look at."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.models import User
from agencies.paging import page_of
from agencies.roles import Permission
from agencies.sharing import everyday
from audit import log
from exchange.duplicates import SAME_PNC
from exchange.models import DuplicateStatus, PossibleDuplicate
from offenders.models import Offender
from offenders.policies import views_of


@requires(Permission.DUPLICATES_DECIDE)
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """The open pairs of whom the reader may see both, the surest first."""
    user = reader(request)
    page = page_of(request, _pairs(user))
    people = {pair.first_id for pair in page} | {pair.second_id for pair in page}
    log.viewed(sorted(people), by=user, channel="exchange.duplicates", categories=[Category.IDENTITY])
    read = {pk for pk, view in views_of(user, people).items() if view.levels.reads(Category.IDENTIFIERS)}
    return render(request, "exchange/duplicates.html", {"page": page, "identifiers": read})


def _pairs(user: User) -> QuerySet[PossibleDuplicate]:
    seen = Offender.objects.visible_to(user).values("pk")
    pairs = PossibleDuplicate.objects.filter(status=DuplicateStatus.OPEN, first__in=seen, second__in=seen)
    if not everyday(user).reads(Category.IDENTIFIERS):
        # That two identifiers are the same says something of both.
        pairs = pairs.exclude(why=SAME_PNC)
    return pairs.select_related("first__area", "second__area").order_by("-score", "pk")
