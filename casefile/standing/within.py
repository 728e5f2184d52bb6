"""Reactive management as a list: who is within it, and who may be placed there by now or within a month."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from agencies.models import User
from agencies.sharing import by_consent, everyday
from audit.months import add_months
from casefile.lens import Lens
from offenders.models import Offender
from offenders.policies import views_of
from offenders.sight import consents_to
from rag.models import Status
from rag.queries import current_decisions, current_proposals, decided_runs, members_on, what_follows
from rag.rule_sets import thresholds
from rag.rules import Reactive, Stage, reactive
from rag.shown import shown_status
from rag.visible import ADVICE, follows_for, status_for

SHOWN = (Status.GREEN, Status.GREEN_RM)


@dataclass(frozen=True)
class Row:
    """One person by the days of their status; `proposed` and `follows` as the reader may see them."""

    person: Offender
    days: Reactive
    proposed: str
    follows: list[str]

    @property
    def within(self) -> bool:
        return self.days.stage is Stage.WITHIN

    @property
    def advice(self) -> str:
        return ADVICE.get(self.proposed, "")


def listed(user: User, on: date) -> list[tuple[int, Reactive]]:
    """Numbers of people with their days: those within first, and of each the first due on top."""
    opened = {category: partial(consents_to, user, on, category) for category in by_consent(user)}
    people = Offender.objects.visible_to(user).filter(pk__in=members_on(on).values("pk"))
    people = people.annotate(shown=shown_status(everyday(user), on, by_consent=opened)).filter(shown__in=SHOWN)
    limits, soon = thresholds(on), add_months(on, 1)
    runs = decided_runs(list(people.values_list("pk", flat=True)), on)
    days = [(pk, found) for pk, run in runs.items() if (found := reactive(run, limits))]
    near = [(pk, found) for pk, found in days if found.stage is Stage.WITHIN or found.due_on <= soon]
    return sorted(near, key=lambda one: (one[1].stage is Stage.BEFORE, one[1].due_on, one[0]))


def rows(user: User, found: list[tuple[int, Reactive]], on: date) -> list[Row]:
    """A page of them, each as far as the reader has that person."""
    ids = [pk for pk, _ in found]
    lenses = Lens.of_views(user, views_of(user, ids))
    people = Offender.objects.select_related("area").in_bulk([pk for pk in ids if pk in lenses])
    proposals, held = current_proposals(people), current_decisions(people, on, also=["decided_by_user", "proposal"])
    follows = what_follows(list(people), on, held)
    made = []
    for pk, days in found:
        lens = lenses.get(pk)
        if lens is None or lens.holds(held.get(pk), on) not in SHOWN:
            continue
        proposal = proposals.get(pk)
        shown = status_for(lens.levels, proposal, warned=lens.warned.on(on)).status if proposal else None
        said = [follow.text for follow in follows_for(lens.levels, follows.get(pk, []))]
        made.append(Row(people[pk], days, shown or "", said))
    return made
