"""Every write of this room: proposals by the rules, decisions by people."""

from rag.actions.deciding import decide
from rag.actions.proposing import record_proposals

__all__ = ["decide", "record_proposals"]
