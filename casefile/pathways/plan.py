"""The care plan on a person's pages: shown, printed, its items written and taken on."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.categories import Category, Level
from audit import log
from casefile.pathways.plan_forms import ItemForm, StatusForm
from casefile.pathways.plan_shown import agreements_of, categories_of, items_of, parts_of
from casefile.pathways.printing import setting
from casefile.writing import Here, correct_page, of_person, remove_page, show, to_correct, write_page
from offenders import writing
from offenders.policies import view_of
from offenders.writing import NOT_ADDED
from pathways.actions import plans as actions
from pathways.models import Pathway, PlanItem
from pathways.policies import plans as policies
from pathways.rules.plans import ItemStatus

TAB = "pathways"
FORM = "casefile/writing/form.html"
READ = {"category": Category.PATHWAYS}
CORRECT_ITEM: Any = to_correct(ItemForm)
ADD = {"category": Category.PATHWAYS, "level": Level.ADD}


def home(here: Here) -> str:
    return reverse("pathways:plan", args=[here.person.public_id])


def then(here: Here, answer: HttpResponse) -> HttpResponse:
    """On to the plan, or to one's day where the agency saw them by this item alone."""
    if answer.status_code == 302 and view_of(here.user, here.person.pk) is None:
        return redirect("worklist:today")
    return answer


@of_person("pathways.plan_read", **READ)  # type: ignore[arg-type]
def plan(request: HttpRequest, here: Here) -> HttpResponse:
    """Each pathway with its items, open ones first, and what the person said."""
    parts = parts_of(here)
    return show(
        here,
        "casefile/pathways/plan.html",
        tab=TAB,
        channel="pathways.plan",
        categories=categories_of(parts),
        parts=parts,
        written=sum(len(part.items) for part in parts),
        open=sum(row.item.is_open for part in parts for row in part.items),
        agreements=agreements_of(here),
        may_add=here.adds(Category.PATHWAYS),
    )


@of_person("pathways.plan_print", **READ)  # type: ignore[arg-type]
def printed(request: HttpRequest, here: Here) -> HttpResponse:
    """One side of A4 to be agreed with the person: what is open, in Preston's columns, and where to sign.

    What does not fit on one goes on in its order, and the last of it stands with the signature.
    """
    rows = items_of(here, open_alone=True)
    shown = sorted({str(Category.IDENTITY), str(Category.PATHWAYS), *(str(row.category) for row in rows)})
    log.viewed([here.person.pk], by=here.user, channel="pathways.plan_print", categories=shown, reason=here.why)
    agreed = next(iter(agreements_of(here)), None)
    said = [(row.contact, row.aims, row.action) for row in rows]
    context = {
        "here": here,
        "person": here.person,
        "bar": here.bar,
        "rows": rows,
        "agreed": agreed,
        "today": here.on,
        "setting": setting(said, agreed.own_words if agreed else ""),
    }
    return render(request, "casefile/pathways/plan_print.html", context)


@of_person("pathways.plan", **ADD)  # type: ignore[arg-type]
def add(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    """Write an item of one pathway."""
    pathway = Pathway.objects.in_force(here.on).filter(code=code).first()
    if pathway is None or not policies.reads_plan(here.view, pathway.theme):
        raise Http404
    if not policies.may_plan(here.view, pathway.theme):
        refuse(here, "pathways.plan")
    answer = write_page(
        here,
        _form(ItemForm, here),
        act=lambda form: actions.plan(
            offender=here.person,
            pathway=pathway,
            by=here.user,
            request_key=form.cleaned_data["request_key"],
            **form.values(),
        ),
        what="pathways.plan",
        done="The item stands in the plan.",
        initial={"agency": here.user.agency_id},
        heading=f"Plan: {pathway.name.lower()}",
        **page(here, PlanItem(pathway=pathway)),
    )
    return then(here, answer)


def _form(form: type[ItemForm], here: Here) -> Any:
    others = policies.may_name_others(here.user, here.view)
    return partial(form, own=here.user.agency, others=others)


@of_person("pathways.correct_item", **ADD)  # type: ignore[arg-type]
def correct(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Change what an item says; where the work stands is said elsewhere."""
    row = item(here, pk, "pathways.correct_item")
    others = policies.may_name_others(here.user, here.view)
    answer = correct_page(
        here,
        row,
        ItemForm,
        make=partial(CORRECT_ITEM, own=row.agency, others=others),
        act=lambda form: actions.correct_item(item=row, values=form.values(), by=here.user, **said(form)),
        what="pathways.correct_item",
        done="The change is saved. What stood before is kept in the history.",
        initial=values_of(row, ("contact", "aims", "action", "review_on", "agency")),
        heading=f"Change: {row.pathway.name.lower()}",
        removes=reverse("pathways:remove_item", args=[here.person.public_id, row.pk]),
        **page(here, row, template="casefile/pathways/correct_of_plan.html"),
    )
    return then(here, answer)


@of_person("pathways.plan_status", **ADD)  # type: ignore[arg-type]
def status(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Say where the work stands."""
    row = item(here, pk, "pathways.plan_status")
    make = partial(StatusForm, now=ItemStatus(row.status))
    answer = correct_page(
        here,
        row,
        StatusForm,  # type: ignore[arg-type]
        make=make,
        act=lambda form: actions.set_status(
            item=row,
            status=ItemStatus(form.cleaned_data["status"]),
            why=form.cleaned_data["why"],
            version=form.cleaned_data["version"],
            by=here.user,
        ),
        what="pathways.plan_status",
        done="It is kept, with the day.",
        initial={},
        heading=f"{row.pathway.name}: {ItemStatus(row.status).words.lower()}",
        lead=row.action,
        **page(here, row),
    )
    return then(here, answer)


@of_person("pathways.remove_item", **ADD)  # type: ignore[arg-type]
def remove(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Take an item off the record: for mistakes only."""
    row = item(here, pk, "pathways.remove_item")
    answer = remove_page(
        here,
        row,
        act=lambda form: actions.remove_item(item=row, by=here.user, **said(form)),
        what="pathways.remove_item",
        done="It is removed. What it said, and why it was removed, is kept.",
        heading=f"Remove: {row.pathway.name.lower()}",
        lead="For mistakes only, with what hangs by it. What is over is met, declined or no longer needed.",
        button="Remove it",
        **page(here, row),
    )
    return then(here, answer)


@of_person("pathways.item_history", **READ)  # type: ignore[arg-type]
def history(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """All versions of an item, for who reads it."""
    row = _read(here, pk)
    theirs = policies.may_hold(here.view, row, here.user)
    return show(
        here,
        "casefile/custody/history.html",
        tab=TAB,
        channel="pathways.item_history",
        categories=[row.category],
        versions=writing.history(row),
        heading=f"History: {row.pathway.name.lower()}",
        to=home(here),
        to_correct=reverse("pathways:correct_item", args=[here.person.public_id, row.pk]) if theirs else "",
    )


def _read(here: Here, pk: int) -> PlanItem:
    """One of this person's items that the reader reads; else it is not there."""
    rows = PlanItem.objects.select_related("pathway__set", "agency", "created_by__agency", "changed_by__agency")
    row = rows.filter(pk=pk, offender=here.person).first()
    if row is None or not policies.reads_plan(here.view, row.pathway.theme):
        raise Http404
    row.offender = here.person
    return row


def item(here: Here, pk: int, what: str) -> PlanItem:
    """One that is the reader's to change; else 403, and that is logged."""
    row = _read(here, pk)
    if not policies.may_hold(here.view, row, here.user):
        refuse(here, what)
    return row


def refuse(here: Here, what: str) -> NoReturn:
    log.refused(what, by=here.user, offender_id=here.person.pk)
    raise PermissionDenied(NOT_ADDED)


def page(here: Here, row: PlanItem, template: str = FORM) -> dict[str, Any]:
    """What every form of the plan is told."""
    parts = sorted({str(Category.PATHWAYS), str(row.category)})
    return {"template": template, "tab": TAB, "to": home(here), "categories": parts}


def values_of(row: Any, names: tuple[str, ...]) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in names}


def said(form: Any) -> dict[str, Any]:
    return {"version": form.cleaned_data["version"], "because": form.cleaned_data["because"]}
