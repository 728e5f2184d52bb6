"""Every write of this room, in the order of a meeting: open, who is there, decide, give actions, close."""

from panels.actions.attending import note_attendance, withdraw_attendance
from panels.actions.closing import close_panel
from panels.actions.deciding import DecidedMeanwhile, leave_for_next, leave_the_rest, record_decision
from panels.actions.opening import open_panel
from panels.actions.to_do import add_action, cancel_action, finish_action

__all__ = [
    "DecidedMeanwhile",
    "add_action",
    "cancel_action",
    "close_panel",
    "finish_action",
    "leave_for_next",
    "leave_the_rest",
    "note_attendance",
    "open_panel",
    "record_decision",
    "withdraw_attendance",
]
