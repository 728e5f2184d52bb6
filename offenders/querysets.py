"""Finding people: the one door, `visible_to`, and the filters that pages speak of."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from agencies.access import may
from agencies.roles import Permission
from agencies.sharing import may_see_anybody
from audit import clock

if TYPE_CHECKING:
    from datetime import date

    from offenders.models import Involvement, Offender


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def in_force(self, on: "date") -> "InvolvementQuerySet":
        """Involvements that hold on a day: from_on <= day < until_on."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)


class OffenderQuerySet(models.QuerySet["Offender"]):
    def on_the_register(self) -> "OffenderQuerySet":
        """Everybody whom no sender has withdrawn. For computations; what a person sees goes through `visible_to`."""
        return self.filter(withdrawn=False)

    def visible_to(self, user: Any) -> "OffenderQuerySet":
        """The people that a reader may see: those their agency is involved with today (spec/access.md, section 1).

        Every list, page, search, export and count goes through here. It reads the involvement table alone;
        somebody without an agency, without a role that sees people, or who has left, sees nobody; nor does anybody
        on a day on which no sharing agreement is in force (section 2).
        """
        if not may(user, Permission.PEOPLE_VIEW) or user.agency_id is None or not may_see_anybody(user):
            return self.none()
        involved = apps.get_model("offenders", "Involvement").objects.in_force(clock.today())
        return self.on_the_register().filter(Exists(involved.filter(agency=user.agency_id, offender=OuterRef("pk"))))
