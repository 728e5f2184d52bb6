"""Reactive management by its days: from when it may begin, and when its assessment ends (spec/rag.md)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.months import add_months
from rag.rules.history import StatusRun
from rag.rules.thresholds import Thresholds
from rag.status import Status


class Stage(StrEnum):
    BEFORE = "before"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Reactive:
    """GREEN and on the way to it, or within it; `due_on` is when it may begin, or when deselection is due."""

    stage: Stage
    since: date
    due_on: date

    def due(self, on: date) -> bool:
        return self.due_on <= on


def reactive(run: StatusRun | None, thresholds: Thresholds) -> Reactive | None:
    """The days of who is decided GREEN or in reactive management; nothing for anybody else.

    They stand while the status does: whether the person is still proposed GREEN on the day is asked on the day.
    """
    if run is None or run.status not in (Status.GREEN, Status.GREEN_RM):
        return None
    if run.status == Status.GREEN_RM:
        return Reactive(Stage.WITHIN, run.since, add_months(run.since, thresholds.assessment_months))
    return Reactive(Stage.BEFORE, run.since, add_months(run.since, thresholds.green_months))
