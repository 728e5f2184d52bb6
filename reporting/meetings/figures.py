"""The signed meetings of a time, as plain values, of the whole scheme."""

from collections import defaultdict
from datetime import date

from audit.floor import System, as_system
from panels import held
from panels.models import Action, ActionStatus, AgendaItem, Attendance, Panel, PanelKind, PanelStatus
from panels.rules.quorum import Expected, Verdict
from reporting.rules.meetings import Decided, Given, Meeting
from reporting.rules.period import Period, financial_year


@as_system(System.FIGURES)
def years(on: date) -> list[Period]:
    """The financial years in which meetings were held that are signed, the latest first; this one at least."""
    days = Panel.objects.filter(status=PanelStatus.CLOSED).order_by().values_list("held_on", flat=True)
    found = {financial_year(day).start: financial_year(day) for day in [*days, on]}
    return [found[start] for start in sorted(found, reverse=True)]


@as_system(System.FIGURES)
def meetings(year: Period, on: date, *, area: str = "", kind: str = "") -> list[Meeting]:
    """Those of a year, of one area and kind where they are named; the number of queries does not depend on how many."""
    rows = Panel.objects.filter(status=PanelStatus.CLOSED, held_on__gte=year.start, held_on__lt=year.after)
    if area:
        rows = rows.filter(area__code=area)
    if kind:
        rows = rows.filter(kind=kind)
    panels = list(rows.select_related("area"))
    ids = [panel.pk for panel in panels]
    present, decided, left, given = _present(ids), *_items(ids), _given(ids)
    quorums = held.quorums(panels)
    return [
        Meeting(
            panel.pk,
            panel.area.name,
            PanelKind(panel.kind).label,
            panel.held_on,
            _minutes(panel),
            frozenset(present[panel.pk]),
            _had(quorums[panel.pk]),
            decided[panel.pk],
            left[panel.pk],
            given[panel.pk],
        )
        for panel in panels
    ]


def _had(verdict: Verdict) -> bool | None:
    """None where no quorum was set for such meetings."""
    return None if verdict.expected is Expected.NONE_SET else verdict.expected is Expected.YES


def _minutes(panel: Panel) -> int:
    assert panel.opened_at is not None  # held by panel_opened_says_when_and_by_whom, and the end likewise
    assert panel.ended_at is not None
    return round((panel.ended_at - panel.opened_at).total_seconds() / 60)


def _present(ids: list[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for panel, agency in Attendance.objects.filter(panel__in=ids).values_list("panel", "agency__name"):
        found[panel].add(agency)
    return found


def _items(ids: list[int]) -> tuple[dict[int, list[Decided]], dict[int, int]]:
    decided: dict[int, list[Decided]] = defaultdict(list)
    left: dict[int, int] = defaultdict(int)
    rows = AgendaItem.objects.filter(panel__in=ids).order_by()
    for panel, proposed, status, reason in rows.values_list("panel", "proposal__status", "decided_status", "reason"):
        if status:
            decided[panel].append(Decided(proposed, status, bool(reason.strip())))
        else:
            left[panel] += 1
    return decided, left


def _given(ids: list[int]) -> dict[int, list[Given]]:
    found: dict[int, list[Given]] = defaultdict(list)
    rows = Action.objects.filter(item__panel__in=ids).order_by()
    for panel, due_on, ended_on, status in rows.values_list("item__panel", "due_on", "ended_on", "status"):
        found[panel].append(Given(due_on, ended_on, status == ActionStatus.DONE))
    return found
