"""Every write of this room: proposals by the rules, decisions by people."""

from rag.actions.deciding import DecidedMeanwhile, decide, decide_between_panels
from rag.actions.judging import judge
from rag.actions.previewing import preview
from rag.actions.proposing import record_proposals
from rag.actions.registering import check_registrations

__all__ = [
    "DecidedMeanwhile", "check_registrations", "decide", "decide_between_panels", "judge", "preview",
    "record_proposals",
]  # fmt: skip
