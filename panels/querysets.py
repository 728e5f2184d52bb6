"""Panels, agendas and actions, as practitioners ask for them; people always through `visible_to`."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Max, Q

from agencies.categories import Category
from agencies.sharing import everyday
from audit.prepared import Day, Rows, prepared
from offenders import sight
from offenders.models import Offender
from offenders.querysets import OffenderQuerySet, holds

if TYPE_CHECKING:
    from agencies.models import Agency, Area
    from panels.models import (  # noqa: F401 (named in the text of a type below)
        Action,
        AgendaItem,
        Attendance,
        Panel,
        PanelMember,
        Quorum,
    )


def on_the_scheme_for(user: Any) -> OffenderQuerySet:
    """Whom a reader may see, where the agreement lets them know that anybody is on the scheme at all."""
    people = Offender.objects.visible_to(user)
    return people if everyday(user).knows_of(Category.SCHEME) else people.none()


def last_before(day: date) -> dict[int, date]:
    """By area the day of its last panel before a day: what the ranking measures movement from."""
    return dict(_last_before(day=day))


@prepared
def _last_before(day: Day) -> Rows:
    held = apps.get_model("panels", "Panel").objects.held().filter(held_on__lt=day).order_by()
    return held.values("area").annotate(last=Max("held_on")).values_list("area", "last")


def carried_to(held_on: Any) -> Q:
    """Actions given at an earlier panel, and not ended before the day of this one."""
    return Q(item__panel__held_on__lt=held_on) & (Q(ended_on=None) | Q(ended_on__gte=held_on))


class PanelQuerySet(models.QuerySet["Panel"]):
    def held(self) -> "PanelQuerySet":
        """Those that were opened: what is planned, issued or cancelled was not."""
        return self.filter(opened_at__isnull=False)

    def to_come(self) -> "PanelQuerySet":
        """Planned or issued, the soonest first: also one whose day has gone by without it."""
        found = self.filter(status__in=["planned", "issued"])
        return found.order_by("held_on", "starts_at", "area__position", "area__code", "pk")

    def latest_first(self) -> "PanelQuerySet":
        return self.order_by("-held_on", "area__position", "area__code")

    def closed_before(self, area: Any, day: date) -> "PanelQuerySet":
        """The closed panels of an area held before a day, the latest first."""
        return self.filter(area=area, status="closed", held_on__lt=day).order_by("-held_on")

    def with_counts_for(self, user: Any) -> "PanelQuerySet":
        """How many are on each agenda and how many are settled, of those whom the reader may see."""
        seen = Q(items__offender__in=on_the_scheme_for(user))
        settled = ~Q(items__decided_status="") | Q(items__not_discussed=True)
        return self.annotate(people=Count("items", filter=seen), settled=Count("items", filter=seen & settled))


class PanelMemberQuerySet(models.QuerySet["PanelMember"]):
    def sitting(self, area: "Area", kind: str, on: date) -> "PanelMemberQuerySet":
        """Members and deputies of an area's meetings of a kind on a day, agency by agency, deputies after members."""
        found = self.filter(holds(on, "from_on", "until_on"), area=area, kind=kind)
        return found.select_related("agency", "user").order_by(
            "agency__position", "agency", "deputy", "user__full_name"
        )


class QuorumQuerySet(models.QuerySet["Quorum"]):
    def holding(self, area: "Area", kind: str, on: date) -> "Quorum | None":
        """The quorum of an area's meetings of a kind on a day; of two that hold on it the one that began last."""
        found = self.filter(holds(on, "from_on", "until_on"), area=area, kind=kind)
        return found.order_by("-from_on", "-pk").first()


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def still_here(self) -> "AttendanceQuerySet":
        """Nobody has marked that they left."""
        return self.filter(left_at=None)

    def joined(self) -> "AttendanceQuerySet":
        """Signed in, and has accepted the confidentiality note."""
        return self.filter(user__isnull=False)


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: Any) -> "AgendaItemQuerySet":
        """The people on an agenda whom a reader may see; the others are not there, nor counted."""
        return self.filter(offender__in=on_the_scheme_for(user))

    def on_screen(self, user: Any, *, shared: bool) -> "AgendaItemQuerySet":
        """The people that a screen shows. A restricted person never stands on the one that the whole room looks at:

        the chair, where they are named for them, decides on them on their own screen.
        """
        if not shared:
            return self.visible_to(user)
        return self.filter(offender__in=on_the_scheme_for(user).exclude(sight.restricted()))

    def unsettled(self) -> "AgendaItemQuerySet":
        """Neither decided nor left for the next panel."""
        return self.filter(decided_status="", not_discussed=False)

    def with_people(self) -> "AgendaItemQuerySet":
        return self.select_related("panel__area", "offender", "previous__proposal", "proposal", "decided_by")


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, user: Any) -> "ActionQuerySet":
        return self.filter(offender__in=on_the_scheme_for(user))

    def open(self) -> "ActionQuerySet":
        return self.filter(status="open")

    def of_agency(self, agency: "Agency | None") -> "ActionQuerySet":
        return self.filter(owner=agency)

    def ended(self) -> "ActionQuerySet":
        return self.exclude(status="open")

    def late(self, on: date, days: int = 1) -> "ActionQuerySet":
        """Open, and so many days past the day on which they were due (panels.rules.escalated)."""
        return self.open().filter(due_on__lte=on - timedelta(days=days))

    def for_panel(self, panel: "Panel") -> "ActionQuerySet":
        """Given at a panel or carried into it: given at an earlier one, and not ended before the day it was held."""
        carried = carried_to(panel.held_on) & Q(offender__in=panel.items.values("offender"))
        return self.filter(Q(item__panel=panel) | carried).with_all().select_related("owner_person")

    def with_all(self) -> "ActionQuerySet":
        return self.select_related("owner", "item__panel", "offender", "ended_by")
