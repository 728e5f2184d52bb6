"""Episodes: time on the scheme, whatever the cohort (spec/evaluation.md, "Words")."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reporting.rules.facts import Membership

NEVER = date.max


def ends(membership: Membership) -> date:
    """The day a membership ended; no end is after every end."""
    return membership.deselected_on or NEVER


@dataclass(frozen=True)
class Episode:
    """Memberships of one person that touch or overlap: moving between cohorts does not restart the baseline."""

    memberships: tuple[Membership, ...]

    @property
    def selected_on(self) -> date:
        return min(membership.selected_on for membership in self.memberships)

    @property
    def last(self) -> Membership:
        """The membership that ends last; of several the one selected last, then the greater ref."""
        return max(self.memberships, key=lambda each: (ends(each), each.selected_on, each.ref))

    @property
    def deselected_on(self) -> date | None:
        return self.last.deselected_on

    @property
    def code(self) -> str | None:
        return self.last.code

    @property
    def cohort(self) -> str:
        return self.last.cohort


def episodes(memberships: Iterable[Membership]) -> list[Episode]:
    """A person's episodes, the earliest first: the next begins after the day the last one ended."""
    runs: list[list[Membership]] = []
    end = date.min
    for membership in sorted(memberships, key=lambda each: (each.selected_on, ends(each))):
        if runs and membership.selected_on <= end:
            runs[-1].append(membership)
        else:
            runs.append([membership])
        end = max(end, ends(membership))
    return [Episode(tuple(run)) for run in runs]
