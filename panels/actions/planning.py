"""Planning the meetings of an area: a year at once, then each moved, given a place and a chair, or cancelled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from agencies.models import Area, User
from audit import clock, log
from panels import meeting_policies as policies
from panels.actions.inviting import invite
from panels.actions.sitting import take_panel
from panels.models import Panel, PanelKind, PanelStatus
from panels.policies import check_step
from panels.rules import Step
from panels.rules.dates import Planned, to_plan


@dataclass(frozen=True)
class Arranged:
    """What is arranged for a meeting beside its day."""

    starts_at: time | None = None
    minutes_long: int | None = None
    place: str = ""
    chair: User | None = None
    deputy: User | None = None


class ChangedMeanwhile(Exception):
    """Somebody else changed the plan since the page was read; `panel` is as it now stands."""

    def __init__(self, panel: Panel) -> None:
        super().__init__("Somebody else changed this meeting while you were writing.")
        self.panel = panel


@transaction.atomic
def plan_panels(*, area: Area, kind: PanelKind | str, days: Iterable[date], arranged: Arranged, by: User) -> Planned:
    """Plan meetings on these days, and invite who sits in them; a day that has one already keeps it. Twice is once."""
    policies.check_plan(by)
    area = Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    policies.check_area(area)
    policies.check_chairs(area, arranged.chair, arranged.deputy)
    standing = Panel.objects.filter(area=area, kind=kind).exclude(status=PanelStatus.CANCELLED)
    found = to_plan(days, set(standing.values_list("held_on", flat=True)), clock.today())
    values = _values(arranged)
    invite(
        Panel.objects.create(area=area, kind=kind, held_on=day, status=PanelStatus.PLANNED, **values)
        for day in found.new
    )
    if found.new:
        log.changed("panels.plan", by=by, area=area.code, kind=str(kind), meetings=len(found.new))
    return found


@transaction.atomic
def change_plan(*, panel: Panel, held_on: date, arranged: Arranged, version: int, by: User) -> Panel:
    """Move a meeting, or arrange it otherwise. Who was slower is shown what the first changed."""
    panel = take_panel(panel)
    policies.check_to_come(by, panel)
    values = {"held_on": held_on, **_values(arranged)}
    if all(getattr(panel, name) == value for name, value in values.items()):
        return panel
    if panel.version != version:
        raise ChangedMeanwhile(panel)
    if held_on != panel.held_on:
        policies.check_day(held_on, clock.today())
        _check_free(panel, held_on)
    policies.check_chairs(panel.area, arranged.chair, arranged.deputy)
    before = panel.held_on
    for name, value in values.items():
        setattr(panel, name, value)
    panel.version = F("version") + 1
    panel.save(update_fields=[*values, "version"])
    panel.refresh_from_db()
    log.changed("panels.change_plan", by=by, panel=panel.pk, before=before.isoformat(), after=held_on.isoformat())
    return panel


@transaction.atomic
def cancel_panel(*, panel: Panel, why: str, version: int, by: User) -> Panel:
    """Say that a meeting will not be held, and why. Its day is free for another."""
    panel, why = take_panel(panel), " ".join(why.split())
    policies.check_plan(by)
    if panel.status == PanelStatus.CANCELLED:
        return panel
    policies.check_to_come(by, panel)
    if not why:
        raise ValidationError({"why": "Say why the meeting is cancelled."})
    if panel.version != version:
        raise ChangedMeanwhile(panel)
    panel.status = check_step(panel, Step.CANCEL)
    panel.cancelled_at, panel.cancelled_by, panel.cancelled_why = Now(), by, why
    panel.version = F("version") + 1
    panel.save(update_fields=["status", "cancelled_at", "cancelled_by", "cancelled_why", "version"])
    panel.refresh_from_db()
    log.changed("panels.cancel", by=by, panel=panel.pk, reason=why)
    return panel


def _values(arranged: Arranged) -> dict[str, object]:
    return {
        "starts_at": arranged.starts_at,
        "minutes_long": arranged.minutes_long,
        "place": " ".join(arranged.place.split()),
        "chair": arranged.chair,
        "deputy": arranged.deputy,
    }


def _check_free(panel: Panel, day: date) -> None:
    others = Panel.objects.filter(area=panel.area_id, kind=panel.kind, held_on=day).exclude(pk=panel.pk)
    if others.exclude(status=PanelStatus.CANCELLED).exists():
        raise ValidationError({"held_on": f"{panel.area.name} has such a meeting on that day already."})
