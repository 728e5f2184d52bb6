"""What a draft of the rules would propose of today's members, beside what the rules that count propose."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db import transaction

from audit import log
from audit.floor import System, as_system
from audit.log import Actor
from rag import facts, rules
from rag.models import RuleChange, RulePreview, RuleSet
from rag.reasons import as_json
from rag.rule_sets import in_force

CHUNK = 1000


@transaction.atomic
@as_system(System.PROPOSALS)
def preview(*, rule_set: RuleSet, on: date, by: Actor) -> RulePreview | None:
    """Work out whose proposal a draft would change, and store it; nothing for what is settled. Twice is once.

    Earlier previews of the draft go: they were of another state of it, or of another day.
    """
    draft = RuleSet.objects.select_for_update(of=("self",)).get(pk=rule_set.pk)
    if not draft.is_under_way:
        return None
    there = draft.previews.filter(edits=draft.edits, as_of=on).first()
    if there is not None:
        return there
    draft.previews.all().delete()
    against = in_force(on)
    made = RulePreview.objects.create(rule_set=draft, against=against, edits=draft.edits, as_of=on, members=0)
    for members, changes in _compared(made, against, draft, on):
        RuleChange.objects.bulk_create(changes)
        made.members += members
    made.save(update_fields=["members"])
    log.ran("rag.preview_rules", by=by, on=on.isoformat(), rules=draft.version, members=made.members)
    return made


def _compared(made: RulePreview, against: RuleSet, draft: RuleSet, on: date) -> Iterator[tuple[int, list[RuleChange]]]:
    now, then = (rules.Thresholds.from_data(each.thresholds) for each in (against, draft))
    further = max(now, then, key=lambda limits: limits.horizon_months)
    people = facts.load(None, on, limits=further)
    while chunk := list(islice(people, CHUNK)):
        changes = []
        for pk, known in chunk:
            was, would_be = rules.propose(known, on, now), rules.propose(known, on, then)
            if (was.status, was.codes) != (would_be.status, would_be.codes):
                changes.append(
                    RuleChange(
                        preview=made, offender_id=pk, was=was.status, was_reasons=as_json(was),
                        would_be=would_be.status, would_be_reasons=as_json(would_be),
                    )
                )  # fmt: skip
        yield len(chunk), changes
