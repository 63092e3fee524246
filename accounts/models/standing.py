"""What stands between members, and names that were left behind."""

from django.conf import settings
from django.db import models

from accounts.names import NameKeyField


class Block(models.Model):
    """A member wants to read and hear nothing of another."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocks"
    )
    blocked = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocked_by"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "blocked"], name="block_once"),
            models.CheckConstraint(
                condition=~models.Q(member=models.F("blocked")), name="no_block_of_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} blocks {self.blocked_id}"


class FormerName(models.Model):
    """A user name that a member had before: old addresses lead to the present one, and nobody
    else may take it."""

    username = models.CharField(max_length=40, unique=True)
    key = NameKeyField(max_length=120, unique=True, editable=False)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="former_names"
    )
    changed = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.username
