"""Keys to the API."""

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    """Only a digest is kept; `exempt` frees from start limits and review (set-up and tests)."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    exempt = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"token {self.pk} of {self.member_id}"
