"""What the chair reads before they sign: the minutes as they stand, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from audit import clock
from audit.floor import System, as_system
from offenders.models import CaseLead
from panels import minutes
from panels.agenda import Line
from panels.minutes import Given, Minutes
from panels.models import Panel
from panels.rules.quorum import Expected
from panels.screen import Screen


@dataclass(frozen=True)
class Missing:
    """Something that is not there; `stops` says that without it nothing can be signed."""

    words: str
    anchor: str
    stops: bool


@dataclass(frozen=True)
class Review:
    minutes: Minutes
    missing: list[Missing]

    @property
    def left(self) -> list[Line]:
        return [line for line in self.minutes.agenda.lines if not line.settled and line.item.alone]

    @property
    def may_be_signed(self) -> bool:
        return not any(one.stops for one in self.missing)

    @property
    def _given(self) -> list[Given]:
        return [one for _, given in self.minutes.actions for one in given]

    @property
    def actions(self) -> str:
        """The actions as they were read, for the form: what is signed is what was read."""
        return " ".join(f"{one.action.pk}:{one.action.version}" for one in self._given)

    def changed_since(self, read: Mapping[int, int]) -> list[Given]:
        """The actions that were given, ended or assigned since a review showed them so."""
        return [one for one in self._given if read.get(one.action.pk) != one.action.version]


def read(panel: Panel, screen: Screen) -> Review:
    """For the chair's own screen."""
    found = minutes.read(panel, screen)
    return Review(found, [*_unsettled(panel, found), *_led(found), *_nobody_there(found)])


def _unsettled(panel: Panel, found: Minutes) -> list[Missing]:
    open_still = [line for line in found.agenda.lines if not line.settled]
    # Who stands in the block is decided as they stand when it is signed (panels.actions.block).
    lines = [line for line in open_still if line.item.alone or line.item.previous is None]
    missing = [
        Missing(f"{line.item.offender.name}: neither decided nor left for the next panel", _row(line), stops=True)
        for line in lines
    ]
    if _left_by_all(panel) > len(open_still):
        missing.append(
            Missing("Somebody whom you may not see is not decided: a chair who sees them signs", "", stops=True)
        )
    return missing


@as_system(System.PANEL)
def _left_by_all(panel: Panel) -> int:
    """How many are left, whoever may see them: a panel closes for all of them."""
    return panel.items.unsettled().filter(offender__withdrawn=False).count()


def _led(found: Minutes) -> list[Missing]:
    """Nobody decides on a person whom they lead: by the day on which it takes effect (spec/access.md, "Roles")."""
    decided = {line.item.offender_id: line for line in found.agenda.lines if line.item.decided_by_id}
    rows = CaseLead.objects.in_force(clock.today()).filter(offender__in=decided)
    led = set(rows.values_list("offender_id", "officer_id"))
    return [
        Missing(
            f"{line.item.offender.name}: {line.item.decided_by} leads the case by now, so another chair decides",
            _row(line),
            stops=True,
        )
        for pk, line in decided.items()
        if (pk, line.item.decided_by_id) in led and not line.item.decision_id
    ]


def _nobody_there(found: Minutes) -> list[Missing]:
    """That too few were there is said in the minutes, and the chair signs what was done all the same."""
    if not found.attendance:
        return [Missing("Nobody is noted as present", "present", stops=False)]
    there = found.quorum
    if there.expected is not Expected.NO:
        return []
    words = f"No quorum: {there.coming} of the {there.needed} agencies that are needed were there"
    if there.missing:
        words += ", and one that must be was not"
    return [Missing(words, "present", stops=False)]


def _row(line: Line) -> str:
    """Where the person stands on the page of the review."""
    return f"p-{line.item.offender.public_id}"
