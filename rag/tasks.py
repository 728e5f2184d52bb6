"""Working out proposals every night, and whenever a fact changes."""

from collections.abc import Sequence
from typing import Any

from celery import shared_task

from agencies.code_lists import command_line
from agencies.drafts.actions import CHANGED
from audit import clock, outbox
from rag.actions import preview, record_proposals
from rag.models import RuleSet


@shared_task(name="rag.tasks.nightly_proposals")
def nightly_proposals() -> int:
    """The proposals of all members, as of today."""
    return record_proposals(on=clock.today(), by=command_line())


@outbox.handles(outbox.FACTS_CHANGED)
def facts_changed(*, offender_ids: Sequence[int] | None = None, **payload: Any) -> None:
    """Work the proposals out anew: of the people named, or after an import, which names none, of all members."""
    record_proposals(on=clock.today(), by=command_line(), offender_ids=offender_ids)


@outbox.handles(CHANGED)
def draft_changed(*, what: str, version: int, **payload: Any) -> None:
    """Work out whose proposal a draft of the rules would change, as of today."""
    if what == RuleSet._meta.label_lower:
        preview(rule_set=RuleSet.objects.get(version=version), on=clock.today(), by=command_line())
