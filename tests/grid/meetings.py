"""A meeting of every status with every person of the grid on it, and what was written of each there.

The open one of each area and the planned one are the world's own; here are one that is issued, one that has ended, one
that is signed and one that was cancelled. The signed one was before every canary's day, so that what happened since it
is all of them.
"""

from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from agencies.models import Agency, Area, User
from offenders.models import Offender
from panels.models import (
    Action,
    AgencyUpdate,
    AgendaItem,
    AgendaWish,
    Draft,
    ItemNote,
    Panel,
    PanelNote,
    PanelStatus,
    Stance,
)
from tests.conftest import TODAY
from tests.factories import signed
from tests.grid.canaries import Canaries

BEFORE_ALL = date(2018, 1, 17)
SOON = date(2019, 4, 28)  # a day of no canary: a page of today says a day without its year


def of_every_status(luton: Area, chair: User) -> dict[str, Any]:
    """By the word that fills an address."""
    made = {"area": luton, "issued_by": chair, "issued_at": timezone.now(), "chair": chair}
    sat = {"opened_by": chair, "opened_at": timezone.now(), "ended_by": chair, "ended_at": timezone.now()}
    cancelled = {"cancelled_by": chair, "cancelled_at": timezone.now(), "cancelled_why": "Snow."}
    meetings = {
        "issued": Panel.objects.create(held_on=SOON, status=PanelStatus.ISSUED, **made),
        "over": Panel.objects.create(held_on=TODAY, kind="emergency", status=PanelStatus.ENDED, **made, **sat),
        "signed": Panel.objects.create(held_on=BEFORE_ALL, status=PanelStatus.ENDED, **made, **sat),
        "called_off": Panel.objects.create(held_on=SOON, kind="selection", status=PanelStatus.CANCELLED, area=luton,
                                           **cancelled),
    }  # fmt: skip
    return {word: panel.public_id for word, panel in meetings.items()}


def written(plant: Canaries, scope: str, who: Offender, made: dict[str, Any], of: dict[str, Any], chair: User) -> None:
    """On the open one: where two agencies stand, a draft, actions that are ended, updates. On the others likewise."""
    item = made["item"]
    _stances(plant, scope, item, chair)
    Draft.objects.create(
        item=item, user=chair, reason=plant.word(scope, "draft_reason"), action=plant.word(scope, "draft_action")
    )
    made |= _ended_actions(plant, scope, item, chair)
    _updates(plant, scope, item.panel, who, chair, "room_update")
    rows = {word: Panel.objects.get(public_id=of[word]) for word in ("meeting", "issued", "over", "signed")}
    _updates(plant, scope, rows["issued"], who, chair, "update")
    AgendaWish.objects.create(
        panel=rows["meeting"], offender=who, added=True, why=plant.word(scope, "wish_why"), changed_by=chair
    )
    for word in ("issued", "over", "signed"):
        decided = {"decided_status": "AMBER", "decided_by": chair, "decided_at": timezone.now()}
        said = {"reason": plant.word(scope, f"{word}_reason"), **decided} if word != "issued" else {}
        row = AgendaItem.objects.create(
            panel=rows[word],
            offender=who,
            position=item.position,
            proposal=item.proposal,
            previous=item.previous,
            **said,
        )
        if word != "issued":
            _stance(row, "police", chair, dissent=plant.word(scope, f"{word}_dissent"))
        if word == "signed":
            made["signed_item"] = row


def sign(plant: Canaries, of: dict[str, Any], items: dict[str, AgendaItem]) -> None:
    """Lock what is signed, and correct it: of the meeting, and of each person (by scope) under two parts."""
    panel = Panel.objects.select_related("chair").get(public_id=of["signed"])
    by: dict[str, Any] = {"signed_by": panel.chair}
    signed(panel, panel.chair, at="2018-01-17T13:00Z")
    PanelNote.objects.create(panel=panel, text=plant.word("nobody", "panel_note"), request_key=uuid4(), **by)
    for scope, item in items.items():
        for category in ("scheme", "treatment"):
            text = plant.word(scope, f"correction_{category}")
            ItemNote.objects.create(item=item, category=category, text=text, request_key=uuid4(), **by)


def _stances(plant: Canaries, scope: str, item: AgendaItem, chair: User) -> None:
    words, dissent = plant.word(scope, "stance_words"), plant.word(scope, "stance_dissent")
    _stance(item, "police", chair, status="AMBER", words=words, dissent=dissent)
    words, dissent = plant.word(scope, "own_stance_words"), plant.word(scope, "own_stance_dissent")
    _stance(item, "voluntary", chair, status="AMBER", words=words, dissent=dissent)


def _stance(item: AgendaItem, agency: str, by: User, **said: str) -> None:
    Stance.objects.create(panel=item.panel, item=item, agency=Agency.objects.get(code=agency), said_by=by, **said)


def _ended_actions(plant: Canaries, scope: str, item: AgendaItem, by: User) -> dict[str, Any]:
    ended = {"ended_on": TODAY, "ended_at": timezone.now(), "ended_by": by}
    ways = {
        "action_done": ("police", {"status": "done", "proof": plant.word(scope, "action_proof")}),
        "action_cancelled": ("police", {"status": "cancelled", "ended_because": plant.word(scope, "action_because")}),
        "own_action_done": ("voluntary", {"status": "done", "proof": plant.word(scope, "own_action_proof")}),
    }
    return {
        name: Action.objects.create(
            item=item, offender=item.offender, text="Visit.", owner=Agency.objects.get(code=owner), due_on=TODAY,
            created_by=by, request_key=uuid4(), **ended, **said,
        ).public_id
        for name, (owner, said) in ways.items()
    }  # fmt: skip


def _updates(plant: Canaries, scope: str, panel: Panel, who: Offender, by: User, fact: str) -> None:
    """Of the police under the scheme, of the drug service under treatment."""
    for agency, category in (("police", "scheme"), ("drug_service", "treatment")):
        AgencyUpdate.objects.create(
            panel=panel, offender=who, agency=Agency.objects.get(code=agency), category=category,
            did=plant.word(scope, f"{fact}_{category}"), request_key=uuid4(), written_by=by,
        )  # fmt: skip
