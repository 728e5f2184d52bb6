"""Who is a member on a day."""

from datetime import date

from django.db.models import Exists, OuterRef

from cohorts.models import Membership
from offenders.models import Offender
from offenders.querysets import OffenderQuerySet


def members_on(day: date) -> OffenderQuerySet:
    """Everybody with a membership that covers the day: selected_on <= day < deselected_on (spec/rag.md).

    For computations: a page narrows it by `visible_to` like any list of people.
    """
    covering = Membership.objects.current(day).filter(offender=OuterRef("pk"))
    return Offender.objects.on_the_register().filter(Exists(covering))
