"""Forms that were sent."""

from django.conf import settings
from django.db import models


class Submission(models.Model):
    """A form with this key was sent by this member and led to `path`: sending it again does not
    act again. Swept after a day."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    path = models.CharField(max_length=500, blank=True)
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "key"], name="submission_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.member_id}"
