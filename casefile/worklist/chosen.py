"""What the address of the worklist asks for: whose lines, which kinds, which status."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from agencies.models import User
from agencies.templatetags.iom_pages import rag_word
from casefile.worklist.look import Entry, Look
from casefile.worklist.scope import Whose, has_team, ids_of, my_appointments
from casefile.worklist.sources import SOURCES
from rag.shown import WORST_FIRST

NOT_DECIDED = "none"


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Chosen:
    """What makes no sense is ignored, as if it had not been asked for."""

    whose: Whose
    on_offer: tuple[Whose, ...]
    kind: str = ""
    rag: str = ""

    @property
    def filtered(self) -> bool:
        return bool(self.kind or self.rag)

    def leaves(self, entry: Entry) -> bool:
        status = entry.status or NOT_DECIDED
        return (not self.kind or entry.line.source == self.kind) and (not self.rag or status == self.rag)


def read(query: QueryDict, user: User, on: date) -> Chosen:
    """Mine, where I lead anybody; else what there is."""
    offered = (Whose.MINE, *([Whose.TEAM] if has_team(user, on) else []), Whose.AGENCY)
    asked = query.get("whose", "")
    whose = Whose(asked) if asked in offered else first_of(user, on)
    kind, rag = query.get("kind", ""), query.get("rag", "")
    statuses = (*WORST_FIRST, NOT_DECIDED)
    return Chosen(whose, offered, kind if kind in SOURCES else "", rag if rag in statuses else "")


def first_of(user: User, on: date) -> Whose:
    mine = ids_of(user, Whose.MINE, on) or my_appointments(user, on)
    return Whose.MINE if mine else Whose.AGENCY


def kinds(look: Look, chosen: Chosen) -> list[Option]:
    """The kinds that there are lines of, each with how many; the one that is chosen stays on offer."""
    counts = look.by_kind
    there = [name for name in SOURCES if counts[name] or name == chosen.kind]
    return [Option(name, f"{SOURCES[name].words} ({counts[name]})", name == chosen.kind) for name in there]


def statuses(look: Look, chosen: Chosen) -> list[Option]:
    there = {entry.status or NOT_DECIDED for entry in look.standing} | ({chosen.rag} if chosen.rag else set())
    return [
        Option(value, rag_word(None if value == NOT_DECIDED else value), value == chosen.rag)
        for value in (*WORST_FIRST, NOT_DECIDED)
        if value in there
    ]
