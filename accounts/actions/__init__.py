"""What may change members, memberships and tokens."""

from accounts.actions.blocks import block_member, unblock_member
from accounts.actions.deletion import cancel_deletion, request_deletion
from accounts.actions.members import update_profile
from accounts.actions.memberships import grant_level, join, set_level
from accounts.actions.names import rename
from accounts.actions.tokens import create_token

__all__ = [
    "block_member",
    "cancel_deletion",
    "create_token",
    "grant_level",
    "join",
    "rename",
    "request_deletion",
    "set_level",
    "unblock_member",
    "update_profile",
]
