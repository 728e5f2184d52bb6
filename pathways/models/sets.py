"""Sets of pathways as data with a version: which is in force, from which day, and where it comes from."""

from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from agencies.categories import Category
from offenders.models.involvement import DateRange
from pathways.querysets import PathwayQuerySet, PathwaySetQuerySet
from pathways.rules import Theme, letter_categories


def _stands_once_used(columns: tuple[str, ...], of_set: str) -> pgtrigger.Trigger:
    """An old assessment is read by the set of its day: what a set that was given a day says is not rewritten.

    What is changed is a new version, which opens as another set.
    """
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return pgtrigger.Trigger(
        name="stands_once_used",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"""
        IF TG_OP = 'UPDATE' AND ({old}) IS NOT DISTINCT FROM ({new}) THEN RETURN NEW; END IF;
        IF EXISTS (SELECT 1 FROM pathways_pathwayset WHERE id = {of_set} AND opens_on IS NOT NULL) THEN
            RAISE EXCEPTION 'what a set of pathways that was in use says is not rewritten: make it a new version'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
        """,
    )


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PathwaySet(models.Model):
    """The pathways that a scheme assesses by, from a day on. Without a day it is an example that may be opened."""

    code = models.SlugField(max_length=30)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=100)
    source = models.TextField()
    opens_on = models.DateField("in force from", null=True, blank=True)
    closes_on = models.DateField("first day without", null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    because = models.TextField("why", blank=True, default="", db_default="")

    objects = PathwaySetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="pathway_set_version_once"),
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(opens_on__isnull=False, closes_on__gt=F("opens_on")),
                name="pathway_set_closes_after_it_opens",
            ),
            ExclusionConstraint(
                name="pathway_set_one_at_a_time",
                expressions=[(DateRange("opens_on", "closes_on"), RangeOperators.OVERLAPS)],
                condition=Q(opens_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name if self.version == 1 else f"{self.name}, version {self.version}"

    def is_in_force(self, on: date) -> bool:
        return self.opens_on is not None and self.opens_on <= on and (self.closes_on is None or on < self.closes_on)


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Pathway(models.Model):
    """A way out of crime in one set: accommodation, health and so on. Letters are labels, never averaged."""

    code = models.CharField(max_length=20, primary_key=True, db_collation="C")
    set = models.ForeignKey(PathwaySet, on_delete=models.PROTECT, related_name="pathways")
    name = models.CharField(max_length=100)
    theme = models.CharField(max_length=20, choices=[(theme.value, theme.words) for theme in Theme])
    position = models.PositiveSmallIntegerField()

    objects = PathwayQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        triggers = [_stands_once_used(("code", "set_id", "name", "theme"), "OLD.set_id")]
        constraints = [
            models.UniqueConstraint(fields=["set", "theme"], name="pathway_theme_once_a_set"),
            models.CheckConstraint(
                condition=Q(theme__in=[theme.value for theme in Theme]), name="pathway_has_a_theme_of_the_list"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def name_on(self, on: date) -> str:
        """With its set's name where that is no longer, or not yet, the day's. Read with the set."""
        return self.name if self.set.is_in_force(on) else f"{self.name} ({self.set})"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class PathwayLevel(models.Model):
    """One level of one pathway, and whether it is a need. A level of a set without letters is a digit, never shown."""

    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="levels")
    level = models.CharField(max_length=1, db_collation="C")
    text = models.CharField(max_length=200)
    need = models.BooleanField()
    rests_on = models.CharField(
        max_length=30,
        blank=True,
        default="",
        db_default="",
        choices=[(category.value, category.label) for category in Category],
        help_text="a part of the record that this level rests on, beyond what its pathway does",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pathway", "level"], name="pathway_level_once")]
        triggers = [
            _stands_once_used(
                ("pathway_id", "level", "text", "need"),
                "(SELECT set_id FROM pathways_pathway WHERE code = OLD.pathway_id)",
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.text}".strip()

    @property
    def letter(self) -> str:
        return self.level if self.level.isalpha() else ""

    @property
    def words(self) -> str:
        """What a page says of it: D · Own tenancy (at risk)."""
        return f"{self.letter} · {self.text}" if self.letter else self.text

    @property
    def letter_categories(self) -> frozenset[Category]:
        """Of what its letter and words are a part; who may not read all of it is told a need or none."""
        return letter_categories(self.pathway.theme)
