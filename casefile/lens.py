"""What a reader sees of a value: the parts their agency may read, and what a value would give away.

"A value that gives a category away belongs to it as well" (spec/access.md, section 2): each rule of that paragraph
that touches a page of this room stands here, once, for lists, filters, sort orders, timelines and charts alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agencies.categories import Category
from agencies.models import User
from agencies.rules import Levels
from agencies.sharing import everyday
from cohorts.models import Cohort, Membership, ReferredBy
from offenders.policies import How, View
from pathways.models import PathwayLevel
from rag.models import Decision
from rag.visible import ADVICE, ASK_LEAD, ON_SCHEME, decided_status_for
from rag.warned import NOT_WARNED, Warned, of_people

ASK_LEAD_WORDS, ON_SCHEME_WORDS = ADVICE[ASK_LEAD], ADVICE[ON_SCHEME]


@dataclass(frozen=True)
class Lens:
    """What one reader has: of one person, or of a list, whose columns, filters and orders are the same for all.

    `how` says by what they see the one person; `warned` when a warning stood that stands in the status's place.
    """

    user: User
    levels: Levels
    how: How | None = None
    warned: Warned = NOT_WARNED

    @classmethod
    def of(cls, user: User) -> "Lens":
        """For a list as a whole: what the reader has of anybody, who may have consented to nothing."""
        return cls(user, everyday(user))

    @classmethod
    def of_view(cls, user: User, view: View, warned: Warned = NOT_WARNED) -> "Lens":
        """For one person: as far as involvement, consent, grants and broken glass reach (offenders.policies)."""
        return cls(user, view.levels, view.how, warned)

    @classmethod
    def of_views(cls, user: User, views: Mapping[int, View]) -> dict[int, "Lens"]:
        """The same for some people at once."""
        warned = of_people({pk: view.levels for pk, view in views.items()})
        return {pk: cls.of_view(user, view, warned.get(pk, NOT_WARNED)) for pk, view in views.items()}

    def reads(self, *categories: Category) -> bool:
        return self.levels.reads(*categories)

    def knows_of(self, category: Category) -> bool:
        """At least that it exists, its date and its status."""
        return self.levels.knows_of(category)

    @property
    def parts(self) -> frozenset[Category]:
        """The categories whose content this reader sees."""
        return self.levels.parts

    @property
    def readable(self) -> list[str]:
        return sorted(self.parts)

    def decided(self, decision: Decision) -> str:
        """A past decision's status as this reader may see it; read many with their proposals."""
        return decided_status_for(self.levels, decision, warned=self.warned.on(decision.effective_on)).status or ""

    def holds(self, decision: Decision | None, on: date) -> str | None:
        """The status that holds on a day as this reader may see it, by the decision that does where there is one."""
        return decided_status_for(self.levels, decision, warned=self.warned.on(on)).status

    def sees_cohort(self, cohort: Cohort) -> bool:
        """Whether the cohort's name may be given."""
        return self.reads(*cohort.categories)

    def cohort(self, cohort: Cohort) -> str:
        return cohort.name if self.sees_cohort(cohort) else ON_SCHEME_WORDS

    def referrer(self, membership: Membership) -> str:
        if membership.referred_by == ReferredBy.MARAC and not self.reads(Category.VICTIMS):
            return ""
        return str(membership.get_referred_by_display())

    def letter(self, level: PathwayLevel) -> bool:
        """Whether the letter and its words may be shown, or only "need" and "no need"."""
        return self.reads(*level.letter_categories)
