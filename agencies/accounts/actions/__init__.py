from agencies.accounts.actions.joining import cancel, invite, join, send_link
from agencies.accounts.actions.leaving import end_access, let_back_in
from agencies.accounts.actions.managing import change_roles, reset_second_factor
from agencies.accounts.actions.own import sign_out_elsewhere
from agencies.accounts.actions.permitting import end_permission, permit

__all__ = [
    "cancel",
    "change_roles",
    "end_access",
    "end_permission",
    "invite",
    "join",
    "let_back_in",
    "permit",
    "reset_second_factor",
    "send_link",
    "sign_out_elsewhere",
]
