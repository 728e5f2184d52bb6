"""A status and its reasons as one reader may see them (spec/access.md, "A value that gives a category away").

A reason belongs to the category that it comes from, and RED to warrants. A reader without it sees AMBER for an AMBER+
whose AMBER+ reasons are all hidden, and for RED the advice to speak to the lead agency.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from agencies.models import User
from agencies.sharing import Category, Level, level, readable
from rag.models import Decision, Proposal, Status
from rag.reasons import verdict_of
from rag.rules import Follow, Reason, Verdict

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


def status_for(user: User, verdict_or_proposal: Verdict | Proposal) -> Shown:
    """The proposed status and its reasons as this reader may see them."""
    found = verdict_or_proposal
    verdict = verdict_of(found) if isinstance(found, Proposal) else found
    instead = _instead_of(verdict.status, user)
    if instead is not None:
        return instead
    parts = readable(user)
    reasons = tuple(reason for reason in verdict.reasons if reason.category in parts)
    if verdict.status == Status.AMBER_PLUS and not any(r.status == Status.AMBER_PLUS for r in reasons):
        return Shown(Status.AMBER, reasons)
    return Shown(verdict.status, reasons)


def decided_status_for(user: User, decision: Decision) -> Shown:
    """A decided status as this reader may see it.

    An AMBER+ that followed a proposal of AMBER+ gives away what that proposal's reasons do; one of which no reasons
    are known (an imported one) gives away none. Read with `select_related("proposal")` for many.
    """
    status = Status(decision.status)
    if status == Status.AMBER_PLUS and decision.proposal and decision.proposal.status == Status.AMBER_PLUS:
        return replace(status_for(user, decision.proposal), reasons=())
    return _instead_of(status, user) or Shown(status)


def follows_for(user: User, follows: Iterable[Follow]) -> list[Follow]:
    """What follows, with the evidence that this reader may see."""
    parts = readable(user)
    if Category.SCHEME not in parts:
        return []
    return [replace(f, evidence=tuple(e for e in f.evidence if e.categories <= parts)) for f in follows]


def _instead_of(status: Status, user: User) -> Shown | None:
    """What stands in a status's place for who may not know it; nothing where it may be shown."""
    scheme = level(user, Category.SCHEME)
    if scheme < Level.READ:
        return Shown(ON_SCHEME if scheme == Level.FLAG else None)
    if status == Status.RED and level(user, Category.OFFENDING) < Level.READ:
        return Shown(ASK_LEAD)
    return None
