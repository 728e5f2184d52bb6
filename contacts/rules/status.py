"""What becomes of an appointment: one enum and one table of the ways between."""

from enum import StrEnum


class Status(StrEnum):
    """An appointment is booked until its outcome is recorded, or it is called off or moved."""

    BOOKED = "booked"
    KEPT = "kept"
    MISSED_ACCEPTABLE = "missed_acceptable"
    MISSED_UNACCEPTABLE = "missed_unacceptable"
    CANCELLED = "cancelled"
    REARRANGED = "rearranged"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Status.BOOKED: "Booked",
    Status.KEPT: "Kept",
    Status.MISSED_ACCEPTABLE: "Missed, acceptable",
    Status.MISSED_UNACCEPTABLE: "Missed, unacceptable",
    Status.CANCELLED: "Cancelled",
    Status.REARRANGED: "Moved",
}
OUTCOMES = frozenset({Status.KEPT, Status.MISSED_ACCEPTABLE, Status.MISSED_UNACCEPTABLE})
CHOICES = [(status.value, status.label) for status in Status]

WAYS: dict[Status, frozenset[Status]] = {
    Status.BOOKED: OUTCOMES | {Status.CANCELLED, Status.REARRANGED},
    Status.KEPT: OUTCOMES - {Status.KEPT},
    Status.MISSED_ACCEPTABLE: OUTCOMES - {Status.MISSED_ACCEPTABLE},
    Status.MISSED_UNACCEPTABLE: OUTCOMES - {Status.MISSED_UNACCEPTABLE},
    Status.CANCELLED: frozenset(),
    Status.REARRANGED: frozenset(),
}
"""An outcome is corrected to another. What was called off or moved goes nowhere: it is booked again."""


def may_become(now: Status | str, then: Status | str) -> bool:
    return Status(then) in WAYS[Status(now)]


def is_open(status: Status | str) -> bool:
    """An open appointment is one without an outcome that is neither called off nor moved."""
    return Status(status) is Status.BOOKED


def has_outcome(status: Status | str) -> bool:
    return Status(status) in OUTCOMES
