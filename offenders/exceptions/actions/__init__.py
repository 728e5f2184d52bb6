from offenders.exceptions.actions.common import ChangedMeanwhile
from offenders.exceptions.actions.grants import end, grant, prolong
from offenders.exceptions.actions.restrictions import ask_lifting, keep, lift, name, restrict, unname

__all__ = [
    "ChangedMeanwhile",
    "ask_lifting",
    "end",
    "grant",
    "keep",
    "lift",
    "name",
    "prolong",
    "restrict",
    "unname",
]
