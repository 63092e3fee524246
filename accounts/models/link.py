"""Accounts that are one person's, as an operator decided."""

from django.conf import settings
from django.db import models


class LinkedAccount(models.Model):
    """In `community` the member counts as one with everybody else of its `group` (the lowest
    number among them). Somebody decided that and the audit log says who: a shared address is a
    signal, never proof."""

    community = models.ForeignKey("accounts.Community", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="linked_accounts"
    )
    group = models.PositiveBigIntegerField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "member"], name="account_linked_once"),
        ]
        indexes = [models.Index(fields=["community", "group"], name="accounts_of_group")]

    def __str__(self) -> str:
        return f"{self.member_id} counts with {self.group}"
