"""Arrangements to meet, what was said, what follows from a miss, how often, and what was entered elsewhere."""

from contacts.models.appointments import Appointment, Series
from contacts.models.entering import Entered
from contacts.models.misses import MissChoice, MissDecision, MissRule
from contacts.models.notes import ContactNote
from contacts.models.standards import ContactStandard, PersonStandard

__all__ = [
    "Appointment",
    "ContactNote",
    "ContactStandard",
    "Entered",
    "MissChoice",
    "MissDecision",
    "MissRule",
    "PersonStandard",
    "Series",
]
