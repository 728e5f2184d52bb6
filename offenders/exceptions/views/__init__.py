from offenders.exceptions.views.grants import end, grant, prolong
from offenders.exceptions.views.reading import of_person, overview
from offenders.exceptions.views.restrictions import ask_lifting, keep, lift, names, restrict, unname

__all__ = [
    "ask_lifting",
    "end",
    "grant",
    "keep",
    "lift",
    "names",
    "of_person",
    "overview",
    "prolong",
    "restrict",
    "unname",
]
