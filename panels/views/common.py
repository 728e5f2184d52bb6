"""What the pages of a panel share: finding it, whose screen it is, what is logged, how a refusal is said."""

from collections.abc import Iterable
from typing import Any, cast

from django.http import Http404, HttpRequest

from agencies.access import may, reader
from agencies.roles import Permission
from audit import log
from audit.floor import System, as_system
from panels import policies, reads, room_policies
from panels.following import is_restricted
from panels.models import AgendaItem, Panel, PanelStatus
from panels.reasons import ON_AGENDA
from panels.screen import Screen

KEYS_OFF = "panel_keys_off"
SHOWN = "panel_shown"


def find_panel(panel_id: Any) -> Panel:
    """A panel is no person: every reader of panels may know that it sat."""
    for panel in reads.panel_at(panel=panel_id):
        return cast(Panel, panel)
    raise Http404


def find_item(request: HttpRequest, panel_id: Any, public_id: Any) -> AgendaItem:
    """A person on an agenda whom the reader may see; a try at anybody else is logged, and answered like nobody's.

    On the room's screen nobody finds a restricted person: that is no attempt, and their own screen has them.
    """
    named = {"panel__public_id": panel_id, "offender__public_id": public_id}
    item = _visible(request, named)
    if item is None:
        with as_system(System.REFUSAL):
            known = AgendaItem.objects.filter(**named).values_list("offender_id", flat=True).first()
        log.refused("panels.person", by=reader(request), offender_id=known)
        raise Http404
    if is_shared(request, item.panel) and is_restricted(item):
        raise Http404
    return item


def _visible(request: HttpRequest, named: dict[str, Any]) -> AgendaItem | None:
    """As every day; and whoever stands on the agenda of a meeting that the reader has joined."""
    found = _shown(Screen.of(reader(request)), named)
    panel = Panel.objects.filter(public_id=named["panel__public_id"]).first() if found is None else None
    if panel is None:
        return found
    screen = Screen.of(reader(request), panel=panel)
    return _shown(screen, named) if screen.meeting.of(panel) else None


def _shown(screen: Screen, named: dict[str, Any]) -> AgendaItem | None:
    """The person of an address where the reader's own screen shows them."""
    with screen.reading():
        for item in reads.item_at(panel=named["panel__public_id"], person=named["offender__public_id"]):
            if screen.shows(item.panel, [item.offender_id]):
                return cast(AgendaItem, item)
    return None


def screen_of(request: HttpRequest, panel: Panel) -> Screen:
    """Who chairs it shows the room's screen while the panel sits, unless they ask for their own.

    Everybody else has their own, whatever they ask for: the room's screen says what was decided as it was decided.
    """
    return Screen.of(reader(request), shared=is_shared(request, panel), panel=panel)


def is_shared(request: HttpRequest, panel: Panel) -> bool:
    """Whether it is the room's screen that is asked for."""
    wanted = request.POST.get("screen") or request.GET.get("screen")
    return may_share(request, panel) and wanted != "own"


def may_share(request: HttpRequest, panel: Panel) -> bool:
    """Whether this reader may put the room's screen up: a chair who is of this meeting, and not of any other."""
    user = reader(request)
    chairs = panel.status == PanelStatus.OPEN and may(user, Permission.PANEL_CHAIR)
    return chairs and room_policies.is_of_meeting(user, panel)


def viewed(request: HttpRequest, panel: Panel, people: Iterable[int], channel: str, categories: Iterable[str]) -> None:
    """One row a person; that they are on an open panel's agenda is the reason (spec/access.md, section 3)."""
    reason = ON_AGENDA if panel.status == PanelStatus.OPEN else ""
    log.viewed(people, by=reader(request), channel=channel, categories=sorted(categories), reason=reason)


def viewed_following(request: HttpRequest, item: AgendaItem, screen: Screen) -> None:
    """A screen that follows logs each person once, and again where it shows more of them than it did.

    What was logged is kept with the session, on the server: a screen cannot say that of itself.
    """
    parts = sorted(screen.parts)
    shown, key = [item.panel_id, item.pk, parts], f"{SHOWN}_{screen.name}"
    before = request.session.get(key)
    if before and before[:2] == shown[:2] and set(parts) <= set(before[2]):
        return
    request.session[key] = shown
    viewed(request, item.panel, [item.offender_id], "panels.person", parts)


def room_of(request: HttpRequest, panel: Panel) -> dict[str, Any]:
    """Who is in the room, for the pages that say so."""
    user = reader(request)
    may_room = room_policies.may_room(user, panel)
    return {
        "attendances": panel.attendances.select_related("agency").order_by("agency__position", "name"),
        "waiting": panel.join_requests.select_related("user__agency").order_by("pk") if may_room else [],
        "may_join": room_policies.may_join(user, panel),
        "may_room": may_room,
        "part": room_policies.second_part(panel),
        "may_take_over": policies.may_chair(user, panel) and panel.chair_id != user.pk,
    }
