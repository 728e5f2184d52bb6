"""The minutes of a panel for one reader: who was there, what was decided and why, who is to do what."""

from dataclasses import dataclass
from datetime import datetime

from agencies.models import Agency
from panels import agenda, person
from panels.agenda import Agenda
from panels.models import Action, Panel
from panels.screen import Screen


@dataclass(frozen=True)
class Given:
    """An action as it stood when the panel was closed; while it sits, as it stands."""

    action: Action
    carried: bool
    state: str


@dataclass(frozen=True)
class Minutes:
    agenda: Agenda
    attendance: list[tuple[Agency, list[str]]]
    actions: list[tuple[Agency, list[Given]]]

    @property
    def given(self) -> int:
        return sum(len(actions) for _, actions in self.actions)


def read(panel: Panel, screen: Screen) -> Minutes:
    tasks = person.tasks(panel, screen)
    by_agency: dict[Agency, list[Given]] = {}
    for task in sorted(tasks, key=lambda task: (task.action.owner.position, task.action.due_on, task.action.pk)):
        given = Given(task.action, task.carried, _state(task.action, panel.closed_at))
        by_agency.setdefault(task.action.owner, []).append(given)
    return Minutes(agenda.read(panel, screen), _attendance(panel), list(by_agency.items()))


def _state(action: Action, closed_at: datetime | None) -> str:
    ended = action.ended_at is not None and (closed_at is None or action.ended_at <= closed_at)
    return str(action.get_status_display()) if ended else "Open"


def _attendance(panel: Panel) -> list[tuple[Agency, list[str]]]:
    there: dict[Agency, list[str]] = {}
    rows = panel.attendances.select_related("agency").order_by("agency__position", "agency__code", "name")
    for row in rows:
        there.setdefault(row.agency, []).append(row.name)
    return list(there.items())
