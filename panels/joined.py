"""Who is in the room, and what that opens (spec/access.md, "In the room").

For the people on a meeting's agenda, from opening to signing, attendees who are signed in and have accepted the
confidentiality note have a second set of levels by the agreement, on the meeting's own pages alone. The shared screen
shows what all in the room may see: the agencies that joined or are noted; in the second part, those still there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agencies.access import may
from agencies.categories import Category, Level
from agencies.models import Agency, Agreement, AgreementLevel, User
from agencies.roles import Permission
from agencies.rules import NOT_SHARED, Levels, narrowed
from agencies.sharing import agreement_of, of_agency, terms
from audit import clock
from audit.prepared import Number, Rows, prepared
from offenders.models import Involvement
from panels import reads
from panels.models import Panel
from panels.models.meetings import SITTING


@dataclass(frozen=True)
class Meeting:
    """What a meeting opens to one reader, and what its room may see."""

    panel_id: int | None = None
    joined: bool = False
    room: frozenset[Category] = frozenset()
    of_room: Levels = field(default_factory=Levels)
    staying: tuple[int, ...] = ()
    agencies: frozenset[int] = frozenset()

    def of(self, panel: Panel) -> bool:
        """Whether its reader has joined this meeting."""
        return self.joined and panel.pk == self.panel_id

    def widened(self, everyday: Levels) -> Levels:
        """A list's levels: of nobody in particular, and so without consent."""
        return _wider(everyday, self.of_room)

    def levels(self, user: User, people: list[int], everyday: Mapping[int, Levels]) -> dict[int, Levels]:
        """What the reader has of each: never less than every day, and more of those on the agenda.

        Nothing is opened of a restricted person; who is named for them has what they have every day.
        """
        if not self.joined:
            return dict(everyday)
        on_agenda = set(reads.on_agenda(panel=self.panel_id, people=people))
        ids = reads.unrestricted(people=on_agenda)
        consents, room = _consents(user, people), _once(lambda consented: room_levels(user, consented))
        of_room = {pk: room(consents.get(pk, frozenset())) for pk in ids}
        none, wider = Levels(), _once(lambda pair: _wider(*pair), key=lambda pair: (id(pair[0]), id(pair[1])))
        return {pk: wider((everyday.get(pk, none), of_room.get(pk, none))) for pk in {*everyday, *of_room}}

    def rooms(self, people: Iterable[int]) -> dict[int, frozenset[Category]]:
        """In the second part what each agency that stayed reads of a person in the room, or has of them every day."""
        if not self.staying:
            return {}
        here = set(self.staying)
        agencies = {agency.pk: agency for agency in Agency.objects.filter(pk__in=here)}
        everyday = {pk: of_agency(agency, clock.today()) for pk, agency in agencies.items()}
        rows = Involvement.objects.in_force(clock.today()).filter(agency__in=here, offender__in=people)
        involved: dict[int, set[int]] = {}
        for person, agency in rows.order_by().values_list("offender", "agency"):
            involved.setdefault(person, set()).add(agency)
        return {
            person: self.room | frozenset(c for c in Category if all(everyday[pk].reads(c) for pk in here))
            for person, agencies_of in involved.items()
            if agencies_of >= here
        }


NOWHERE = Meeting()


def read(user: User, panel: Panel | None, *, shared: bool = False) -> Meeting:
    """The meeting as it is now for a reader, and for a shared screen its room.

    Of no meeting, and of one that does not sit, the room is every party of the agreement.
    """
    if panel is None or panel.status not in SITTING:
        return Meeting(room=everybody_reads(agreement_of(user)) if shared else frozenset())
    rows = [tuple(row) for row in reads.attendances(panel=panel.pk)]
    here_for = (user.pk, user.agency_id)  # who works for another agency by now did not join for that one
    joined = may(user, Permission.PANEL_VIEW) and any(
        (who, agency) == here_for and left is None for agency, _, who, left in rows
    )
    staying = _staying(panel, rows) if shared else None
    here = staying if staying is not None else _present(user, rows)
    room = everybody_reads(agreement_of(user), here) if shared else frozenset()
    of_room = room_levels(user, frozenset()) if joined else Levels()
    if not of_room.knows_of(Category.IDENTITY) or not of_room.knows_of(Category.SCHEME):
        joined, of_room = False, Levels()
    return Meeting(panel.pk, joined, room, of_room, tuple(staying or ()), frozenset(agency for agency, *_ in rows))


Row = tuple[int, str, int | None, datetime | None]


def _present(user: User, rows: Sequence[Row]) -> dict[int, str] | None:
    """The agencies that joined or are noted; nothing, and so every party, until another agency has joined.

    Who has left counts until the chair begins the second part: a mark alone opens nothing.
    """
    if not any(who is not None and agency != user.agency_id for agency, _, who, _ in rows):
        return None
    return {agency: kind for agency, kind, *_ in rows}


def _staying(panel: Panel, rows: Sequence[Row]) -> dict[int, str] | None:
    """In the second part, of a meeting that somebody has joined, the agencies of those still there."""
    here = {agency: kind for agency, kind, _, left in rows if left is None}
    if not here or not any(who is not None for *_, who, _ in rows):
        return None
    return here if reads.second_parts(panel=panel.pk) else None


def room_levels(user: User, consented: frozenset[Any]) -> Levels:
    """The second set of levels of the agreement, as far as the reader's role goes."""
    of = {
        category: narrowed(
            terms(user).get(category, NOT_SHARED).room(consented=category in consented), user.roles, own_caseload=False
        )
        for category in Category
    }
    return Levels(of)


def everybody_reads(agreement: Agreement | None, here: Mapping[int, str] | None = None) -> frozenset[Category]:
    """The categories that every party reads in the room, whether or not the person has consented; or those here.

    An agency with terms of its own keeps those of its kind in every category that they do not name.
    """
    if agreement is None:
        return frozenset()
    rows = _terms(agreement=agreement.pk)
    reading: dict[tuple[Any, str], bool] = {
        (kind or agency, name): room >= Level.READ and not consent for kind, agency, name, room, consent in rows
    }
    if here is not None:
        return frozenset(
            c for c in Category if all(reading.get((pk, c), reading.get((kind, c), False)) for pk, kind in here.items())
        )
    parties = {party for party, _ in reading}
    unsaid = {party: isinstance(party, int) for party in parties}
    return frozenset(c for c in Category if all(reading.get((party, c), unsaid[party]) for party in parties))


@prepared
def _terms(agreement: Number) -> Rows:
    """What an agreement gives each party in the room."""
    rows = AgreementLevel.objects.filter(agreement=agreement)
    return rows.values_list("kind", "agency", "category", "in_room", "in_room_if_consent")


def _once(make: Callable[[Any], Levels], *, key: Callable[[Any], Any] = lambda given: given) -> Callable[[Any], Levels]:
    """The same, asked once of what is the same: most of an agenda is alike. What was given is kept, so that the number
    of an object stays its own."""
    made: dict[Any, tuple[Any, Levels]] = {}

    def ask(given: Any) -> Levels:
        name = key(given)
        if name not in made:
            made[name] = (given, make(given))
        return made[name][1]

    return ask


def _wider(one: Levels, other: Levels) -> Levels:
    return Levels({category: max(one.level(category), other.level(category)) for category in Category})


def _consents(user: User, people: Iterable[int]) -> dict[int, frozenset[str]]:
    """What each lets the reader's agency read; it counts while the agency is involved with them."""
    found = dict[int, frozenset[str]]()
    for person, category in reads.consents(agency=user.agency_id, people=people, on=clock.today()):
        found[person] = found.get(person, frozenset()) | {category}
    return found
