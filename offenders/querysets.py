"""Finding people: the one door, `visible_to`, and the filters that pages speak of."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from agencies.access import may
from agencies.categories import Category
from agencies.roles import Permission
from agencies.sharing import figures, may_see_anybody
from audit import clock
from offenders import sight
from offenders.rules import BREAKS_GLASS, KEPT_FOR

if TYPE_CHECKING:
    from datetime import date, datetime

    from offenders.models import (  # noqa: F401 (named in quotes below)
        BrokenGlass,
        CaseLead,
        Consent,
        CustodySpell,
        ExpectedRelease,
        Involvement,
        Join,
        Marker,
        NamedGrant,
        Notice,
        Offender,
        Restriction,
        Supervision,
    )

# The people granted to a reader, and those restricted for whom the reader is named.
ByName = tuple[list[int], list[int]]


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

    def ending_within(self, days: int, on: "date") -> "SupervisionQuerySet":
        """Orders and licences that hold on a day and run out in so many days or fewer, today among them."""
        return self.in_force(on).filter(due_to_end_on__gte=on, due_to_end_on__lte=on + timedelta(days=days))


class ExpectedReleaseQuerySet(models.QuerySet["ExpectedRelease"]):
    def standing(self, on: "date") -> "ExpectedReleaseQuerySet":
        """The releases that are expected of those who are in custody on a day."""
        spells = apps.get_model("offenders", "CustodySpell").objects.covering(on).filter(offender=OuterRef("offender"))
        return self.filter(Exists(spells), ended_on=None)

    def within(self, days: int, on: "date") -> "ExpectedReleaseQuerySet":
        """Expected in so many days or fewer, today and what is overdue among them."""
        return self.standing(on).filter(expected_on__lte=on + timedelta(days=days))


class NoticeQuerySet(models.QuerySet["Notice"]):
    def to_be_read(self) -> "NoticeQuerySet":
        """Given, not read by anybody of the agency, and not withdrawn."""
        return self.filter(acknowledged_at=None, withdrawn_at=None)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self, on: "date") -> "ConsentQuerySet":
        """What the person has consented to on a day: given, not run out, not withdrawn."""
        running = Q(until_on=None) | Q(until_on__gt=on)
        return self.filter(running, given_on__lte=on, withdrawn_on=None)


class DatedQuerySet(models.QuerySet[Any]):
    """Facts that hold from a day until a day: addresses, phones, circumstances, associates."""

    def current(self, on: "date") -> "DatedQuerySet":
        """What holds on a day, and what will: not yet past."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=on))

    def in_force(self, on: "date") -> "DatedQuerySet":
        """What holds on a day: from_on <= day < until_on."""
        return self.filter(holds(on, "from_on", "until_on"))

    def past(self, on: "date") -> "DatedQuerySet":
        return self.filter(until_on__lte=on)


class ReviewedQuerySet(DatedQuerySet):
    def due_for_review(self, on: "date") -> "ReviewedQuerySet":
        """What should have been looked at again by that day."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), review_on__lte=on)


class MarkerQuerySet(models.QuerySet["Marker"]):
    def standing(self, on: "date") -> "MarkerQuerySet":
        """Markers that stand on a day: from_on <= day < ended_on."""
        return self.filter(holds(on, "from_on", "ended_on"))

    def warnings(self) -> "MarkerQuerySet":
        """What says to speak to the lead agency before contact to who may not read it."""
        return self.exclude(kind__in=apps.get_model("offenders", "Marker").NAMED_AT_A_FLAG)

    def due_for_review(self, on: "date") -> "MarkerQuerySet":
        """Standing markers whose review is due by that day."""
        return self.standing(on).filter(review_on__lte=on)


class AssociateQuerySet(DatedQuerySet):
    def of(self, offender: Any) -> "AssociateQuerySet":
        """With whom a person is, from both ends."""
        return self.filter(Q(offender=offender) | Q(other=offender))


class JoinQuerySet(models.QuerySet["Join"]):
    def standing(self) -> "JoinQuerySet":
        """Joins that nobody has undone."""
        return self.filter(undone_at=None)


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def standing(self) -> "RestrictionQuerySet":
        """Restrictions that nobody has lifted."""
        return self.filter(lifted_at=None)


class NamedGrantQuerySet(models.QuerySet["NamedGrant"]):
    def in_force(self, on: "date") -> "NamedGrantQuerySet":
        """Grants that hold on a day: from_on <= day < until_on."""
        return self.filter(from_on__lte=on, until_on__gt=on)


class BrokenGlassQuerySet(models.QuerySet["BrokenGlass"]):
    def open_at(self, now: "datetime") -> "BrokenGlassQuerySet":
        """Glass that is broken at a moment of real time: 24 hours at most, unless it was ended before."""
        return self.filter(broken_at__lte=now, ends_at__gt=now, ended_at=None)


class OffenderQuerySet(models.QuerySet["Offender"]):
    def on_the_register(self) -> "OffenderQuerySet":
        """Everybody whom no sender has withdrawn. For computations; what a person sees goes through `visible_to`."""
        return self.filter(withdrawn=False)

    def visible_to(self, user: Any) -> "OffenderQuerySet":
        """The people that a reader may see (spec/access.md, section 1): behind every list, page, export and count.

        Those with whom their agency is involved today; or was, as lead or support, until less than 90 days ago; or
        once led, for its coordinators; or whose record was granted to the reader by name. A restricted person is
        seen by the people named for them alone. Somebody without an agency, without a role that sees people, or who
        has left, sees nobody; nor does anybody on a day on which no sharing agreement is in force.
        """
        if not self.may_be_seen_by(user):
            return self.none()
        on = clock.today()
        return self._open_to(user, on, once_led=bool(KEPT_FOR & user.roles), by_name=sight.by_name(user, on))

    def counted_for(self, user: Any) -> "OffenderQuerySet":
        """The people whom an analyst reads of under pseudonyms: those of their agency, as in `visible_to`.

        Whom the agency once led stays until disposal, for its analysts too. A record granted by name, or opened by
        broken glass, is one person's to read and in none of these rows; nor is a restricted person, whoever is
        named for them.
        """
        return self._of_the_agency(user, Permission.PSEUDONYMS_VIEW)

    def figured_for(self, user: Any) -> "OffenderQuerySet":
        """The people of whose pathways a report counts, as in `counted_for`: everybody of one agency counts the same.

        Of them too who see no person themselves, and read no row of anybody: an agency's lead.
        """
        return self._of_the_agency(user, Permission.REPORT_VIEW)

    def _of_the_agency(self, user: Any, permission: Permission) -> "OffenderQuerySet":
        if not (may(user, permission) and user.agency_id is not None):
            return self.none()
        if not figures(user).knows_of(Category.IDENTITY):
            return self.none()
        return self._open_to(user, clock.today(), once_led=True, by_name=([], []))

    def _open_to(self, user: Any, on: "date", *, once_led: bool, by_name: "ByName") -> "OffenderQuerySet":
        """By the agency's involvement, or by name; a restricted person by that name alone."""
        granted, named = by_name
        involvements, restricted = sight.by_agency(user, on, once_led=once_led), Q(sight.restricted())
        if not granted and not named:
            return self.on_the_register().filter(Exists(involvements.filter(offender=OuterRef("pk"))), ~restricted)
        seen = Q(pk__in=involvements.values("offender")) | Q(pk__in=granted)
        return self.on_the_register().filter(seen & ~restricted | Q(restricted, pk__in=named))

    def reachable_by(self, user: Any) -> "OffenderQuerySet":
        """Whose own page a reader may open: those visible, and those for whom they broke glass.

        Broken glass opens the one person's page. It puts nobody into a list, a count, a search or an export: these
        would sort and filter by what glass never shows.
        """
        if not self.may_be_seen_by(user):
            return self.none()
        if not BREAKS_GLASS & user.roles:
            return self.visible_to(user)
        glass = Q(sight.glass(user)) & ~Q(sight.restricted())
        visible = self.visible_to(user).order_by().values("pk")
        return self.on_the_register().filter(Q(pk__in=visible) | glass)

    def may_be_seen_by(self, user: Any) -> bool:
        """Whether a reader may see anybody at all: by their roles, their agency, and the agreement of the day."""
        return may(user, Permission.PEOPLE_VIEW) and user.agency_id is not None and may_see_anybody(user)
