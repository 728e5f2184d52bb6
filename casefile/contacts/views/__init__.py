"""The pages of a person's appointments and contacts."""

from casefile.contacts.views.arranging import book, cancel, correct, move, remove, series, stop
from casefile.contacts.views.enforcing import correct_decision, decide, misses, remove_decision
from casefile.contacts.views.entering import copy, untick
from casefile.contacts.views.happened import (
    correct_contact,
    correct_note,
    outcome,
    record,
    remove_contact,
    remove_note,
)
from casefile.contacts.views.standard import correct_standard, remove_standard, standard

__all__ = [
    "book",
    "cancel",
    "copy",
    "correct",
    "correct_contact",
    "correct_decision",
    "correct_note",
    "correct_standard",
    "decide",
    "misses",
    "move",
    "outcome",
    "record",
    "remove",
    "remove_contact",
    "remove_decision",
    "remove_note",
    "remove_standard",
    "series",
    "standard",
    "stop",
    "untick",
]
