"""Who was deselected for a long sentence and is to be looked at again before they come out (code 6A)."""

from datetime import date

from django.db.models import Exists, OuterRef

from cohorts.models import Membership
from offenders.models import ExpectedRelease
from offenders.querysets import ExpectedReleaseQuerySet

LONG_SENTENCE = "6A"


def reassessment_before_release(on: date) -> ExpectedReleaseQuerySet:
    """The expected releases of people deselected by code 6A, in no cohort since: reassessed before that day."""
    theirs = Membership.objects.filter(offender=OuterRef("offender"))
    left = theirs.filter(deselection_code=LONG_SENTENCE, deselected_on__lte=on)
    rows = ExpectedRelease.objects.standing(on).filter(Exists(left), ~Exists(theirs.current(on)))
    return rows.select_related("offender").order_by("expected_on", "pk")
