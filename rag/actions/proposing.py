"""Storing what the rules propose: every night, and whenever a fact changes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, transaction

from agencies.models import User
from audit import log
from audit.floor import System, as_system
from audit.locks import Lock
from cohorts.members import members_on
from rag import facts
from rag.models import Proposal, RuleSet
from rag.reasons import as_json, missing_as_json
from rag.rule_sets import in_force
from rag.rules import Thresholds, Verdict, propose_fully

CHUNK = 1000


@transaction.atomic
@as_system(System.PROPOSALS)
def record_proposals(*, on: date, by: User, offender_ids: Iterable[int] | None = None) -> int:
    """Work out and store the proposals of these people, or of all members of the day; returns how many were stored.

    What was known on the day itself is the proposal stored on it (spec/rag.md), so the first run of a day stores one a
    member, and a later run of the same day stores another beside it only where the status or a reason differs. Someone
    who is no member has no current proposal; the old ones stay. A run for a day gone by leaves who has a proposal of a
    later day as they are: what would be known today was not known then.
    """
    with connection.cursor() as cursor:
        # Two runs take turns.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.RAG_PROPOSALS])
    rule_set = in_force(on)
    scope = None if offender_ids is None else sorted(set(offender_ids))
    _retire_who_left(on, scope)
    people = facts.load(None if scope is None else _members_among(scope, on), on)
    stored = sum(_store(chunk, on, rule_set) for chunk in _chunks(people, on, rule_set))
    log.ran("rag.record_proposals", by=by, on=on.isoformat(), rules=rule_set.version, stored=stored)
    return stored


def _retire_who_left(on: date, scope: Sequence[int] | None) -> None:
    current = Proposal.objects.filter(current=True, as_of__lte=on).exclude(offender__in=members_on(on))
    if scope is not None:
        current = current.filter(offender__in=scope)
    current.update(current=False)


def _members_among(scope: Sequence[int], on: date) -> Iterator[int]:
    for start in range(0, len(scope), CHUNK):
        chunk = scope[start : start + CHUNK]
        yield from members_on(on).filter(pk__in=chunk).order_by("pk").values_list("pk", flat=True)


def _chunks(people: Iterator[tuple[int, Any]], on: date, rule_set: RuleSet) -> Iterator[dict[int, Verdict]]:
    thresholds = Thresholds.from_data(rule_set.thresholds)
    while chunk := {pk: propose_fully(known, on, thresholds) for pk, known in islice(people, CHUNK)}:
        yield chunk


def _store(verdicts: dict[int, Verdict], on: date, rule_set: RuleSet) -> int:
    """One chunk: the old ones lose their place, the new ones take it."""
    last = {p.offender_id: p for p in Proposal.objects.filter(current=True, offender__in=list(verdicts))}
    new = [
        Proposal(
            offender_id=pk,
            as_of=on,
            status=verdict.status,
            reasons=as_json(verdict),
            missing=missing_as_json(verdict),
            rule_set=rule_set,
        )
        for pk, verdict in verdicts.items()
        if _is_new(last.get(pk), on, verdict, rule_set)
    ]
    Proposal.objects.filter(current=True, offender__in=[proposal.offender_id for proposal in new]).update(current=False)
    Proposal.objects.bulk_create(new)
    return len(new)


def _is_new(last: Proposal | None, on: date, verdict: Verdict, rule_set: RuleSet) -> bool:
    if last is None or last.as_of < on:
        return True
    now = (verdict.status, as_json(verdict), missing_as_json(verdict), rule_set.pk)
    return last.as_of == on and (last.status, last.reasons, last.missing, last.rule_set_id) != now
