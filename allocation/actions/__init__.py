"""Every change of who leads and who supports; each is one transaction, logged inside it."""

from allocation.actions.allocating import allocate, answer, reallocate
from allocation.actions.handing_over import ask_consent, tick, untick
from allocation.actions.supporting import name_officer, start_support, stop_support
from allocation.actions.transferring import accept, approve, ask, ask_for_a_move, dismiss, refuse, withdraw

__all__ = [
    "accept",
    "allocate",
    "answer",
    "approve",
    "ask",
    "ask_consent",
    "ask_for_a_move",
    "dismiss",
    "name_officer",
    "reallocate",
    "refuse",
    "start_support",
    "stop_support",
    "tick",
    "untick",
    "withdraw",
]
