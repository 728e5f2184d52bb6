"""The offline pack of a meeting: what one reader carries to it, as their own everyday screen shows it.

Never the levels of the room, joined or not: what leaves is read where nobody asks for them (spec/access.md, "In the
room").
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from agencies.categories import Category
from agencies.models import User
from agencies.templatetags.iom_pages import uk_date
from panels import agenda, policies, sheets
from panels.agenda import Agenda
from panels.models import MeetingPack, Panel
from panels.screen import Screen
from panels.sheets import Sheet

OF_THE_BLOCK = (Category.IDENTITY, Category.SCHEME)
Shown = dict[tuple[Category, ...], list[int]]


@dataclass(frozen=True)
class Contents:
    """Who is gone through one by one, each with their sheet; the block is the agenda's."""

    agenda: Agenda
    sheets: list[Sheet]

    @property
    def shown(self) -> Shown:
        """Who stands in it, by the categories that are shown of them: what the log says has left."""
        found: Shown = {}
        for pk, parts in self._parts():
            found.setdefault(parts, []).append(pk)
        return found

    def _parts(self) -> Iterator[tuple[int, tuple[Category, ...]]]:
        for sheet in self.sheets:
            yield sheet.line.item.offender_id, tuple(sorted(sheet.screen.parts))
        for line in self.agenda.block:
            yield line.item.offender_id, OF_THE_BLOCK


def agenda_of(panel: Panel, user: User) -> Agenda:
    """Whom a pack of this reader holds, in the order and with the numbers of their own screen."""
    return agenda.read(panel, Screen.of(user))


def read(seen: Agenda) -> Contents:
    """The number of queries does not depend on how many are in it."""
    screens = {line.item.offender_id: seen.screens[line.item.offender_id] for line in seen.alone}
    return Contents(seen, sheets.read(seen.panel, seen.alone, screens))


def reference(pack: MeetingPack) -> str:
    """What a pack is called on each of its pages: the area, the kind, the day, and its number of that meeting."""
    panel = pack.panel
    kind = panel.get_kind_display().removesuffix(" panel")
    return f"{panel.area.name} {kind} {uk_date(panel.held_on)}, pack {pack.number}"


def taken(panel: Panel, user: User) -> QuerySet[MeetingPack]:
    """Those that were taken out: all of them for who may open panels, for others their own agency's."""
    rows = MeetingPack.objects.filter(panel=panel).select_related("agency", "taken_by").order_by("number")
    return rows if policies.may_open(user) else rows.filter(agency=user.agency_id)
