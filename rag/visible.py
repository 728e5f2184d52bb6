"""A status and its reasons as one reader may see them (spec/access.md, "A value that gives a category away").

Each function takes what the reader has of that one person (offenders.policies), and knows nothing of the reader.
A reason belongs to the category that it comes from, and RED to warrants. A reader without it sees AMBER for an AMBER+
whose AMBER+ reasons are all hidden, and for RED the advice to speak to the lead agency. `warned` says that a warning
stands of which this reader is told in the status's place (rag.warned): the advice stands there as well, so that it
proves neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from agencies.categories import Category
from agencies.rules import Levels
from rag.models import Decision, Proposal, Status
from rag.reasons import verdict_of
from rag.rules import Follow, Missing, Reason, Verdict

# The words of the shared tag (`rag_tag`) for what stands in a status's place.
ASK_LEAD, ON_SCHEME = "ASK_LEAD", "ON_SCHEME"
ADVICE = {ASK_LEAD: "Speak to the lead agency before contact", ON_SCHEME: "On the scheme"}


@dataclass(frozen=True)
class Shown:
    """What one reader sees: a status (or ASK_LEAD, ON_SCHEME, or nothing at all) and the reasons open to them."""

    status: str | None
    reasons: tuple[Reason, ...] = ()

    @property
    def advice(self) -> str:
        return ADVICE.get(self.status or "", "")


def status_for(levels: Levels, verdict_or_proposal: Verdict | Proposal, *, warned: bool = False) -> Shown:
    """The proposed status and its reasons as this reader may see them."""
    found = verdict_or_proposal
    verdict = verdict_of(found) if isinstance(found, Proposal) else found
    instead = _instead_of(verdict.status, levels, warned)
    if instead is not None:
        return instead
    reasons = tuple(reason for reason in verdict.reasons if levels.reads(reason.category))
    if verdict.status == Status.AMBER_PLUS and not any(r.status == Status.AMBER_PLUS for r in reasons):
        return Shown(Status.AMBER, reasons)
    return Shown(verdict.status, reasons)


def missing_for(levels: Levels, proposal: Proposal, *, warned: bool = False) -> list[Missing]:
    """What is not on record and could make the proposal another, of the parts that this reader may read.

    To who is shown another status than the true one nothing is said: what could change it would tell it.
    """
    verdict = verdict_of(proposal)
    if status_for(levels, verdict, warned=warned).status != verdict.status:
        return []
    return [gap for gap in verdict.missing if levels.reads(gap.category)]


def decided_status_for(levels: Levels, decision: Decision | None, *, warned: bool = False) -> Shown:
    """A decided status as this reader may see it.

    An AMBER+ that followed a proposal of AMBER+ gives away what that proposal's reasons do; one of which no reasons
    are known (an imported one) gives away none. Read with `select_related("proposal")` for many.
    """
    if decision is None:
        return Shown(ASK_LEAD if warned else None)
    status = Status(decision.status)
    if (
        not warned
        and status == Status.AMBER_PLUS
        and decision.proposal
        and decision.proposal.status == Status.AMBER_PLUS
    ):
        return replace(status_for(levels, decision.proposal), reasons=())
    return _instead_of(status, levels, warned) or Shown(status)


def follows_for(levels: Levels, follows: Iterable[Follow]) -> list[Follow]:
    """What follows, with the evidence that this reader may see."""
    if not levels.reads(Category.SCHEME):
        return []
    return [replace(f, evidence=tuple(e for e in f.evidence if levels.reads(*e.categories))) for f in follows]


def _instead_of(status: Status, levels: Levels, warned: bool) -> Shown | None:
    """What stands in a status's place for who may not know it; nothing where it may be shown."""
    if not levels.reads(Category.SCHEME):
        return Shown(ON_SCHEME if levels.knows_of(Category.SCHEME) else None)
    if warned or (status == Status.RED and not levels.reads(Category.OFFENDING)):
        return Shown(ASK_LEAD)
    return None
