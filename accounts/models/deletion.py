"""Members who leave, and names that were left behind for good."""

from django.conf import settings
from django.db import models


class AccountDeletion(models.Model):
    """A member wants to be deleted at `due`; signing in before takes it back.

    With `erase_texts` what the member wrote is erased, too; otherwise it stays under "a former
    member". `started` is when erasing began: from then on there is no way back.
    """

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deletion"
    )
    erase_texts = models.BooleanField(default=False)
    requested = models.DateTimeField(auto_now_add=True)
    due = models.DateTimeField(db_index=True)
    started = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"deletion of {self.member_id} at {self.due}"


class RetiredName(models.Model):
    """The digest of a name that a deleted member had: nobody may pass for somebody who is gone."""

    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.digest[:12]
