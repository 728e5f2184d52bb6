"""The scoring matrix as values: every number is the scheme's to change (spec/ranking.md)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FACTORS = ("recency", "frequency", "severity", "intelligence", "drugs", "instability", "engagement")
HIGHEST_SEVERITY = 5
EIGHTHS = 8

Bands = tuple[tuple[int, int], ...]


class MatrixError(ValueError):
    """A matrix that cannot be scored with exactly."""


@dataclass(frozen=True)
class ScoringMatrix:
    """One version of the matrix. Bands are (bound, points), the first that holds counts."""

    recency: Bands  # within so many days
    frequency_within: int
    frequency: Bands  # so many offences or more
    severity_within: int
    severity_each_band: int
    confirmed_grades: tuple[str, ...]
    confirmed_sources: tuple[int, ...]
    believed_grades: tuple[str, ...]  # grade E, suspected to be false, never counts
    intelligence_within: int
    well_graded: int
    reports: Bands  # so many reports or more
    drugs_within: int
    positive_or_reported: int
    drugs_need: int
    instability_need: int
    engagement_within: int
    none_kept: int
    kept_under: tuple[tuple[int, int, int], ...]  # kept under this part of those due: numerator, denominator, points
    most: int
    divided_in_custody: int
    divided_outside_the_area: int

    @classmethod
    def read(cls, points: Mapping[str, Any]) -> "ScoringMatrix":
        """The matrix from its stored row; refused where the score could not be kept in whole eighths."""
        matrix = cls(**_offending(points), **_reports(points), **_conduct(points), **_limits(points))
        if EIGHTHS % (matrix.divided_in_custody * matrix.divided_outside_the_area):
            raise MatrixError("The two divisions together must leave whole eighths of a point: 1, 2, 4 or 8.")
        return matrix

    def written(self) -> dict[str, Any]:
        """The matrix as its row stores it: what `read` reads."""
        grades = {
            name: list(getattr(self, name)) for name in ("confirmed_grades", "confirmed_sources", "believed_grades")
        }
        return {
            "recency": _rows(self.recency),
            "frequency": {"within": self.frequency_within, "at_least": _rows(self.frequency)},
            "severity": {"within": self.severity_within, "each_band": self.severity_each_band},
            **grades,
            "intelligence": {
                "within": self.intelligence_within, "well_graded": self.well_graded, "at_least": _rows(self.reports),
            },
            "drugs": {
                "within": self.drugs_within, "positive_or_reported": self.positive_or_reported, "need": self.drugs_need,
            },
            "instability": {"need": self.instability_need},
            "engagement": {
                "within": self.engagement_within, "none_kept": self.none_kept, "kept_under": _rows(self.kept_under),
            },
            "most": self.most,
            "divided_in_custody": self.divided_in_custody,
            "divided_outside_the_area": self.divided_outside_the_area,
        }  # fmt: skip

    def most_of(self, factor: str) -> int:
        """The highest number of points that a factor can give."""
        return {
            "recency": _highest(self.recency),
            "frequency": _highest(self.frequency),
            "severity": self.severity_each_band * HIGHEST_SEVERITY,
            "intelligence": max(self.well_graded, _highest(self.reports)),
            "drugs": max(self.positive_or_reported, self.drugs_need),
            "instability": self.instability_need,
            "engagement": max([self.none_kept, *(points for *_, points in self.kept_under)]),
        }[factor]


# By what each factor's points are given, of the fields above.
_OF_FACTOR = {
    "recency": ("recency",),
    "frequency": ("frequency_within", "frequency"),
    "severity": ("severity_within", "severity_each_band"),
    "intelligence": (
        "confirmed_grades", "confirmed_sources", "believed_grades", "intelligence_within", "well_graded", "reports",
    ),
    "drugs": ("believed_grades", "drugs_within", "positive_or_reported", "drugs_need"),
    "instability": ("instability_need",),
    "engagement": ("engagement_within", "none_kept", "kept_under"),
}  # fmt: skip


def factors_that_differ(one: ScoringMatrix, other: ScoringMatrix) -> frozenset[str]:
    """The factors whose points two versions give by other numbers."""
    return frozenset(
        factor
        for factor, fields in _OF_FACTOR.items()
        if any(getattr(one, field) != getattr(other, field) for field in fields)
    )


def _highest(bands: Bands) -> int:
    return max((points for _, points in bands), default=0)


def _rows(bands: Iterable[tuple[int, ...]]) -> list[list[int]]:
    return [list(band) for band in bands]


def _bands(rows: list[list[int]]) -> Bands:
    return tuple((bound, points) for bound, points in rows)


def _offending(points: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "recency": _bands(points["recency"]),
        "frequency_within": points["frequency"]["within"],
        "frequency": _bands(points["frequency"]["at_least"]),
        "severity_within": points["severity"]["within"],
        "severity_each_band": points["severity"]["each_band"],
    }


def _reports(points: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: tuple(points[name]) for name in ("confirmed_grades", "confirmed_sources", "believed_grades")},
        "intelligence_within": points["intelligence"]["within"],
        "well_graded": points["intelligence"]["well_graded"],
        "reports": _bands(points["intelligence"]["at_least"]),
    }


def _conduct(points: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "drugs_within": points["drugs"]["within"],
        "positive_or_reported": points["drugs"]["positive_or_reported"],
        "drugs_need": points["drugs"]["need"],
        "instability_need": points["instability"]["need"],
        "engagement_within": points["engagement"]["within"],
        "none_kept": points["engagement"]["none_kept"],
        "kept_under": tuple((top, bottom, given) for top, bottom, given in points["engagement"]["kept_under"]),
    }


def _limits(points: Mapping[str, Any]) -> dict[str, Any]:
    return {name: points[name] for name in ("most", "divided_in_custody", "divided_outside_the_area")}
