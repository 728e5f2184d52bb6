"""People who may be one and the same: the queue, a pair side by side, and what was joined."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import reader, requires
from agencies.categories import Category
from agencies.models import User
from agencies.paging import page_of
from agencies.refusals import refusals_logged, say
from agencies.roles import Permission
from audit import log
from exchange import comparing
from exchange.actions import pairs as actions
from exchange.forms_of_pairs import DecideForm, TakeApartForm
from exchange.models import DuplicateStatus, PossibleDuplicate
from exchange.queries import open_pairs, pairs_for
from offenders.joining import actions as joining
from offenders.joining import policies
from offenders.joining.queries import joined as joined_for
from offenders.models import Join
from offenders.policies import views_of

READ = [Category.IDENTITY, Category.IDENTIFIERS]


@requires(Permission.DUPLICATES_DECIDE)
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """The open pairs of whom the reader may see both, the surest first."""
    user = reader(request)
    page = page_of(request, open_pairs(user))
    people = {pair.first_id for pair in page} | {pair.second_id for pair in page}
    log.viewed(sorted(people), by=user, channel="exchange.duplicates", categories=[Category.IDENTITY])
    read = {pk for pk, view in views_of(user, people).items() if view.levels.reads(Category.IDENTIFIERS)}
    return render(request, "exchange/duplicates.html", {"page": page, "identifiers": read})


@requires(Permission.DUPLICATES_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Two records side by side, and the decision."""
    user = reader(request)
    found = get_object_or_404(pairs_for(user), pk=pair_id)
    if found.status != DuplicateStatus.OPEN:
        return _decided(request, str(actions.Decided(found)))
    form = DecideForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, "exchange.decide_pair", found.first_id):
                return _decide(request, found, form)
        except actions.Decided as error:
            return _decided(request, str(error))
        except ValidationError as error:
            say(form, error)
    return _side_by_side(request, user, found, form)


def _decided(request: HttpRequest, said: str) -> HttpResponse:
    messages.info(request, said)
    return redirect("exchange:duplicates")


def _decide(request: HttpRequest, found: PossibleDuplicate, form: DecideForm) -> HttpResponse:
    user, because = reader(request), form.cleaned_data["because"]
    if form.cleaned_data["decision"] == DuplicateStatus.SAME:
        join = actions.are_one(pair=found, stands=form.stands(), because=because, by=user)
        messages.success(request, "They are one person now. Every row is kept, and it can be undone.")
        return redirect("casefile:person", public_id=join.stands.public_id)
    actions.are_two(pair=found, because=because, by=user)
    messages.success(request, "They stay two people. The pair is not proposed again unless who they are is corrected.")
    return redirect("exchange:duplicates")


def _side_by_side(request: HttpRequest, user: User, found: PossibleDuplicate, form: DecideForm) -> HttpResponse:
    people = [found.first_id, found.second_id]
    views = views_of(user, people)
    if len(views) != len(people):
        raise Http404
    parts = [category for category in READ if all(view.levels.reads(category) for view in views.values())]
    context = {
        "pair": found,
        "form": form,
        "lines": comparing.lines(found.first, found.second, parts),
        "identifiers": people if Category.IDENTIFIERS in parts else [],
        **_what_would(user, found),
    }
    log.viewed(people, by=user, channel="exchange.pair", categories=parts)
    return render(request, "exchange/pair.html", context, status=422 if form.errors else 200)


def _what_would(user: User, found: PossibleDuplicate) -> dict[str, Any]:
    """What a join would do, tried and taken back; a reader who may not decide is told who does."""
    if not policies.may_decide(user, found.first, found.second):
        return {"refused": policies.NOT_YOURS, "may": False}
    try:
        outcome = joining.what_would(stands=found.first, gone=found.second, by=user)
    except ValidationError as error:
        return {"refused": " ".join(error.messages), "may": True}
    moved, stays = sum(outcome.moved.values()), sum(outcome.stays.values())
    return {"clashes": outcome.clashes, "moved": moved, "stays": stays, "may": True}


@requires(Permission.DUPLICATES_DECIDE)
@require_safe
def joined(request: HttpRequest) -> HttpResponse:
    """What was joined and can be taken apart, the latest first."""
    user = reader(request)
    page = page_of(request, joined_for(user))
    log.viewed([row.stands_id for row in page], by=user, channel="exchange.joined", categories=[Category.IDENTITY])
    return render(request, "exchange/joined.html", {"page": page, "identifiers": []})


@requires(Permission.DUPLICATES_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def take_apart(request: HttpRequest, join_id: int) -> HttpResponse:
    """One join: who decided it and why, and its undoing."""
    user = reader(request)
    join = next((row for row in joined_for(user) if row.pk == join_id), None)
    if join is None:
        raise Http404
    form = TakeApartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_logged(request, "exchange.take_apart", join.stands_id):
                return _apart(request, join, form.cleaned_data["because"])
        except ValidationError as error:
            say(form, error)
    log.viewed([join.stands_id], by=user, channel="exchange.joined", categories=[Category.IDENTITY])
    context = {"join": join, "form": form, "may": policies.may_decide(user, join.stands), "identifiers": []}
    return render(request, "exchange/take_apart.html", context, status=422 if form.errors else 200)


def _apart(request: HttpRequest, join: Join, because: str) -> HttpResponse:
    actions.take_apart(join=join, because=because, by=reader(request))
    messages.success(request, "They are two people again. What was moved has gone back.")
    return redirect("exchange:duplicates")
