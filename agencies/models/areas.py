"""The scheme, its areas, and the groupings that a report may use (spec/exchange.md, scheme.json)."""

import pghistory
from django.db import models
from django.db.models import Q

from agencies.models.agencies import Agency

OUTSIDE = "OUT"


class Scheme(models.Model):
    """The scheme that this register belongs to; there is one."""

    name = models.CharField(max_length=200)
    only_one = models.BooleanField(default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["only_one"], name="scheme_there_is_one"),
            models.CheckConstraint(condition=Q(only_one=True), name="scheme_only_one_is_true"),
        ]

    def __str__(self) -> str:
        return self.name


class AreaLevel(models.TextChoices):
    FORCE = "force", "force or county"
    AREA = "area", "area of the scheme"
    OUTSIDE = "outside", "outside the scheme"


class AreaQuerySet(models.QuerySet["Area"]):
    def of_the_scheme(self) -> "AreaQuerySet":
        """The areas of the scheme in the scheme's own order, without OUT."""
        return self.filter(level=AreaLevel.AREA).order_by("position", "code")


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Area(models.Model):
    """A place in the tree of areas: a force at the top, the scheme's areas below, and OUT beside them."""

    code = models.CharField(max_length=200, db_collation="C")
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=10, choices=AreaLevel)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveIntegerField(default=0, help_text="the order in which the scheme names them")

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(level=AreaLevel.FORCE), name="area_code_once"),
            models.UniqueConstraint(fields=["code"], condition=Q(level=AreaLevel.FORCE), name="area_force_once"),
            models.CheckConstraint(
                condition=Q(level=AreaLevel.AREA, parent__isnull=False)
                | Q(level__in=[AreaLevel.FORCE, AreaLevel.OUTSIDE], parent__isnull=True),
                name="area_has_a_force_above_it",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class AgencyArea(models.Model):
    """An area in which an agency works. One that has none named works in the whole scheme."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "area"], name="agency_area_named_once")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.area}"


class Grouping(models.Model):
    """A way to put areas together in a report (North and South); history is untouched by it."""

    name = models.CharField(max_length=200, unique=True)
    position = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class GroupingArea(models.Model):
    grouping = models.ForeignKey(Grouping, on_delete=models.CASCADE, related_name="members")
    group = models.CharField(max_length=200)
    group_position = models.PositiveIntegerField(default=0)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grouping", "group", "area"], name="grouping_area_once_a_group"),
        ]

    def __str__(self) -> str:
        return f"{self.grouping}: {self.group}"
