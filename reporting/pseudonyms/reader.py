"""Who counts: an analyst's levels, the day, the ranking, and whether small groups may be told apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from agencies.categories import Category
from agencies.models import User
from agencies.rules import Levels
from agencies.sharing import figures
from audit import clock
from cohorts.models import Cohort, Membership
from offenders.models import Offender
from offenders.querysets import OffenderQuerySet
from rag.visible import ADVICE, ON_SCHEME
from ranking import queries as ranking
from ranking.models import Run
from reporting import policies
from reporting.rules.groups import age_band, in_small_groups


@dataclass(frozen=True)
class Reader:
    """An analyst on a day; what is read for one of them is read once."""

    user: User
    levels: Levels
    on: date
    small_figures: bool

    @classmethod
    def of(cls, user: User) -> "Reader":
        return cls(user, figures(user), clock.today(), policies.may_see_small_figures(user))

    def people(self) -> OffenderQuerySet:
        return Offender.objects.counted_for(self.user)

    @cached_property
    def run(self) -> Run | None:
        """The ranking that ranks are of; none for who may not see scores."""
        return ranking.latest_run(self.on) if self.levels.reads(Category.SCORES) else None

    @cached_property
    def blurred(self) -> frozenset[int]:
        """Whose area, cohorts and age are not shown: fewer than five people have all three in common.

        Nobody for police and probation. Who is blurred is found by no filter of these and sorted after the others.
        """
        if self.small_figures:
            return frozenset()
        people = list(self.people().order_by().values_list("pk", "area_id", "date_of_birth"))
        cohorts = self.cohorts_of(pk for pk, _, _ in people)
        return in_small_groups(
            {pk: (area, tuple(cohorts.get(pk, ())), age_band(born, self.on)) for pk, area, born in people}
        )

    def sees_cohort(self, cohort: Cohort) -> bool:
        return self.levels.reads(*cohort.categories)

    def cohorts_of(self, people: Iterable[int]) -> dict[int, list[str]]:
        """The cohorts that each is on today as this reader may know them, each said once, in the scheme's order."""
        found: dict[int, list[str]] = defaultdict(list)
        if not self.levels.knows_of(Category.SCHEME):
            return found
        current = Membership.objects.current(self.on).filter(offender__in=list(people)).select_related("cohort")
        for episode in current.order_by("cohort__position", "cohort__code"):
            name = episode.cohort.name if self.sees_cohort(episode.cohort) else ADVICE[ON_SCHEME]
            if name not in found[episode.offender_id]:
                found[episode.offender_id].append(name)
        return found
