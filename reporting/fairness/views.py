"""The page of fairness: rates by group, and what they cannot say."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import reader, requires
from agencies.roles import Permission
from agencies.transactions import at_one_moment
from audit import clock, log
from reporting.fairness.figures import fairness
from reporting.policies import may_see_fairness

NOT_SHARED = "No sharing agreement in force lets your agency read of scores and of the scheme."


@at_one_moment
@require_safe
@requires(Permission.REPORT_VIEW)
def page(request: HttpRequest) -> HttpResponse:
    """Score, selection and RAG by ethnicity, sex and age, of the latest ranking."""
    user = reader(request)
    if not may_see_fairness(user):
        raise PermissionDenied(NOT_SHARED)
    found = fairness(user, clock.today())
    log.ran("reporting.fairness", by=user, run=found.run.pk if found else None)
    return render(request, "reporting/fairness/page.html", {"found": found})
