from retention.actions.packs import approve_pack, decide_passage, gather, reopen, send, withdraw_pack
from retention.actions.reviewing import (
    approve,
    hold,
    keep,
    let_in,
    lift,
    propose,
    refuse,
    withdraw,
)

__all__ = [
    "approve",
    "approve_pack",
    "decide_passage",
    "gather",
    "hold",
    "keep",
    "let_in",
    "lift",
    "propose",
    "refuse",
    "reopen",
    "send",
    "withdraw",
    "withdraw_pack",
]
