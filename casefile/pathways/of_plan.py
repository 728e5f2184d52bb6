"""What hangs by an item of the plan (interventions, referrals to services), and what the person said to the plan."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from agencies.categories import Category
from casefile.pathways.plan import ADD, FORM, TAB, home, item, page, refuse, said, values_of
from casefile.pathways.plan_forms import AgreementForm, InterventionForm, ReferralForm
from casefile.writing import Here, WritingForm, correct_page, of_person, remove_page, write_page
from offenders.writing import may_correct
from pathways.actions import plans as actions
from pathways.models import Intervention, PlanAgreement, ServiceReferral
from pathways.policies import plans as policies


@dataclass(frozen=True)
class Kind:
    model: type[Any]
    words: str
    form: type[WritingForm]
    add: Callable[..., Any]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for name in self.form.base_fields if name != "request_key")


KINDS = {
    "intervention": Kind(Intervention, "an intervention or a placement", InterventionForm, actions.intervene),
    "referral": Kind(ServiceReferral, "a referral to a service", ReferralForm, actions.refer),
}


@of_person("pathways.add_of_item", **ADD)  # type: ignore[arg-type]
def add(request: HttpRequest, here: Here, pk: int, kind: str) -> HttpResponse:
    """Write what is done about an item, or which service was asked."""
    found = KINDS.get(kind)
    if found is None:
        raise Http404
    row = item(here, pk, "pathways.add_of_item")
    return write_page(
        here,
        found.form,
        act=lambda form: found.add(
            item=row, values=form.values(), by=here.user, request_key=form.cleaned_data["request_key"]
        ),
        what="pathways.add_of_item",
        done="It stands in the plan.",
        initial={"referred_on": here.on, "starts_on": here.on},
        heading=f"{row.pathway.name}: {found.words}",
        **page(here, row),
    )


@of_person("pathways.correct_of_item", **ADD)  # type: ignore[arg-type]
def correct(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """How it ended, what was answered, or what was written wrongly."""
    found, row = _row(here, kind, pk, "pathways.correct_of_item")
    return correct_page(
        here,
        row,
        found.form,
        act=lambda form: actions.correct_of_item(row=row, values=form.values(), by=here.user, **said(form)),
        what="pathways.correct_of_item",
        done="The change is saved. What stood before is kept in the history.",
        initial=values_of(row, found.fields),
        heading=f"Change {found.words}",
        removes=reverse("pathways:remove_of_item", args=[here.person.public_id, kind, row.pk]),
        **page(here, row.item, template="casefile/pathways/correct_of_plan.html"),
    )


@of_person("pathways.remove_of_item", **ADD)  # type: ignore[arg-type]
def remove(request: HttpRequest, here: Here, kind: str, pk: int) -> HttpResponse:
    """Take it off the record: for mistakes only."""
    found, row = _row(here, kind, pk, "pathways.remove_of_item")
    return remove_page(
        here,
        row,
        act=lambda form: actions.remove_of_item(row=row, by=here.user, **said(form)),
        what="pathways.remove_of_item",
        done="It is removed. What it said, and why it was removed, is kept.",
        heading=f"Remove {found.words}",
        button="Remove it",
        **page(here, row.item),
    )


def _row(here: Here, kind: str, pk: int, what: str) -> tuple[Kind, Any]:
    found = KINDS.get(kind)
    if found is None:
        raise Http404
    rows = found.model._default_manager.select_related("item__pathway", "created_by")
    row = rows.filter(pk=pk, offender=here.person).first()
    if row is None or not policies.reads_plan(here.view, row.item.pathway.theme):
        raise Http404
    row.offender = here.person
    if not policies.may_hold(here.view, row, here.user):
        refuse(here, what)
    return found, row


OF_AGREEMENT: dict[str, Any] = {"template": FORM, "tab": TAB, "categories": [Category.PATHWAYS]}


@of_person("pathways.agree", **ADD)  # type: ignore[arg-type]
def agree(request: HttpRequest, here: Here) -> HttpResponse:
    """What the person said to the plan, how they signed, and who was there."""
    return write_page(
        here,
        AgreementForm,
        act=lambda form: actions.agree(
            offender=here.person, values=form.values(), by=here.user, request_key=form.cleaned_data["request_key"]
        ),
        what="pathways.agree",
        to=home(here),
        done="What they said is kept with the plan.",
        initial={"agreed_on": here.on},
        heading="What they said to the plan",
        **OF_AGREEMENT,
    )


@of_person("pathways.correct_agreement", **ADD)  # type: ignore[arg-type]
def correct_agreement(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = _agreement(here, pk, "pathways.correct_agreement")
    return correct_page(
        here,
        row,
        AgreementForm,
        act=lambda form: actions.correct_agreement(row=row, values=form.values(), by=here.user, **said(form)),
        what="pathways.correct_agreement",
        to=home(here),
        done="The correction is saved. The old value is kept in the history.",
        initial=values_of(row, ("agreed_on", "signed", "own_words", "present")),
        heading="Correct what they said to the plan",
        removes=reverse("pathways:remove_agreement", args=[here.person.public_id, row.pk]),
        **{**OF_AGREEMENT, "template": "casefile/pathways/correct_of_plan.html"},
    )


@of_person("pathways.remove_agreement", **ADD)  # type: ignore[arg-type]
def remove_agreement(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    row = _agreement(here, pk, "pathways.remove_agreement")
    return remove_page(
        here,
        row,
        act=lambda form: actions.remove_agreement(row=row, by=here.user, **said(form)),
        what="pathways.remove_agreement",
        to=home(here),
        done="It is removed. What it said, and why it was removed, is kept.",
        heading="Remove what they said to the plan",
        button="Remove it",
        **OF_AGREEMENT,
    )


def _agreement(here: Here, pk: int, what: str) -> PlanAgreement:
    rows = PlanAgreement.objects.select_related("created_by", "changed_by__agency")
    row = rows.filter(pk=pk, offender=here.person).first()
    if row is None:
        raise Http404
    row.offender = here.person
    if not may_correct(here.view, Category.PATHWAYS, row, here.user):
        refuse(here, what)
    return row
