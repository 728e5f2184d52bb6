"""The pages of a panel, in the order of a meeting."""

from panels.views.building import add_person, begin, issue, move, place, take_back
from panels.views.following import find, follow, keys, show, version
from panels.views.joining import come_back, join, leave_room, let_in, second_part, take_over, turn_away
from panels.views.meetings import attend, open_one, panel, panels, planned, withdraw
from panels.views.minutes import minutes, minutes_file, signed_minutes
from panels.views.noting import note, note_on_person
from panels.views.packs import pack
from panels.views.planning import answer, call_off, change, members, plan, seat, set_quorum, unseat
from panels.views.room import decide, give_action, leave, person, undo
from panels.views.signing import close, leave_rest, resume
from panels.views.stances import draft, stand
from panels.views.to_do import action, assign, cancel, finish, to_do
from panels.views.updates import updates, write_update

__all__ = [
    "action",
    "add_person",
    "answer",
    "assign",
    "attend",
    "begin",
    "call_off",
    "cancel",
    "change",
    "close",
    "come_back",
    "decide",
    "draft",
    "find",
    "finish",
    "follow",
    "give_action",
    "issue",
    "join",
    "keys",
    "leave",
    "leave_rest",
    "leave_room",
    "let_in",
    "members",
    "minutes",
    "minutes_file",
    "move",
    "note",
    "note_on_person",
    "open_one",
    "pack",
    "panel",
    "panels",
    "person",
    "place",
    "plan",
    "planned",
    "resume",
    "seat",
    "second_part",
    "set_quorum",
    "show",
    "signed_minutes",
    "stand",
    "take_back",
    "take_over",
    "to_do",
    "turn_away",
    "undo",
    "unseat",
    "updates",
    "version",
    "withdraw",
    "write_update",
]
