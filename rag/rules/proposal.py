"""The proposal, as of a day (spec/rag.md)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from agencies.categories import Category
from rag.rules import custody, engagement, offending, signs
from rag.rules.missing import missing
from rag.rules.seen import Seen
from rag.rules.thresholds import Step, Thresholds
from rag.rules.values import Code, Facts, Reason, Verdict
from rag.rules.words import lately
from rag.status import Status

Rule = Callable[[Seen], list[Reason]]

RULES: dict[Code, Rule] = {
    Code.IN_CUSTODY: custody.in_custody,
    Code.WANTED: offending.wanted,
    Code.ARREST_SIMILAR_OR_HIGHER: offending.arrest_similar_or_higher,
    Code.INTELLIGENCE_CONFIRMED: signs.intelligence_confirmed,
    Code.DRUG_USE: signs.drug_use,
    Code.MULTIPLE_AGENCIES_DISENGAGED: engagement.multiple_agencies_disengaged,
    Code.RELEASE_POOR_ENGAGEMENT: custody.release_poor_engagement,
    Code.ARREST: offending.arrest,
    Code.INTELLIGENCE_UNCONFIRMED: signs.intelligence_unconfirmed,
    Code.ENGAGEMENT_DROP: engagement.engagement_drop,
    Code.ENGAGEMENT_NOT_EVIDENCED: engagement.engagement_not_evidenced,
    Code.PROFESSIONAL_JUDGEMENT: signs.professional_judgement,
    Code.RELEASE: custody.release,
}


def no_concern(thresholds: Thresholds) -> Reason:
    """Why GREEN, in words of the version's own window."""
    text = f"Nothing of concern {lately(thresholds.recent_months)}, and engagement is shown"
    return Reason(Code.NO_CONCERN, text, Category.SCHEME, (), Status.GREEN)


def propose(facts: Facts, on: date, thresholds: Thresholds) -> Verdict:
    """The status of a member on a day, with its reasons: the first step that holds.

    BLUE and RED carry one reason; of AMBER+ and AMBER together, every reason that holds is named. Who is no member on
    the day has no proposal: that is asked before (`rag.queries.members_on`). A proposal is never GREEN_RM.
    """
    seen = Seen(facts, on, thresholds)
    for step in thresholds.order:
        if reasons := _holding(step, seen):
            return Verdict(step.status, tuple(reasons if step.alone else _every(thresholds.order, seen)))
    return Verdict(Status.GREEN, (no_concern(thresholds),))


def propose_fully(facts: Facts, on: date, thresholds: Thresholds) -> Verdict:
    """The proposal, and with it what is not on record and could make it another."""
    verdict = propose(facts, on, thresholds)
    return replace(verdict, missing=missing(facts, on, thresholds, verdict, propose))


def _every(order: Iterable[Step], seen: Seen) -> list[Reason]:
    """Every reason that holds, of all steps that do not stand alone."""
    return [reason for step in order if not step.alone for reason in _holding(step, seen)]


def _holding(step: Step, seen: Seen) -> list[Reason]:
    return [replace(reason, status=step.status) for code in step.codes for reason in RULES[code](seen)]
