"""The pages of a person's appointments and contacts."""

from casefile.contacts.views.arranging import book, cancel, correct, move, remove, series, stop
from casefile.contacts.views.enforcing import decide, misses
from casefile.contacts.views.entering import copy, untick
from casefile.contacts.views.happened import (
    correct_contact,
    correct_note,
    outcome,
    record,
    remove_contact,
    remove_note,
)
from casefile.contacts.views.standard import standard

__all__ = [
    "book",
    "cancel",
    "copy",
    "correct",
    "correct_contact",
    "correct_note",
    "decide",
    "misses",
    "move",
    "outcome",
    "record",
    "remove",
    "remove_contact",
    "remove_note",
    "series",
    "standard",
    "stop",
    "untick",
]
