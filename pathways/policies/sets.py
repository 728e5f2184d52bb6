"""Who may say by which set the scheme assesses, and from when."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from agencies.access import may
from agencies.models import User
from agencies.roles import Permission
from agencies.templatetags.iom_pages import uk_date
from pathways.models import PathwaySet

NOT_YOURS = "Who runs the scheme opens a set of pathways: a coordinator."
TOO_SOON = "A set opens on a day to come, so that each day's assessments are by one set."
USED = "This set was in force before. What was changed since is a new version of it, which opens as another set."


def check_runs_sets(by: User) -> None:
    if not may(by, Permission.PATHWAY_SETS):
        raise PermissionDenied(NOT_YOURS)


def check_open(row: PathwaySet, opens_on: date, planned: PathwaySet | None, today: date) -> None:
    """Whether a set may be in force from a day on; `planned` is one that waits for its day already."""
    if row.opens_on is not None:
        raise ValidationError(USED)
    if opens_on <= today:
        raise ValidationError({"opens_on": TOO_SOON})
    if planned is not None:
        raise ValidationError(
            f"{planned} is to open on {uk_date(planned.opens_on)} already. Take that back first."  # one step at a time
        )


def check_take_back(row: PathwaySet, today: date) -> None:
    if row.opens_on is None or row.opens_on <= today:
        raise ValidationError("The day has come: people are assessed by this set. Open another one instead.")
