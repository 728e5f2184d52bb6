"""What a screen at a panel may show: one reader's own, or the one that the whole room looks at.

The shared screen shows what everybody in the room may see (spec/access.md, "In the room"), as the sharing agreement
in force has it, and nothing that its reader may not see either. By default that is no original intelligence, no
treatment or health detail, and nothing of victims.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from agencies.access import may
from agencies.models import Agreement, User
from agencies.roles import Permission
from agencies.sharing import Category, Level, agreement_of, level, readable
from cohorts.models import Cohort
from pathways.models import PathwayLevel
from rag.models import Decision, Proposal, Status
from rag.rules import Follow
from rag.visible import ADVICE, ON_SCHEME, Shown, decided_status_for, follows_for, status_for


@dataclass(frozen=True)
class Screen:
    """Whose screen it is, and whether the room looks at it."""

    user: User
    shared: bool = False

    @cached_property
    def parts(self) -> frozenset[Category]:
        """The categories of which the screen shows the content."""
        mine = readable(self.user)
        return mine & self.room if self.shared else mine

    @cached_property
    def room(self) -> frozenset[Category]:
        return everybody_reads(agreement_of(self.user))

    def reads(self, *categories: Category) -> bool:
        return self.parts.issuperset(categories)

    def knows_of(self, category: Category) -> bool:
        """At least that it exists, and its date."""
        hidden = self.shared and category not in self.room
        return not hidden and level(self.user, category) >= Level.FLAG

    @property
    def sees_rank(self) -> bool:
        return self.reads(Category.SCORES) and may(self.user, Permission.RANKING_VIEW)

    def proposed(self, proposal: Proposal) -> Shown:
        """What is proposed and why, as this screen may show it; an AMBER+ with nothing left to show is AMBER."""
        shown = status_for(self.user, proposal)
        reasons = tuple(reason for reason in shown.reasons if reason.category in self.parts)
        grounds = any(reason.status == Status.AMBER_PLUS for reason in reasons)
        if shown.status == Status.AMBER_PLUS and not grounds:
            return Shown(Status.AMBER, reasons)
        return replace(shown, reasons=reasons)

    def before(self, decision: Decision | None) -> Shown | None:
        """The status that stood before the panel; an AMBER+ gives no more away than the proposal it followed."""
        if decision is None:
            return None
        shown = decided_status_for(self.user, decision)
        followed = decision.proposal if shown.status == Status.AMBER_PLUS else None
        if self.shared and followed and followed.status == Status.AMBER_PLUS:
            return replace(self.proposed(followed), reasons=())
        return shown

    def decided(self, status: str, proposal: Proposal) -> Shown | None:
        """What this panel decided. The room hears it, so the shared screen says it as it was decided."""
        if not status:
            return None
        if self.shared:
            return Shown(Status(status))
        return decided_status_for(self.user, Decision(status=status, proposal=proposal))

    def follows(self, follows: list[Follow]) -> list[Follow]:
        return [
            replace(follow, evidence=tuple(e for e in follow.evidence if e.categories <= self.parts))
            for follow in follows_for(self.user, follows)
        ]

    def letter(self, level_of: PathwayLevel) -> bool:
        """Whether a pathway's letter and words may be shown, or only that there is a need."""
        return self.reads(*level_of.letter_categories)

    def cohort(self, cohort: Cohort) -> str:
        return cohort.name if self.reads(*cohort.categories) else ADVICE[ON_SCHEME]


def everybody_reads(agreement: Agreement | None) -> frozenset[Category]:
    """The categories that every party of an agreement reads in the room, whether or not the person has consented.

    An agency with terms of its own keeps those of its kind in every category that they do not name.
    """
    if agreement is None:
        return frozenset()
    rows = agreement.levels.values_list("kind", "agency", "category", "in_room", "in_room_if_consent")
    reads = {(kind or agency, name): room >= Level.READ and not consent for kind, agency, name, room, consent in rows}
    parties = {party for party, _ in reads}
    unsaid = {party: isinstance(party, int) for party in parties}
    return frozenset(c for c in Category if all(reads.get((party, c), unsaid[party]) for party in parties))


def proposed_status(user: User, proposal: Proposal, *, shared: bool) -> Status | None:
    """The proposed status that a screen shows; nothing where advice stands in its place."""
    shown = Screen(user, shared).proposed(proposal).status
    return Status(shown) if shown in Status.values else None
