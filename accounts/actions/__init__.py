"""What may change members, memberships and tokens."""

from accounts.actions.members import update_profile
from accounts.actions.memberships import grant_level, join, set_level
from accounts.actions.tokens import create_token

__all__ = ["create_token", "grant_level", "join", "set_level", "update_profile"]
