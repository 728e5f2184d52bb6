"""What a screen at a panel may show: one reader's own, or the one that the whole room looks at.

The shared screen shows what everybody in the room may see (spec/access.md, "In the room"), as the sharing agreement
in force has it, and nothing that its reader may not see either. By default that is no original intelligence, no
treatment or health detail, and nothing of victims. Who has joined the meeting has on their own screen, for the people
on its agenda, the second set of levels of the agreement (panels.joined).
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

from agencies.access import may
from agencies.categories import Category, Level
from agencies.models import User
from agencies.roles import Permission
from agencies.rules import Levels
from agencies.sharing import everyday
from audit import clock
from audit.floor import System, as_system
from cohorts.models import Cohort
from offenders.policies import views_of
from offenders.seen import seen_ids
from panels import joined, reads
from panels.models import Panel
from pathways.models import PathwayLevel
from rag import warned
from rag.models import Decision, Proposal, Status
from rag.rules import Follow
from rag.visible import ADVICE, ON_SCHEME, Shown, decided_status_for, follows_for, status_for


@dataclass(frozen=True)
class Screen:
    """Whose screen it is, whether the room looks at it, and what it may show: of one person, or of a list as a whole.

    `Screen.of(user)` is for the list; `of_person` and `of_people` make from it what it may show of each person on it.
    """

    user: User
    shared: bool = False
    levels: Levels = field(default_factory=Levels)
    warned: bool = False
    meeting: joined.Meeting = joined.NOWHERE

    @classmethod
    def of(cls, user: User, *, shared: bool = False, panel: Panel | None = None) -> "Screen":
        """Of a panel's own pages where `panel` is given: who has joined it has the levels of the room there."""
        meeting = joined.read(user, panel, shared=shared)
        screen = cls(user, shared, meeting=meeting)
        return screen.showing(meeting.widened(everyday(user)), screen.room)

    @property
    def room(self) -> frozenset[Category]:
        """What everybody in the room reads of anybody on the agenda."""
        return self.meeting.room

    def reading(self) -> AbstractContextManager[None]:
        """Reading those on the agenda of the meeting that its reader has joined, under the floor of the database."""
        return as_system(System.ROOM) if self.meeting.joined else nullcontext()

    def shows(self, panel: Panel, people: Iterable[int]) -> set[int]:
        """Of people on the panel's agenda those whom this screen shows; ask it inside `reading()`.

        As `AgendaItemQuerySet.on_screen` says; and the screen of somebody who has joined shows all of them but those
        who are restricted. Of these who is named for them has them on their own screen, as every day.
        """
        ids = list(people)
        everyday_ones = set() if self.shared and self.meeting.of(panel) else self._seen(ids)
        if not self.shared and not self.meeting.of(panel):
            return everyday_ones
        room = set(reads.unrestricted(people=ids))
        if not self.meeting.of(panel):
            return everyday_ones & room
        return room if self.shared else everyday_ones | room

    def _seen(self, people: list[int]) -> set[int]:
        """As `on_the_scheme_for` has it."""
        return seen_ids(self.user, people) if everyday(self.user).knows_of(Category.SCHEME) else set()

    def showing(self, mine: Levels, room: frozenset[Category]) -> "Screen":
        """This screen with what its reader has of somebody, of which the shared one keeps what the room may see."""
        if not self.shared:
            return replace(self, levels=mine)
        kept = {category: mine.level(category) if category in room else Level.NONE for category in Category}
        return replace(self, levels=Levels(kept))

    def of_people(self, offender_ids: Iterable[int]) -> dict[int, "Screen"]:
        """What the screen may show of each of these people, in one statement, but of whom the reader may not see."""
        people = list(offender_ids)
        with self.reading():
            mine = {pk: view.levels for pk, view in views_of(self.user, people).items()}
            mine = self.meeting.levels(self.user, people, mine)
            rooms = self.meeting.rooms(people) if self.shared else {}
        alike: dict[tuple[int, frozenset[Category]], Screen] = {}
        screens = {pk: self._showing(levels, rooms.get(pk, self.room), alike) for pk, levels in mine.items()}
        with self.reading():
            today, told = clock.today(), warned.of_people({pk: screen.levels for pk, screen in screens.items()})
        stand = {pk for pk, periods in told.items() if periods.on(today)}
        return {pk: replace(one, warned=True) if pk in stand else one for pk, one in screens.items()}

    def _showing(
        self, mine: Levels, room: frozenset[Category], alike: "dict[tuple[int, frozenset[Category]], Screen]"
    ) -> "Screen":
        """Of people with the same levels one screen: most of an agenda is alike. `mine` lives as long as `alike`."""
        key = (id(mine), room)
        if key not in alike:
            alike[key] = self.showing(mine, room)
        return alike[key]

    def of_person(self, offender_id: int) -> "Screen":
        """What it may show of one person: nothing of whom the reader may not see."""
        return self.of_people([offender_id]).get(offender_id) or self.showing(Levels(), self.room)

    @property
    def name(self) -> str:
        """What an address says of it, so that a page leads on to pages of the same screen."""
        return "shared" if self.shared else "own"

    @property
    def parts(self) -> frozenset[Category]:
        """The categories of which the screen shows the content."""
        return self.levels.parts

    def reads(self, *categories: Category) -> bool:
        return self.levels.reads(*categories)

    def knows_of(self, category: Category) -> bool:
        """At least that it exists, and its date."""
        return self.levels.knows_of(category)

    @property
    def sees_rank(self) -> bool:
        return self.reads(Category.SCORES) and may(self.user, Permission.RANKING_VIEW)

    def proposed(self, proposal: Proposal) -> Shown:
        """What is proposed and why, as this screen may show it; an AMBER+ with nothing left to show is AMBER."""
        return status_for(self.levels, proposal, warned=self.warned)

    def before(self, decision: Decision | None) -> Shown | None:
        """The status that stood before the panel; an AMBER+ gives no more away than the proposal it followed."""
        return decided_status_for(self.levels, decision, warned=self.warned) if decision else None

    def decided(self, status: str, proposal: Proposal) -> Shown | None:
        """What this panel decided. The room hears it, so the shared screen says it as it was decided."""
        if not status:
            return None
        if self.shared:
            return Shown(Status(status))
        return decided_status_for(self.levels, Decision(status=status, proposal=proposal), warned=self.warned)

    def follows(self, follows: list[Follow]) -> list[Follow]:
        return follows_for(self.levels, follows)

    def letter(self, level_of: PathwayLevel) -> bool:
        """Whether a pathway's letter and words may be shown, or only that there is a need."""
        return self.reads(*level_of.letter_categories)

    def cohort(self, cohort: Cohort) -> str:
        return cohort.name if self.reads(*cohort.categories) else ADVICE[ON_SCHEME]


def proposed_status(user: User, proposal: Proposal, *, shared: bool, panel: Panel | None = None) -> Status | None:
    """The proposed status that a screen shows; nothing where advice stands in its place."""
    screen = Screen.of(user, shared=shared, panel=panel).of_person(proposal.offender_id)
    shown = screen.proposed(proposal).status
    return Status(shown) if shown in Status.values else None
