"""Opening the month's panel of an area."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.access import may
from agencies.models import Area, User
from agencies.roles import Permission
from audit import clock, log
from audit.floor import System, as_system
from offenders.models import Offender
from panels import policies, rules
from panels.models import AgendaItem, Panel
from panels.rules import Candidate
from rag.actions import record_proposals
from rag.models import Decision, Proposal, Status
from rag.queries import current_decisions, members_on, proposals_of
from ranking.queries import latest_run, places


@transaction.atomic
@as_system(System.PANEL)
def open_panel(*, area: Area, held_on: date, by: User) -> Panel:
    """Open the panel of an area; its agenda is every member of that home area on the day, worst first.

    The rules propose anew for them first, and what they propose is what the agenda shows until the end. Of a panel
    that was held on a day gone by it shows what was proposed as of that day.
    """
    area = Area.objects.select_for_update().get(pk=area.pk)
    policies.check_open(by, area, held_on, clock.today())
    people = list(members_on(held_on).filter(area=area))
    if not people:
        raise ValidationError({"area": f"Nobody of {area} is on a cohort on that day."})
    record_proposals(on=held_on, by=by, offender_ids=[who.pk for who in people])
    chair = by if may(by, Permission.PANEL_CHAIR) else None
    panel = Panel.objects.create(area=area, held_on=held_on, chair=chair, opened_by=by)
    items = _put_on_agenda(panel, people)
    log.changed("panels.open", by=by, panel=panel.pk, people=items)
    return panel


def _put_on_agenda(panel: Panel, people: Iterable[Offender]) -> int:
    names = {who.pk: who.name for who in people}
    decisions = current_decisions(names, panel.held_on)
    proposals = proposals_of(names, panel.held_on)
    run = latest_run(panel.held_on)
    scores = places(run, names) if run else {}
    ranks = {pk: score.rank for pk, score in scores.items()}
    order = rules.agenda(
        _candidate(pk, name, decisions.get(pk), proposals[pk], ranks.get(pk)) for pk, name in names.items()
    )
    items = [
        AgendaItem(
            panel=panel,
            offender_id=who.offender_id,
            position=position,
            previous=decisions.get(who.offender_id),
            proposal=proposals[who.offender_id],
        )
        for position, who in enumerate(order, start=1)
    ]
    return len(AgendaItem.objects.bulk_create(items))


def _candidate(pk: int, name: str, decision: Decision | None, proposal: Proposal, rank: int | None) -> Candidate:
    decided = Status(decision.status) if decision else None
    return Candidate(pk, decided, Status(proposal.status), rank, name)
