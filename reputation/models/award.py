"""Badges that members have got."""

from django.conf import settings
from django.db import models


class Award(models.Model):
    """A member got a badge (a code of `reputation.badges`) in a community. Each level of a badge
    is an award of its own, and none is given twice."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="awards"
    )
    community = models.ForeignKey("accounts.Community", on_delete=models.CASCADE, related_name="+")
    badge = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    awarded = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "community", "badge", "level"], name="award_once"
            ),
        ]
        indexes = [models.Index(fields=["badge", "-id"], name="awards_latest")]

    def __str__(self) -> str:
        return f"{self.badge} {self.level} for {self.member_id}"
