"""Every write about pathways: keyword only, atomic, logged inside the same transaction."""

from pathways.actions.assessing import (
    Said,
    assess,
    correct_assessment,
    discard_sitting,
    finish_sitting,
    keep_sitting,
    remove_assessment,
)
from pathways.actions.sets import open_set, take_back_set

__all__ = [
    "Said",
    "assess",
    "correct_assessment",
    "discard_sitting",
    "finish_sitting",
    "keep_sitting",
    "open_set",
    "remove_assessment",
    "take_back_set",
]
