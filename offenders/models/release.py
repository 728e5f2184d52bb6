"""The day on which somebody is expected out, the plan for that day, and visits to them in prison."""

import pghistory
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.custody.rules import ExpectedUntil, PartKind, PlanStatus, ReleaseKind, VisitResult
from offenders.models.identity import Offender
from offenders.querysets import ExpectedReleaseQuerySet

LIVE = [PlanStatus.DRAFT.value, PlanStatus.AGREED.value]


def choices_of(kinds: type) -> list[tuple[str, str]]:
    return [(kind.value, kind.words) for kind in kinds]  # type: ignore[attr-defined]


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class ExpectedRelease(Sourced):
    """A day of release as it was expected from the day it was set until it ended; one stands at a time.

    Another date is another row: the rows of a person are the history of their expected release.
    """

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="expected_releases")
    expected_on = models.DateField(verbose_name="expected on")
    kind = models.CharField(max_length=12, choices=choices_of(ReleaseKind))
    said_by = models.CharField(max_length=200, verbose_name="who said so", help_text="the record or letter it is from")
    set_on = models.DateField(verbose_name="set on")
    ended_on = models.DateField(null=True, blank=True)
    ended_as = models.CharField(max_length=12, choices=choices_of(ExpectedUntil), blank=True)

    objects = ExpectedReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-set_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="expected_release_ref_once_a_source"),
            sent_once("expected_release"),
            models.UniqueConstraint(
                fields=["offender"], condition=Q(ended_on=None), name="expected_release_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_as="") | Q(ended_on__isnull=False) & ~Q(ended_as=""),
                name="expected_release_ended_as_something",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("set_on")),
                name="expected_release_ends_not_before_it_is_set",
            ),
        ]
        indexes = [
            models.Index(fields=["expected_on"], condition=Q(ended_on=None), name="expected_release_by_day"),
        ]

    def __str__(self) -> str:
        return f"expected on {self.expected_on}"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class ReleasePlan(Sourced):
    """The plan for the day of one expected release; one is being worked on at a time."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="release_plans")
    expected = models.ForeignKey(ExpectedRelease, on_delete=models.CASCADE, related_name="plans")
    status = models.CharField(
        max_length=12,
        choices=[(s.value, s.words) for s in PlanStatus if s is not PlanStatus.NOT_WRITTEN],
        default=PlanStatus.DRAFT.value,
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="release_plan_ref_once_a_source"),
            sent_once("release_plan"),
            models.UniqueConstraint(
                fields=["offender"], condition=Q(status__in=LIVE), name="release_plan_one_worked_on"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in PlanStatus if s is not PlanStatus.NOT_WRITTEN]),
                name="release_plan_has_a_status",
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}, {self.status}"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PlanPart(Sourced):
    """One part of a plan: who does what. It belongs to the category of its kind, and is shown to its readers alone."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="plan_parts")
    plan = models.ForeignKey(ReleasePlan, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=16, choices=choices_of(PartKind))
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="who sees to it")
    text = models.TextField(verbose_name="what is arranged")
    place = models.CharField(max_length=300, blank=True, verbose_name="where")
    due_at = models.DateTimeField(null=True, blank=True, verbose_name="when")
    done_on = models.DateField(null=True, blank=True, verbose_name="done on")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="plan_part_ref_once_a_source"),
            sent_once("plan_part"),
            models.UniqueConstraint(
                fields=["plan", "kind"],
                condition=~Q(kind=PartKind.APPOINTMENT.value),
                name="plan_part_once_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PartKind.APPOINTMENT.value) | Q(due_at__isnull=False),
                name="plan_part_appointment_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of plan {self.plan_id}"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PrisonVisit(Sourced):
    """Somebody of an agency goes to see a person in prison: planned, and then with what result."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="prison_visits")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    visitor = models.CharField(max_length=200, verbose_name="who visits")
    due_on = models.DateField(verbose_name="day")
    result = models.CharField(max_length=16, choices=choices_of(VisitResult), default=VisitResult.PLANNED.value)
    said = models.TextField(blank=True, verbose_name="what came of it")

    class Meta:
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="prison_visit_ref_once_a_source"),
            sent_once("prison_visit"),
        ]

    def __str__(self) -> str:
        return f"visit of {self.due_on}"
