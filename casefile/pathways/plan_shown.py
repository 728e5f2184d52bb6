"""A person's care plan as far as its reader has the parts that its items belong to."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from agencies.categories import Category
from casefile.writing import Here
from pathways.models import Intervention, Pathway, PlanAgreement, PlanItem, ServiceReferral
from pathways.policies import plans as of_plans


@dataclass(frozen=True)
class Shown:
    """An item with what hangs by it, each with whether it is the reader's to change."""

    item: PlanItem
    theirs: bool
    interventions: list[tuple[Intervention, bool]] = field(default_factory=list)
    referrals: list[tuple[ServiceReferral, int | None, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """A pathway of the plan, its items, and whether the reader may write one."""

    pathway: Pathway
    items: list[Shown]
    adds: bool


def items_of(here: Here, *, open_alone: bool = False) -> list[PlanItem]:
    """The items that this reader reads, in the plan's order."""
    rows = PlanItem.objects.filter(offender=here.person)
    rows = rows.open() if open_alone else rows
    found = rows.in_order().select_related("pathway__set", "agency", "created_by")
    return [row for row in found if of_plans.reads_plan(here.view, row.pathway.theme)]


def parts_of(here: Here) -> list[Part]:
    """Every pathway of the day's set that the reader reads plans of, and older ones with items. Five statements."""
    by_pathway: dict[str, list[PlanItem]] = defaultdict(list)
    for item in items_of(here):
        by_pathway[item.pathway_id].append(item)
    hanging = _hanging(here, [item for items in by_pathway.values() for item in items])
    parts = []
    for pathway in Pathway.objects.opened_by(here.on):
        in_force = pathway.set.is_in_force(here.on)
        if pathway.code in by_pathway or (in_force and of_plans.reads_plan(here.view, pathway.theme)):
            items = [_shown(here, item, hanging) for item in by_pathway.get(pathway.code, [])]
            parts.append(Part(pathway, items, in_force and of_plans.may_plan(here.view, pathway.theme)))
    return parts


def _hanging(here: Here, items: list[PlanItem]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    by_pk = {item.pk: item for item in items}
    for model, day in ((Intervention, "starts_on"), (ServiceReferral, "referred_on")):
        rows: Any = model._default_manager.filter(item__in=list(by_pk))
        for row in rows.select_related("created_by").order_by(day, "pk"):
            row.item = by_pk[row.item_id]
            found[row.item_id].append(row)
    return found


def _shown(here: Here, item: PlanItem, hanging: dict[int, list[Any]]) -> Shown:
    rows = [(row, of_plans.may_hold(here.view, row, here.user)) for row in hanging.get(item.pk, [])]
    return Shown(
        item,
        of_plans.may_hold(here.view, item, here.user),
        [(row, theirs) for row, theirs in rows if isinstance(row, Intervention)],
        [(row, row.waits(here.on), theirs) for row, theirs in rows if isinstance(row, ServiceReferral)],
    )


def agreements_of(here: Here) -> list[PlanAgreement]:
    rows = PlanAgreement.objects.filter(offender=here.person, agreed_on__lte=here.on)
    return list(rows.select_related("created_by__agency").order_by("-agreed_on", "-pk"))


def categories_of(parts: list[Part]) -> list[str]:
    """The parts of the record that stand on the page."""
    shown = {str(row.item.category) for part in parts for row in part.items}
    return sorted({str(Category.PATHWAYS), *shown})


__all__ = ["Part", "Shown", "agreements_of", "categories_of", "items_of", "parts_of"]
