"""Forms that were sent."""

from django.conf import settings
from django.db import models


class Submission(models.Model):
    """A form with this key and these contents was sent by this member and led to `path`: sending
    it again does not act again. Whoever goes back and writes something else sends another form.
    `contents` is a SHA-256. Swept after a day."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    contents = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=500, blank=True)
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "key", "contents"], name="submission_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.member_id}"
