"""What may change members, memberships and tokens."""

from accounts.actions.appointments import (
    accept_code,
    appoint,
    end_appointment,
    renew_appointment,
)
from accounts.actions.blocks import block_member, unblock_member
from accounts.actions.deletion import cancel_deletion, request_deletion
from accounts.actions.levels import grant_level, set_level
from accounts.actions.linking import link_accounts, unlink_account
from accounts.actions.members import update_profile
from accounts.actions.memberships import join
from accounts.actions.names import rename
from accounts.actions.sanctions import ban_member, lift_sanction, pause_member, warn_member
from accounts.actions.tokens import create_token

__all__ = [
    "accept_code",
    "appoint",
    "ban_member",
    "block_member",
    "cancel_deletion",
    "create_token",
    "end_appointment",
    "grant_level",
    "join",
    "lift_sanction",
    "link_accounts",
    "pause_member",
    "rename",
    "renew_appointment",
    "request_deletion",
    "set_level",
    "unblock_member",
    "unlink_account",
    "update_profile",
    "warn_member",
]
