from accounts.models.appointment import Appointment
from accounts.models.audit import AuditEntry
from accounts.models.community import Community
from accounts.models.deletion import AccountDeletion, RetiredName
from accounts.models.link import LinkedAccount
from accounts.models.member import Member
from accounts.models.membership import Membership
from accounts.models.sanction import Sanction
from accounts.models.sign_in_place import SignInPlace
from accounts.models.standing import Block, FormerName
from accounts.models.token import ApiToken

__all__ = [
    "AccountDeletion",
    "ApiToken",
    "Appointment",
    "AuditEntry",
    "Block",
    "Community",
    "FormerName",
    "LinkedAccount",
    "Member",
    "Membership",
    "RetiredName",
    "Sanction",
    "SignInPlace",
]
