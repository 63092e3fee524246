from accounts.models.community import Community
from accounts.models.member import Member
from accounts.models.membership import Membership
from accounts.models.token import ApiToken

__all__ = ["ApiToken", "Community", "Member", "Membership"]
