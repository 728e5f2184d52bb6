"""The year after deselection beside the year before selection (spec/evaluation.md, "After deselection")."""

from dataclasses import dataclass
from datetime import date

from audit.months import add_months
from reporting.rules import custody
from reporting.rules.counts import within, year_before
from reporting.rules.episodes import Episode, episodes
from reporting.rules.facts import Person, Proved
from reporting.rules.period import MONTHS, Period


@dataclass(frozen=True)
class AfterDeselection:
    """What somebody did in the year before the episode and in the year after it."""

    selected_on: date
    deselected_on: date
    code: str
    offences_before: int
    offences_after: int
    custody_days_before: int
    custody_days_after: int

    @property
    def custody_cost_before(self) -> int:
        return custody.cost(self.custody_days_before)

    @property
    def custody_cost_after(self) -> int:
        return custody.cost(self.custody_days_after)


def followed_episode(person: Person, period: Period) -> Episode | None:
    """The episode whose year from deselection ended in the period; of several the one deselected last."""
    over = [episode for episode in episodes(person.memberships) if _year_ended_in(period, episode)]
    return over[-1] if over else None


def _year_ended_in(period: Period, episode: Episode) -> bool:
    off = episode.deselected_on
    return off is not None and period.start < add_months(off, MONTHS) <= period.after


def compare(person: Person, offences: list[Proved], episode: Episode) -> AfterDeselection:
    """Counted offences and days in custody of both years."""
    on, off = episode.selected_on, episode.deselected_on
    assert off is not None
    before, after = (year_before(on), on), (off, add_months(off, MONTHS))
    return AfterDeselection(
        selected_on=on,
        deselected_on=off,
        code=episode.code or "",
        offences_before=within(offences, *before),
        offences_after=within(offences, *after),
        custody_days_before=custody.days(person.spells, *before),
        custody_days_after=custody.days(person.spells, *after),
    )
