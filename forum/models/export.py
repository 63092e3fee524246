"""What members take with them."""

import uuid

from django.conf import settings
from django.db import models


class MemberExport(models.Model):
    """Everything of one member's in one file, made by a worker; only the member may fetch it.

    `file` lies in the storage of the installation until `expires`. `language` is that of the
    words inside. `attempts` counts claims, so that what kills workers does not for ever.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports"
    )
    language = models.CharField(max_length=16)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    file = models.FileField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    requested = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)
    expires = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=models.Q(state="waiting"),
                name="one_export_waits_each",
            ),
        ]
        indexes = [models.Index(fields=["state", "requested"], name="exports_waiting")]

    def __str__(self) -> str:
        return f"export {self.pk}: {self.state}"
