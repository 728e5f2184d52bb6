"""Windows, thresholds and the order of the rules: data of the scheme, with a version and a date (spec/rag.md)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rag.rules.values import Code
from rag.status import Status


@dataclass(frozen=True, slots=True)
class Step:
    """One status and the reasons that lead to it. A status that stands alone names one reason and no other step's."""

    status: Status
    alone: bool
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One version of the scheme's rules as values."""

    recent_months: int
    compared_months: int
    light_contact_months: int
    green_months: int
    assessment_months: int
    desistance_months: int
    confirmed_grades: frozenset[str]
    confirmed_sources: frozenset[int]
    believed_grades: frozenset[str]
    agencies_disengaged: int
    least_drop: Fraction
    stable_pathways: Fraction
    order: tuple[Step, ...]

    @property
    def horizon_months(self) -> int:
        """How far back any rule looks for anything but arrests, which it may need from any day."""
        return max(self.recent_months + self.compared_months, self.light_contact_months, self.desistance_months)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Thresholds":
        """Read a version's data; an unknown or missing key is an error, so that no rule is silently another."""
        values = dict(data)
        values["confirmed_grades"] = frozenset(data["confirmed_grades"])
        values["confirmed_sources"] = frozenset(data["confirmed_sources"])
        values["believed_grades"] = frozenset(data["believed_grades"])
        values["least_drop"] = _percent(data["least_drop_percent"])
        values["stable_pathways"] = _percent(data["stable_pathways_percent"])
        values["order"] = tuple(_step(step) for step in data["order"])
        del values["least_drop_percent"], values["stable_pathways_percent"]
        return cls(**values)


def _percent(number: int | str) -> Fraction:
    return Fraction(Decimal(str(number))) / 100


def _step(step: dict[str, Any]) -> Step:
    return Step(Status(step["status"]), step["alone"], tuple(Code(code) for code in step["reasons"]))
