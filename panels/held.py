"""Whether the meetings that were held had their quorum: by who was noted as there."""

from collections import defaultdict
from collections.abc import Iterable

from panels.invited import needed
from panels.models import Attendance, Panel, Quorum
from panels.rules.quorum import Verdict, quorum


def quorums(panels: Iterable[Panel]) -> dict[int, Verdict]:
    """By meeting; the number of queries does not depend on how many."""
    asked = list(panels)
    there: dict[int, set[int]] = defaultdict(set)
    for panel, agency in Attendance.objects.filter(panel__in=asked).values_list("panel", "agency"):
        there[panel].add(agency)
    rows = Quorum.objects.filter(area__in={one.area_id for one in asked}).prefetch_related("agencies")
    standing = list(rows.order_by("from_on", "pk"))
    return {one.pk: _verdict(one, standing, there[one.pk]) for one in asked}


def _verdict(panel: Panel, standing: list[Quorum], there: set[int]) -> Verdict:
    """By the one that holds on the day of the meeting; nobody comes any more."""
    held = [row for row in standing if _holds(row, panel)]
    found = held[-1] if held else None
    return quorum(needed(found, list(found.agencies.all())) if found else None, there, ())


def _holds(row: Quorum, panel: Panel) -> bool:
    day = panel.held_on
    same = (row.area_id, row.kind) == (panel.area_id, panel.kind)
    return same and row.from_on <= day and (row.until_on is None or day < row.until_on)
