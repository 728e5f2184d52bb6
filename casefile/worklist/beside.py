"""What stands beside the worklist: the caseload by RAG, its releases, and the next panel."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from agencies.categories import Category
from agencies.roles import Permission
from casefile.worklist.look import Entry, Look
from casefile.worklist.scope import Scope
from panels import updates
from panels.models import Panel
from rag.models import Status
from rag.visible import ASK_LEAD, ON_SCHEME

ORDER: tuple[str, ...] = (
    Status.RED, ASK_LEAD, Status.AMBER_PLUS, Status.AMBER, Status.GREEN, Status.GREEN_RM, Status.BLUE, ON_SCHEME, "",
)  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """How many of a caseload have a status; `percent` is of the longest bar."""

    status: str
    number: int
    percent: int


def bars(scope: Scope) -> list[Bar]:
    """Each person once, by the status that the reader may see of them; who is on no cohort has none."""
    known = [pk for pk in scope.own if scope.has(pk, Category.SCHEME) and pk in scope.members]
    hidden = [pk for pk in scope.decisions if not scope.has(pk, Category.SCHEME)]
    counts = Counter((scope.status(pk) or "") for pk in [*known, *hidden])
    longest = max(counts.values(), default=1)
    return [Bar(s, counts[s], round(100 * counts[s] / longest)) for s in ORDER if counts[s]]


def releases(look: Look) -> list[Entry]:
    """The releases of the list, put off or not: a release does not wait."""
    return [entry for entry in look.entries if entry.line.source == "release"]


@dataclass(frozen=True)
class NextPanel:
    """An open panel with somebody of this caseload on its agenda."""

    panel: Panel
    people: int
    left: int


def panels(scope: Scope) -> list[NextPanel]:
    """Read with the agenda that the lines ask for; the soonest first."""
    found: dict[int, list[bool]] = {}
    by_pk: dict[int, Panel] = {}
    for item in scope.agenda.values():
        by_pk[item.panel_id] = item.panel
        found.setdefault(item.panel_id, []).append(not item.decided_status and not item.not_discussed)
    rows = [NextPanel(by_pk[pk], len(left), sum(left)) for pk, left in found.items()]
    return sorted(rows, key=lambda row: (row.panel.held_on, row.panel.area.name))


def to_write(scope: Scope) -> list[tuple[Panel, int]]:
    """Issued panels for which the reader's agency has not written of everybody that it sees, and of how many not."""
    return updates.to_write(scope.user) if scope.may(Permission.ACTION_UPDATE) else []


def panel_due(scope: Scope) -> date | None:
    """Where no panel is open: by when the first review of the caseload is due."""
    within = scope.limits["rag_review"]
    days = [within.after(scope.decisions[pk].effective_on) for pk in scope.members if pk in scope.decisions]
    return min(days, default=None)
