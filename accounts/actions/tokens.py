"""API tokens."""

import secrets
from collections.abc import Iterable

from django.db import transaction

from accounts.models import ApiToken, Member
from accounts.queries import token_digest
from core.errors import InvalidInput

SCOPES = ("read", "write", "moderate", "admin")
PREFIX = "lingora_"


@transaction.atomic
def create_token(*, member: Member, scopes: Iterable[str], exempt: bool = False) -> str:
    """A new token for `member`; its text is known only now. Raises InvalidInput."""
    wanted = list(dict.fromkeys(scopes))
    if not wanted or not set(wanted) <= set(SCOPES):
        raise InvalidInput(fields={"scopes": f"{', '.join(SCOPES)}"})
    raw = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(member=member, digest=token_digest(raw), scopes=wanted, exempt=exempt)
    return raw
