"""What was put off, as practitioners ask for it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

from agencies.access import may
from agencies.roles import Permission

if TYPE_CHECKING:
    from casefile.models import PutOff  # noqa: F401 (named in the text of a type below)


class PutOffQuerySet(models.QuerySet["PutOff"]):
    def standing(self, on: date) -> "PutOffQuerySet":
        """Put off on a day: not taken back, and not yet come back."""
        return self.filter(taken_back_at=None, put_off_on__lte=on, until_on__gt=on)

    def of_agency_of(self, user: Any) -> "PutOffQuerySet":
        return self.filter(agency=user.agency_id)

    def overseen_by(self, user: Any) -> "PutOffQuerySet":
        """What one's agency put off, for who supervises it; what one put off oneself, for everybody else."""
        rows = self.of_agency_of(user)
        return rows if may(user, Permission.WORKLIST_OVERSEE) else rows.filter(put_off_by=user.pk)
