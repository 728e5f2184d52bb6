"""Sets, pathways and assessments as practitioners ask for them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Q, Value, When

from pathways.rules.plans import OPEN

if TYPE_CHECKING:
    from pathways.models import Pathway, PathwayAssessment, PathwaySet, PlanItem  # noqa: F401 (named in quotes below)


def _in_force(on: date, prefix: str = "") -> Q:
    opened = Q(**{f"{prefix}opens_on__lte": on})
    return opened & (Q(**{f"{prefix}closes_on": None}) | Q(**{f"{prefix}closes_on__gt": on}))


class PathwaySetQuerySet(models.QuerySet["PathwaySet"]):
    def in_force(self, on: date) -> PathwaySetQuerySet:
        """The one that a day's assessments are made by; none, or one (`pathway_set_one_at_a_time`)."""
        return self.filter(_in_force(on))

    def used(self) -> PathwaySetQuerySet:
        """Those that were ever given a day; the others are examples to open."""
        return self.filter(opens_on__isnull=False)


class PathwayQuerySet(models.QuerySet["Pathway"]):
    def in_force(self, on: date) -> PathwayQuerySet:
        """The pathways of the set of a day, in its order."""
        return self.filter(_in_force(on, "set__")).order_by("position")

    def opened_by(self, on: date) -> PathwayQuerySet:
        """Those of the set of a day, then those of the sets before it, each in its order; read with their sets."""
        return self.filter(set__opens_on__lte=on).select_related("set").order_by("-set__opens_on", "position")


class PathwayAssessmentQuerySet(models.QuerySet["PathwayAssessment"]):
    def latest_first(self, on: date) -> PathwayAssessmentQuerySet:
        """The assessments up to a day. Of two levels of one day a need wins (spec/ranking.md), then the greater ref."""
        return self.filter(assessed_on__lte=on).order_by("-assessed_on", "-level__need", "-ref", "-id")

    def newest(self, on: date) -> PathwayAssessmentQuerySet:
        """The one of each person and pathway that stands on a day."""
        one_each = ("offender_id", "level__pathway_id")
        ordered = self.latest_first(on)
        return ordered.order_by(*one_each, *ordered.query.order_by).distinct(*one_each)


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    def open(self) -> PlanItemQuerySet:
        """Work to do: not started or in progress."""
        return self.filter(status__in=sorted(OPEN))

    def in_order(self) -> PlanItemQuerySet:
        """By pathway, the open ones first, then by the day of review."""
        is_over = Case(When(status__in=sorted(OPEN), then=Value(0)), default=Value(1))
        return self.order_by("-pathway__set__opens_on", "pathway__position", is_over, "review_on", "pk")
