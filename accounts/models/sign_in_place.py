"""From where members signed in lately, so that nobody can read it."""

from django.conf import settings
from django.db import models


class SignInPlace(models.Model):
    """A member signed in from a network, last on `day`. Only a keyed digest of the network is
    kept, and for a month: it says whether two members share one, and nothing else."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "digest"], name="sign_in_place_once"),
        ]
        indexes = [
            models.Index(fields=["digest"], name="sign_in_place_shared"),
            models.Index(fields=["day"], name="sign_in_place_day"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.day}"
