"""A meeting of an area's agencies, and who was there."""

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agencies.models import Agency, Area
from panels import locks, querysets
from ranking.models import Run


class PanelKind(models.TextChoices):
    """For what the agencies meet."""

    RAG = "rag", "RAG panel"
    SELECTION = "selection", "Selection panel"
    EMERGENCY = "emergency", "Emergency panel"


class PanelStatus(models.TextChoices):
    """Where a meeting is. Its agenda is frozen when issued; closing is the chair's signature, and locks it."""

    PLANNED = "planned", "Planned"
    ISSUED = "issued", "Agenda issued"
    OPEN = "open", "Open"
    ENDED = "ended", "To be signed"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


BEFORE = (PanelStatus.PLANNED, PanelStatus.ISSUED)
SITTING = (PanelStatus.OPEN, PanelStatus.ENDED)
"""From opening to signing: the levels of the room hold, and what is decided may still be put right."""
HELD = (*SITTING, PanelStatus.CLOSED)


def _by(what: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text=what
    )


def _says(what: str, *, since: tuple[PanelStatus, ...]) -> models.CheckConstraint:
    """A step says when it was made and by whom, from the status that it led to onwards, and not before."""
    made = {f"{what}_at__isnull": False, f"{what}_by__isnull": False}
    never = {f"{what}_at": None, f"{what}_by": None}
    return models.CheckConstraint(
        condition=Q(status__in=since, **made) | (~Q(status__in=since) & Q(**never)),
        name=f"panel_{what}_says_when_and_by_whom",
    )


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(), exclude=["version"])
class Panel(models.Model):
    """One meeting of one kind for one area, from its plan to the chair's signature, which locks it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PanelKind, default=PanelKind.RAG)
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    minutes_long = models.PositiveSmallIntegerField(null=True, blank=True, help_text="how long it is planned to take")
    place = models.CharField(max_length=200, blank=True, default="", help_text="a room, or how to join by video")
    status = models.CharField(max_length=10, choices=PanelStatus, default=PanelStatus.OPEN)
    number = models.PositiveIntegerField(null=True, blank=True, help_text="of the area, in the order of signing")
    chair = _by("who opened it, where they may chair; else the first who decided")
    deputy = _by("decides on whom the chair leads")
    planned_at = models.DateTimeField(db_default=Now())
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = _by("who froze its agenda")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = _by("who began it")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = _by("who said that the room had gone")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = _by("who signed it")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = _by("who cancelled it")
    cancelled_why = models.CharField(max_length=500, blank=True, default="")
    taken_back_why = models.CharField(
        max_length=500, blank=True, default="", help_text="why the agenda that was issued last was taken back"
    )
    ranking_run = models.ForeignKey(
        Run, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="frozen with the agenda"
    )
    version = models.PositiveBigIntegerField(
        db_default=0, default=0, editable=False, help_text="grows with each thing that a screen of the room shows"
    )

    objects = querysets.PanelQuerySet.as_manager()

    class Meta:
        triggers = [locks.closed_panel_stands()]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "held_on"],
                condition=~Q(status=PanelStatus.CANCELLED),
                name="panel_one_an_area_kind_and_day",
            ),
            models.UniqueConstraint(
                fields=["area"], condition=Q(status=PanelStatus.OPEN), name="panel_one_open_an_area"
            ),
            models.UniqueConstraint(fields=["area", "number"], name="panel_number_once_an_area"),
            models.CheckConstraint(
                condition=Q(status=PanelStatus.CANCELLED, cancelled_at__isnull=False, cancelled_by__isnull=False)
                & ~Q(cancelled_why="")
                | ~Q(status=PanelStatus.CANCELLED) & Q(cancelled_at=None, cancelled_by=None, cancelled_why=""),
                name="panel_cancelled_says_when_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(minutes_long=None) | Q(minutes_long__gte=1, minutes_long__lte=600),
                name="panel_minutes_can_be_meant",
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None, issued_by=None) | Q(issued_at__isnull=False, issued_by__isnull=False),
                name="panel_issued_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PanelStatus.PLANNED]) | Q(issued_at=None), name="panel_planned_is_not_issued"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PanelStatus.ISSUED, *HELD]) | Q(issued_at__isnull=False),
                name="panel_held_was_issued",
            ),
            _says("opened", since=HELD),
            _says("ended", since=(PanelStatus.ENDED, PanelStatus.CLOSED)),
            _says("closed", since=(PanelStatus.CLOSED,)),
            models.CheckConstraint(
                condition=Q(status=PanelStatus.CLOSED, number__isnull=False)
                | (~Q(status=PanelStatus.CLOSED) & Q(number=None)),
                name="panel_is_numbered_when_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"panel of {self.held_on}"


class Attendance(models.Model):
    """An agency was there, and who for it: noted by the chair, or joined by themselves and signed in.

    Who joins has accepted the confidentiality note: for them the levels of the room hold until they leave
    (spec/access.md, "In the room").
    """

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="attendances")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True, help_text="the confidentiality note")
    left_at = models.DateTimeField(null=True, blank=True)

    objects = querysets.AttendanceQuerySet.as_manager()

    class Meta:
        triggers = [locks.locked_with_its_panel("panels_attendance")]
        constraints = [
            models.UniqueConstraint(fields=["panel", "agency", "name"], name="attendance_once"),
            models.UniqueConstraint(fields=["panel", "user"], name="attendance_joined_once"),
            models.CheckConstraint(
                condition=Q(user=None, accepted_at=None) | Q(user__isnull=False, accepted_at__isnull=False),
                name="attendance_joined_by_accepting",
            ),
        ]

    def __str__(self) -> str:
        return self.name
