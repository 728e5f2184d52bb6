"""What the pages of leads and transfers say: read once, and only what is for this reader."""

from dataclasses import dataclass
from typing import Any

from allocation import policies, queries
from allocation.actions.handing_over import to_ask_about
from allocation.models import Allocation, HandoverItem, HandoverTick, Support, Transfer, TransferConsent
from allocation.rules.states import Answer, State, Step
from casefile.writing import Here
from offenders.consent.policies import reaches_of
from offenders.models import CaseLead, Consent, Involvement
from offenders.young import eighteenth, is_young, needs_youth_justice

TAB = "allocation:lead"


@dataclass(frozen=True)
class Supporting:
    """One agency that supports the case, and what this reader may do with that."""

    involvement: Involvement
    said: Support | None
    may_stop: bool
    may_name: bool


def lead_context(here: Here) -> dict[str, Any]:
    person, on = here.person, here.on
    leads = list(
        CaseLead.objects.filter(offender=person).select_related("agency", "officer").order_by("-from_on", "-pk")
    )
    now = policies.lead_of(person, on)
    open_one = Transfer.objects.open().filter(offender=person).select_related("from_agency", "to_agency").first()
    may_allocate = policies.may_allocate(here.user, person)
    waiting = _waiting(here)
    return {
        "now": now,
        "gone": now is not None and now.officer is not None and queries.has_gone(now, on),
        "before": [one for one in leads if one.until_on is not None and one.until_on > one.from_on],
        "supporting": _supporting(here),
        "open_transfer": open_one,
        "sees_transfer": open_one is not None and policies.may_see_transfer(here.user, open_one),
        "waiting": waiting,
        "answers": [s for s in Answer if waiting and policies.may_answer(here.user, waiting, s)],
        "may_allocate": may_allocate and open_one is None and waiting is None,
        "may_ask": may_allocate and now is not None and open_one is None and waiting is None,
        "may_support": may_allocate and now is not None,
        "latest": _latest(here),
        "transfers": _transfers(here),
        "eighteenth": eighteenth(person.date_of_birth) if is_young(person.date_of_birth, on) else None,
        "needs_youth_justice": needs_youth_justice(
            person.date_of_birth, on, policies.kinds_of_officers(person, on, now.officer if now else None)
        ),
    }


def _waiting(here: Here) -> Allocation | None:
    rows = Allocation.objects.filter(offender=here.person, state=State.WAITS)
    row = rows.select_related("agency", "officer", "made_by", "recommended", "offender").first()
    return row if row is not None and policies.may_see_allocation(here.user, row) else None


def _latest(here: Here) -> Allocation | None:
    """How the officer of now was chosen: for the agency that chose."""
    rows = Allocation.objects.filter(offender=here.person, agency=here.user.agency_id, state=State.MADE)
    return rows.select_related("officer", "recommended", "made_by").order_by("-pk").first()


def _transfers(here: Here) -> list[Transfer]:
    rows = Transfer.objects.filter(offender=here.person).exclude(state__in=["asked", "approved"])
    rows = rows.select_related("from_agency", "to_agency", "offender").order_by("-asked_on", "-pk")
    return [row for row in rows if policies.may_see_transfer(here.user, row)]


def _supporting(here: Here) -> list[Supporting]:
    rows = Involvement.objects.in_force(here.on).filter(offender=here.person, reason="supports")
    found = []
    for row in rows.select_related("agency", "offender", "support__officer").order_by("agency__position"):
        said = getattr(row, "support", None)
        found.append(Supporting(row, said, policies.may_stop(here.user, row), policies.may_name(here.user, row)))
    return found


@dataclass(frozen=True)
class Line:
    """One line of the checklist, and who ticked it when."""

    item: HandoverItem
    tick: HandoverTick | None


@dataclass(frozen=True)
class Asked:
    """A consent to the agency that hands over, and what the person said when asked again."""

    consent: Consent
    said: TransferConsent | None


def transfer_context(here: Here, row: Transfer) -> dict[str, Any]:
    return {
        "row": row,
        "lines": _lines(here, row),
        "consents": _consents(here, row),
        "may_hand_over": policies.may_hand_over(here.user, row),
        "steps": [step for step in Step if policies.may_step(here.user, row, step)],
        "undone": policies.left_undone(row, here.on) if row.is_open else [],
        "young": is_young(here.person.date_of_birth, here.on),
    }


def _lines(here: Here, row: Transfer) -> list[Line]:
    """The checklist as it stands today; of a transfer that is over, what was ticked."""
    ticks = {tick.item_id: tick for tick in row.ticks.select_related("item", "ticked_by__agency")}
    items = list(HandoverItem.objects.in_force(here.on)) if row.is_open else [tick.item for tick in ticks.values()]
    return [Line(item, ticks.get(item.pk)) for item in items]


def _consents(here: Here, row: Transfer) -> list[Asked]:
    """For the agency that hands over, and as far as its reader may know of consents."""
    if here.user.agency_id != row.from_agency_id or not row.is_open:
        return []
    reaches = reaches_of(here.user, here.person, here.view)
    said = {one.consent_id: one for one in row.consents.select_related("asked_by")}
    return [Asked(one, said.get(one.pk)) for one in to_ask_about(row) if reaches.get(one.category)]  # type: ignore[call-overload]
