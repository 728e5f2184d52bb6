"""Which version of the rules is in force on a day."""

from datetime import date

from audit.prepared import Day, Rows, prepared
from rag.models import RuleSet
from rag.rules import Thresholds


def in_force(on: date) -> RuleSet:
    """The version in force on a day: that of the latest date, then the greatest number.

    A day before the first version is read by the first, as there are no older rules to read it by.
    """
    latest: list[RuleSet] = _latest(on=on)
    return latest[0] if latest else RuleSet.objects.agreed().order_by("in_force_from", "version")[:1].get()


@prepared
def _latest(on: Day) -> Rows:
    return RuleSet.objects.counting(on)[:1]


def thresholds(on: date) -> Thresholds:
    return Thresholds.from_data(in_force(on).thresholds)
