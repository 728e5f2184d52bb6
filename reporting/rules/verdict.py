"""One person in one period: counted, left out, or not there at all; and the year after deselection."""

from dataclasses import dataclass

from reporting.rules.counts import Counts, count, counted
from reporting.rules.deselection import AfterDeselection, compare, followed_episode
from reporting.rules.facts import Person
from reporting.rules.period import Period
from reporting.rules.sample import left_out, measured_episode


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the measure says of one person."""

    id: int
    ref: str
    area: str
    excluded: str | None = None
    all_offences: Counts | None = None
    dwelling_burglary: Counts | None = None
    after_deselection: AfterDeselection | None = None

    @property
    def historic_burglar(self) -> bool:
        return self.dwelling_burglary is not None and self.dwelling_burglary.before > 0

    @property
    def new_burglar(self) -> bool:
        burglary = self.dwelling_burglary
        return burglary is not None and burglary.before == 0 and burglary.after > 0


def judge(person: Person, period: Period) -> Verdict:
    """Apply every rule of the measure to one person."""
    offences = counted(person)
    over = followed_episode(person, period)
    after = compare(person, offences, over) if over else None
    episode = measured_episode(person, period)
    excluded = left_out(person, episode, period) if episode else None
    if episode is None or excluded:
        return Verdict(person.id, person.ref, person.area, excluded=excluded, after_deselection=after)
    return Verdict(
        person.id,
        person.ref,
        person.area,
        all_offences=count(offences, episode, period),
        dwelling_burglary=count([each for each in offences if each.dwelling_burglary], episode, period),
        after_deselection=after,
    )
