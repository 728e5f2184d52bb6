"""The pages of a panel, in the order of a meeting."""

from panels.views.meetings import attend, close, leave_rest, open_one, panel, panels, withdraw
from panels.views.minutes import minutes
from panels.views.room import decide, give_action, leave, person
from panels.views.to_do import cancel, finish, to_do

__all__ = [
    "attend",
    "cancel",
    "close",
    "decide",
    "finish",
    "give_action",
    "leave",
    "leave_rest",
    "minutes",
    "open_one",
    "panel",
    "panels",
    "person",
    "to_do",
    "withdraw",
]
