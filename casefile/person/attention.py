"""What needs attention on a person's page: each line a fact, why it matters, and where to do something about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from agencies.categories import Category
from agencies.templatetags.iom_pages import rag_word, uk_date
from audit.months import add_months
from casefile.person.identity import Identity
from casefile.register.reader import Reader
from enforcement.models import Warrant
from offenders.models import CustodySpell
from panels.models import Action, ActionStatus, AgendaItem, PanelStatus
from rag import queries, visible
from rag.models import Proposal, Status
from rag.rules import Follow, FollowKind


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

    @property
    def words(self) -> str:
        return self.advice or rag_word(self.status)

    @property
    def advice(self) -> str:
        return visible.ADVICE.get(self.status, "")


def proposed(reader: Reader, identity: Identity) -> Proposed | None:
    """The newest proposal with the reasons that the reader may read (rag.visible)."""
    proposal = Proposal.objects.filter(offender=identity.person, current=True, as_of__lte=reader.on).first()
    if proposal is None or not reader.lens.reads(Category.SCHEME):
        return None
    shown = visible.status_for(reader.lens.levels, proposal)
    return Proposed(proposal.as_of, shown.status or "", [reason.text for reason in shown.reasons])


def follows(reader: Reader, identity: Identity, proposal: Proposed | None) -> list[Line]:
    """What follows from the decided history; what is proposed is said as this reader may see it."""
    if proposal is None:
        return []
    found = queries.what_follows([identity.person.pk], reader.on).get(identity.person.pk, [])
    return [_follow(follow, proposal) for follow in visible.follows_for(reader.lens.levels, found)]


def _follow(follow: Follow, proposal: Proposed) -> Line:
    if follow.kind == FollowKind.BACK_TO_PANEL:
        # Advice in place of a status is not said to be proposed, and says no more than that it is not GREEN.
        proposed = "no longer proposed GREEN" if proposal.advice else f"{proposal.words} is proposed"
        return Line("Back to the panel", f"in reactive management, and {proposed}")
    return Line(follow.text, "; ".join(evidence.text for evidence in follow.evidence))


def attention(reader: Reader, identity: Identity, proposal: Proposed | None, actions: list[Action]) -> list[Line]:
    lines = list(_wanted(reader, identity))
    lines += _differs(identity, proposal)
    lines += follows(reader, identity, proposal)
    lines += _released(reader, identity)
    lines += [_overdue(action) for action in actions if action.due_on < reader.on]
    if identity.status == visible.ASK_LEAD:
        lines.insert(0, Line(visible.ADVICE[visible.ASK_LEAD], identity.lead.agency.name if identity.lead else ""))
    return lines


def _wanted(reader: Reader, identity: Identity) -> Iterator[Line]:
    if not reader.lens.reads(Category.OFFENDING):
        return
    for marker in Warrant.objects.in_force(reader.on).filter(offender=identity.person).order_by("issued_on"):
        yield Line(marker.get_kind_display(), f"since {uk_date(marker.issued_on)}")


def _differs(identity: Identity, proposal: Proposed | None) -> list[Line]:
    """The proposal, where it is another status than the one decided; reactive management proposed green agrees."""
    if proposal is None or identity.status == proposal.status:
        return []
    if identity.status == Status.GREEN_RM and proposal.status == Status.GREEN:
        return []
    decided = f"decided {rag_word(identity.status)}" if identity.status else "not decided yet"
    why = "; ".join(proposal.reasons)
    return [Line(f"{proposal.words} is proposed", f"{decided}. {why}", *_panel(identity))]


def _panel(identity: Identity) -> tuple[str, str]:
    """The open panel whose agenda the person is on, if there is one."""
    item = AgendaItem.objects.filter(offender=identity.person, panel__status=PanelStatus.OPEN)
    if found := item.select_related("panel").first():
        href = reverse("panels:person", args=[found.panel.public_id, identity.person.public_id])
        return href, f"On the agenda of the panel of {uk_date(found.panel.held_on)}"
    return "", ""


def _released(reader: Reader, identity: Identity) -> Iterator[Line]:
    """Released in the last month and not back inside."""
    if identity.custody or not reader.lens.knows_of(Category.CUSTODY):
        return
    lately = Q(released_on__gt=add_months(reader.on, -1), released_on__lte=reader.on)
    spell = CustodySpell.objects.filter(lately, offender=identity.person).order_by("-released_on").first()
    if spell and spell.released_on:
        where = f" from {spell.establishment}" if reader.lens.reads(Category.CUSTODY) else ""
        yield Line(f"Released{where}, {uk_date(spell.released_on)}", since(spell.released_on, reader.on))


def since(day: date, on: date) -> str:
    days = (on - day) // timedelta(days=1)
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"


def _overdue(action: Action) -> Line:
    return Line(f"Action overdue since {uk_date(action.due_on)}", f"{action.text} ({action.owner.name})")


def open_actions(reader: Reader, identity: Identity) -> list[Action]:
    """Open actions of panels: all of them for who reads the scheme, else the reader's own agency's."""
    actions = Action.objects.filter(offender=identity.person, status=ActionStatus.OPEN).select_related("owner")
    if not reader.lens.reads(Category.SCHEME):
        actions = actions.filter(owner=reader.user.agency)
    return list(actions.order_by("due_on", "pk"))
