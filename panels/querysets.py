"""Panels, agendas and actions, as practitioners ask for them; people always through `visible_to`."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Q

from agencies.categories import Category
from agencies.sharing import everyday
from offenders import sight
from offenders.models import Offender
from offenders.querysets import OffenderQuerySet

if TYPE_CHECKING:
    from agencies.models import Agency, Area
    from panels.models import Action, AgendaItem, Panel  # noqa: F401 (named in the text of a type below)


def on_the_scheme_for(user: Any) -> OffenderQuerySet:
    """Whom a reader may see, where the agreement lets them know that anybody is on the scheme at all."""
    people = Offender.objects.visible_to(user)
    return people if everyday(user).knows_of(Category.SCHEME) else people.none()


class PanelQuerySet(models.QuerySet["Panel"]):
    def latest_first(self) -> "PanelQuerySet":
        return self.order_by("-held_on", "area__position", "area__code")

    def closed_before(self, area: "Area", day: date) -> "PanelQuerySet":
        """The closed panels of an area held before a day, the latest first."""
        return self.filter(area=area, status="closed", held_on__lt=day).order_by("-held_on")

    def with_counts_for(self, user: Any) -> "PanelQuerySet":
        """How many are on each agenda and how many are settled, of those whom the reader may see."""
        seen = Q(items__offender__in=on_the_scheme_for(user))
        settled = ~Q(items__decided_status="") | Q(items__not_discussed=True)
        return self.annotate(people=Count("items", filter=seen), settled=Count("items", filter=seen & settled))


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

    def for_panel(self, panel: "Panel") -> "ActionQuerySet":
        """Given at a panel or carried into it: given at an earlier one, and not ended before the day it was held."""
        carried = Q(item__panel__held_on__lt=panel.held_on) & (Q(ended_on=None) | Q(ended_on__gte=panel.held_on))
        of_its_people = Q(offender__in=panel.items.values("offender"))
        return self.filter(Q(item__panel=panel) | (carried & of_its_people)).select_related(
            "owner", "item__panel", "offender", "ended_by"
        )
