"""Which version of the rules is in force on a day."""

from datetime import date

from rag.models import RuleSet
from rag.rules import Thresholds


def in_force(on: date) -> RuleSet:
    """The version in force on a day: that of the latest date, then the greatest number.

    A day before the first version is read by the first, as there are no older rules to read it by.
    """
    latest = RuleSet.objects.filter(in_force_from__lte=on).order_by("in_force_from", "version").last()
    return latest or RuleSet.objects.order_by("in_force_from", "version")[:1].get()


def thresholds(on: date) -> Thresholds:
    return Thresholds.from_data(in_force(on).thresholds)
