"""What needs attention on a person's page: each line a fact, why it matters, and where to do something about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from agencies.categories import Category
from agencies.templatetags.iom_pages import rag_word, uk_date
from audit.months import add_months
from audit.prepared import Day, Number, Rows, prepared
from casefile.person.identity import Identity
from casefile.register.reader import Reader
from casefile.worklist.look import due_words, of_person
from casefile.worklist.rules import Line as Due
from casefile.worklist.scope import of_one
from offenders.models import CustodySpell
from offenders.policies import View
from panels.models import Action, ActionStatus
from rag import visible
from rag.models import Proposal
from rag.rules import Missing


@dataclass(frozen=True)
class Line:
    """One thing: the fact in bold, the rest, and a link where there is one."""

    fact: str
    text: str = ""
    href: str = ""
    link: str = ""


@dataclass(frozen=True)
class Proposed:
    """What the rules propose, as this reader may see it."""

    as_of: date
    status: str
    reasons: list[str]
    missing: list[str]

    @property
    def words(self) -> str:
        return self.advice or rag_word(self.status)

    @property
    def advice(self) -> str:
        return visible.ADVICE.get(self.status, "")


def proposed(reader: Reader, identity: Identity) -> Proposed | None:
    """The newest proposal with the reasons that the reader may read (rag.visible)."""
    found: list[Proposal] = _proposals(person=identity.person.pk, on=reader.on)
    if not found or not reader.lens.reads(Category.SCHEME):
        return None
    proposal = found[0]
    warned = reader.lens.warned.on(reader.on)
    shown = visible.status_for(reader.lens.levels, proposal, warned=warned)
    missing = [said(gap) for gap in visible.missing_for(reader.lens.levels, proposal, warned=warned)]
    return Proposed(proposal.as_of, shown.status or "", [reason.text for reason in shown.reasons], missing)


def said(gap: Missing) -> str:
    """What is missing, and what it could make of the proposal."""
    could_be = " or ".join(rag_word(status) for status in gap.could_be)
    return f"{gap.text}: it could be {could_be}" if could_be else f"{gap.text}: it could have other reasons"


@prepared
def _proposals(person: Number, on: Day) -> Rows:
    return Proposal.objects.filter(offender=person, current=True, as_of__lte=on)


def attention(reader: Reader, identity: Identity, actions: list[Action]) -> list[Line]:
    """What the worklist says of this one person, in its words; then what is told here alone."""
    lines = _worklist(reader, identity)
    lines += _released(reader, identity)
    lines += [_overdue(action) for action in actions if action.due_on < reader.on]
    if identity.status == visible.ASK_LEAD:
        lines.insert(0, Line(visible.ADVICE[visible.ASK_LEAD], identity.lead.agency.name if identity.lead else ""))
    return lines


def _worklist(reader: Reader, identity: Identity) -> list[Line]:
    """The same sources as on Today, for who has what they come from: what is due within a month, the first on top."""
    assert reader.lens.how is not None
    scope = of_one(reader.user, identity.person, View(reader.lens.how, reader.lens.levels))
    lines = of_person(scope)
    return [Line(line.found.fact, _why(line, reader.on), line.found.href, line.found.link) for line in lines]


def _why(line: Due, on: date) -> str:
    """When it is due and why, as its line on Today says."""
    return "; ".join(filter(None, (due_words(line.due, on), line.found.why)))


def _released(reader: Reader, identity: Identity) -> Iterator[Line]:
    """Released in the last month and not back inside."""
    if identity.custody or not reader.lens.knows_of(Category.CUSTODY):
        return
    for spell in _lately(person=identity.person.pk, since=add_months(reader.on, -1), on=reader.on):
        where = f" from {spell.establishment}" if reader.lens.reads(Category.CUSTODY) else ""
        yield Line(f"Released{where}, {uk_date(spell.released_on)}", since(spell.released_on, reader.on))


@prepared
def _lately(person: Number, since: Day, on: Day) -> Rows:
    """The latest release."""
    spells = CustodySpell.objects.filter(offender=person, released_on__gt=since, released_on__lte=on)
    return spells.order_by("-released_on")[:1]


def since(day: date, on: date) -> str:
    days = (on - day) // timedelta(days=1)
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"


def _overdue(action: Action) -> Line:
    return Line(f"Action overdue since {uk_date(action.due_on)}", f"{action.text} ({action.owner.name})")


def open_actions(reader: Reader, identity: Identity) -> list[Action]:
    """Open actions of panels: all of them for who reads the scheme, else the reader's own agency's."""
    actions: list[Action] = _open(person=identity.person.pk)
    whole = reader.lens.reads(Category.SCHEME)
    return [action for action in actions if whole or action.owner_id == reader.user.agency_id]


@prepared
def _open(person: Number) -> Rows:
    actions = Action.objects.filter(offender=person, status=ActionStatus.OPEN).select_related("owner")
    return actions.order_by("due_on", "pk")
