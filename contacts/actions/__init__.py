"""Every write about contacts: keyword only, atomic, logged inside the same transaction."""

from contacts.actions.booking import book, book_series, move, stop_series
from contacts.actions.changing import cancel, correct_appointment, remove_appointment
from contacts.actions.entering import enter, not_entered_after_all
from contacts.actions.misses import correct_miss_decision, decide_miss, remove_miss_decision
from contacts.actions.outcomes import record_outcome
from contacts.actions.recording import correct_contact, correct_note, record_contact, remove_contact, remove_note
from contacts.actions.standards import correct_standard, remove_standard, set_standard

__all__ = [
    "book",
    "book_series",
    "cancel",
    "correct_appointment",
    "correct_contact",
    "correct_miss_decision",
    "correct_note",
    "correct_standard",
    "decide_miss",
    "enter",
    "move",
    "not_entered_after_all",
    "record_contact",
    "record_outcome",
    "remove_appointment",
    "remove_contact",
    "remove_miss_decision",
    "remove_note",
    "remove_standard",
    "set_standard",
    "stop_series",
]
