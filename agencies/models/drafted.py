"""What a version that people draft and agree has, beside what it holds."""

from datetime import date
from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from agencies.drafts.rules import UNDER_WAY, State


class DraftedQuerySet(models.QuerySet[Any]):
    def agreed(self) -> Self:
        """What counts, or will from its day on."""
        return self.filter(state=State.AGREED)

    def under_way(self) -> Self:
        return self.filter(state__in=sorted(UNDER_WAY))

    def counting(self, on: date) -> Self:
        """Those of the day, that which counts on top: of the latest date, then the greatest number."""
        return self.agreed().filter(in_force_from__lte=on).order_by("-in_force_from", "-version")


def _user() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Drafted(models.Model):
    """A version by its number. What came with the product nobody drafted; all else takes two people."""

    version = models.PositiveIntegerField(unique=True)
    in_force_from = models.DateField(null=True, blank=True)
    source = models.TextField(help_text="where the numbers come from, and who agreed them")
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in State], default=State.AGREED)
    edits = models.PositiveIntegerField(default=1, db_default=1, help_text="counts each change of a draft")
    drafted_by = _user()
    drafted_at = models.DateTimeField(null=True, blank=True)
    because = models.TextField("why", blank=True, default="", db_default="")
    sent_back_because = models.TextField(blank=True, default="", db_default="")
    settled_by = _user()
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = DraftedQuerySet.as_manager()

    HOLDS: ClassVar[str]  # the field that holds the numbers

    class Meta:
        abstract = True

    @property
    def is_under_way(self) -> bool:
        return State(self.state) in UNDER_WAY

    @property
    def from_the_first(self) -> bool:
        """Whether it counts for every day before the next, however long ago."""
        return self.in_force_from == date.min


class Preview(models.Model):
    """What a draft would change on a day, worked out by a worker; of one state of the draft."""

    edits = models.PositiveIntegerField(help_text="the state of the draft that it is of")
    as_of = models.DateField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


def constraints(name: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(state=State.AGREED, in_force_from__isnull=False)
            | (~Q(state=State.AGREED) & Q(in_force_from=None)),
            name=f"{name}_agreed_has_its_day",
        ),
        models.CheckConstraint(
            condition=~Q(state=State.AGREED, drafted_by__isnull=False, settled_by=None)
            & ~Q(state=State.AGREED, settled_by=F("drafted_by")),
            name=f"{name}_agreed_by_a_second_person",
        ),
        models.CheckConstraint(
            condition=Q(drafted_by__isnull=False, drafted_at__isnull=False) | Q(state=State.AGREED, drafted_by=None),
            name=f"{name}_drafted_by_somebody",
        ),
    ]


def triggers() -> list[pgtrigger.Trigger]:
    """What is agreed or withdrawn is read against for good: a change is the next version, never an edit."""
    settled = pgtrigger.Q(old__state__in=[State.AGREED.value, State.WITHDRAWN.value])
    return [pgtrigger.Protect(name="never_edited", operation=pgtrigger.Update, condition=settled)]
