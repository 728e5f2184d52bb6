"""The pages of accounts."""

from agencies.accounts.views.changing import back, cancel, end, link, reset, roles
from agencies.accounts.views.joining import join, open_link
from agencies.accounts.views.people import account, invite, people
from agencies.accounts.views.permitting import end_permission, permit, readers
from agencies.accounts.views.sessions import sessions

__all__ = [
    "account",
    "back",
    "cancel",
    "end",
    "end_permission",
    "invite",
    "join",
    "link",
    "open_link",
    "people",
    "permit",
    "readers",
    "reset",
    "roles",
    "sessions",
]
