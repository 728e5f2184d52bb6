"""Every write of this room, in the order of a meeting: open, who is there, decide, give actions, close."""

from panels.actions.arranging import add_person, as_it_comes, change_place, leave_out, move_person, set_minutes
from panels.actions.attending import note_attendance, withdraw_attendance
from panels.actions.closing import close_panel, end_panel, resume_panel
from panels.actions.deciding import DecidedMeanwhile, leave_for_next, leave_the_rest, record_decision, undo_decision
from panels.actions.drafts import keep_draft
from panels.actions.escalating import escalate_late
from panels.actions.inviting import answer_invitation, seat, set_quorum, unseat
from panels.actions.joining import join, let_in, mark_back, mark_left, turn_away
from panels.actions.noting import note_on_panel, note_on_person
from panels.actions.opening import begin_panel, issue_agenda, open_panel, take_back
from panels.actions.packing import take_pack
from panels.actions.planning import cancel_panel, change_plan, plan_panels
from panels.actions.room import begin_second_part, end_second_part, show_person, take_over_chair
from panels.actions.stances import SaidMeanwhile, take_stance
from panels.actions.to_do import ActionChanged, add_action, assign_action, cancel_action, finish_action
from panels.actions.updating import remind, write_update

__all__ = [
    "ActionChanged",
    "DecidedMeanwhile",
    "SaidMeanwhile",
    "add_action",
    "add_person",
    "answer_invitation",
    "as_it_comes",
    "assign_action",
    "begin_panel",
    "begin_second_part",
    "cancel_action",
    "cancel_panel",
    "change_place",
    "change_plan",
    "close_panel",
    "end_panel",
    "end_second_part",
    "escalate_late",
    "finish_action",
    "issue_agenda",
    "join",
    "keep_draft",
    "leave_for_next",
    "leave_out",
    "leave_the_rest",
    "let_in",
    "mark_back",
    "mark_left",
    "move_person",
    "note_attendance",
    "note_on_panel",
    "note_on_person",
    "open_panel",
    "plan_panels",
    "record_decision",
    "remind",
    "resume_panel",
    "seat",
    "set_minutes",
    "set_quorum",
    "show_person",
    "take_back",
    "take_over_chair",
    "take_pack",
    "take_stance",
    "turn_away",
    "undo_decision",
    "unseat",
    "withdraw_attendance",
    "write_update",
]
