"""What a reader sees of a value: the parts their agency may read, and what a value would give away.

"A value that gives a category away belongs to it as well" (spec/access.md, section 2): each rule of that paragraph
that touches a page of this room stands here, once, for lists, filters, sort orders, timelines and charts alike.
"""

from dataclasses import dataclass

from agencies.models import User
from agencies.sharing import Category, Level, level
from cohorts.models import Cohort, Membership, ReferredBy
from pathways.models import PathwayLevel
from rag.models import Decision, Status
from rag.visible import ADVICE, ASK_LEAD, ON_SCHEME, decided_status_for

ASK_LEAD_WORDS, ON_SCHEME_WORDS = ADVICE[ASK_LEAD], ADVICE[ON_SCHEME]


@dataclass(frozen=True)
class Lens:
    """The levels of one reader, read once a request."""

    user: User
    levels: dict[Category, Level]

    @classmethod
    def of(cls, user: User) -> "Lens":
        return cls(user, {category: level(user, category) for category in Category})

    def reads(self, *categories: Category) -> bool:
        return all(self.levels.get(category, Level.NONE) >= Level.READ for category in categories)

    def knows_of(self, category: Category) -> bool:
        """At least that it exists, its date and its status."""
        return self.levels.get(category, Level.NONE) >= Level.FLAG

    @property
    def parts(self) -> frozenset[Category]:
        """The categories whose content this reader sees."""
        return frozenset(category for category in Category if self.reads(category))

    @property
    def readable(self) -> list[str]:
        return sorted(self.parts)

    def status(self, status: str | None) -> str | None:
        """A status worked out in SQL (casefile.register.query.shown_status) as this reader may see it."""
        if status is None:
            return None
        if not self.reads(Category.SCHEME):
            return ON_SCHEME if self.knows_of(Category.SCHEME) else None
        return ASK_LEAD if status == Status.RED and not self.reads(Category.OFFENDING) else status

    def decided(self, decision: Decision) -> str:
        """A decision's status as this reader may see it; read decisions with their proposal."""
        return decided_status_for(self.user, decision).status or ""

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
