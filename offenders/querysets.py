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

    from offenders.models import (  # noqa: F401 (named in quotes below)
        CaseLead,
        CustodySpell,
        Involvement,
        Offender,
        Supervision,
    )


def holds(on: "date", begins: str, ends: str) -> Q:
    """What holds on a day: from the day on which it begins up to, but without, the one on which it ends."""
    return (Q(**{ends: None}) | Q(**{f"{ends}__gt": on})) & Q(**{f"{begins}__lte": on})


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def in_force(self, on: "date") -> "InvolvementQuerySet":
        """Involvements that hold on a day: from_on <= day < until_on."""
        return self.filter(holds(on, "from_on", "until_on"))


class CaseLeadQuerySet(models.QuerySet["CaseLead"]):
    def in_force(self, on: "date") -> "CaseLeadQuerySet":
        """Who leads on a day: from_on <= day < until_on."""
        return self.filter(holds(on, "from_on", "until_on"))


class CustodySpellQuerySet(models.QuerySet["CustodySpell"]):
    def covering(self, on: "date") -> "CustodySpellQuerySet":
        """In custody on a day: admitted_on <= day < released_on."""
        return self.filter(holds(on, "admitted_on", "released_on"))


class SupervisionQuerySet(models.QuerySet["Supervision"]):
    def in_force(self, on: "date") -> "SupervisionQuerySet":
        """Supervised on a day: started_on <= day < ended_on."""
        return self.filter(holds(on, "started_on", "ended_on"))


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
