"""The meetings of an area's agencies: who was there, who was discussed, what was decided, who is to do what."""

from panels.models.agenda import AgendaItem, AgendaWish
from panels.models.meetings import Attendance, Panel, PanelKind, PanelStatus
from panels.models.membership import InvitationAnswer, MeetingInvitation, PanelMember, Quorum, QuorumAgency
from panels.models.minutes import ItemNote, MinutesTold, PanelNote
from panels.models.packs import MeetingPack
from panels.models.room import Draft, JoinRequest, OnScreen, ProposalThen, SecondPart, Stance
from panels.models.to_do import Action, ActionStatus, Escalation
from panels.models.updates import AgencyUpdate, UpdateReminder

__all__ = [
    "Action",
    "ActionStatus",
    "AgencyUpdate",
    "AgendaItem",
    "AgendaWish",
    "Attendance",
    "Draft",
    "Escalation",
    "InvitationAnswer",
    "ItemNote",
    "JoinRequest",
    "MeetingInvitation",
    "MeetingPack",
    "MinutesTold",
    "OnScreen",
    "Panel",
    "PanelKind",
    "PanelMember",
    "PanelNote",
    "PanelStatus",
    "ProposalThen",
    "Quorum",
    "QuorumAgency",
    "SecondPart",
    "Stance",
    "UpdateReminder",
]
