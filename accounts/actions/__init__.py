"""What may change members, memberships and tokens."""

from accounts.actions.blocks import block_member, unblock_member
from accounts.actions.deletion import cancel_deletion, request_deletion
from accounts.actions.linking import link_accounts, unlink_account
from accounts.actions.members import update_profile
from accounts.actions.memberships import grant_level, join, set_level
from accounts.actions.names import rename
from accounts.actions.sanctions import ban_member, lift_sanction, pause_member, warn_member
from accounts.actions.tokens import create_token

__all__ = [
    "ban_member",
    "block_member",
    "cancel_deletion",
    "create_token",
    "grant_level",
    "join",
    "lift_sanction",
    "link_accounts",
    "pause_member",
    "rename",
    "request_deletion",
    "set_level",
    "unblock_member",
    "unlink_account",
    "update_profile",
    "warn_member",
]
