"""User names: which of them are the same to people, who has them, and who had them.

Two names are the same where Unicode's compatibility forms fold to the same letters, in whatever
case (NFKC, then full case folding, as UAX 31 has it for identifiers). A name that somebody once
had is nobody else's: old links and mentions would lead to the wrong person.
"""

from typing import Any
from unicodedata import normalize

from django.db.models import CharField
from django.utils.crypto import salted_hmac


def name_key(username: str) -> str:
    """What all spellings of a name have in common."""
    return normalize("NFKC", normalize("NFKC", username).casefold())


def name_digest(username: str) -> str:
    """Stands for the name of a member who is gone, without telling it (HMAC-SHA-256 in hex)."""
    return salted_hmac("accounts.names", name_key(username), algorithm="sha256").hexdigest()


class NameKeyField(CharField):  # type: ignore[type-arg]  # takes none when it runs
    """The key of the field `username` beside it, written with every save and bulk insert."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        key = name_key(model_instance.username)
        present: str = getattr(model_instance, self.attname) or ""
        # Where names of before this rule are the same, all but one have a number behind the key.
        if present.partition(" ")[0] != key:
            setattr(model_instance, self.attname, key)
        return str(getattr(model_instance, self.attname))
