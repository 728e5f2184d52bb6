"""How a record of a person is written: once a form, on the version that was read, with the old value kept."""

from offenders.writing.changes import Change, Version, history, words_of
from offenders.writing.policies import NOT_ADDED, check_add, check_correct, may_add, may_correct
from offenders.writing.rows import Gone, Stale, add, correct, remove

__all__ = [
    "NOT_ADDED",
    "Change",
    "Gone",
    "Stale",
    "Version",
    "add",
    "check_add",
    "check_correct",
    "correct",
    "history",
    "may_add",
    "may_correct",
    "remove",
    "words_of",
]
