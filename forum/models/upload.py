"""Files that members put into their posts."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class Upload(models.Model):
    """An image (re-encoded, without metadata) or another allowed file. `size` is in bytes,
    `checksum` the SHA-256 of what was sent. What no text uses is cleaned away after a day."""

    class Kind(models.TextChoices):
        IMAGE = "image"
        FILE = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="uploads"
    )
    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, null=True, related_name="+"
    )
    kind = models.CharField(max_length=5, choices=Kind.choices)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80)
    file = models.FileField(max_length=200)
    thumbnail = models.FileField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    checksum = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "checksum"], name="upload_once_per_member"),
        ]
        indexes = [models.Index(fields=["member", "created"], name="uploads_of_member")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class UploadUse(models.Model):
    """A text, or a kept earlier version of it, shows an upload."""

    upload = models.ForeignKey("forum.Upload", on_delete=models.CASCADE, related_name="uses")
    text = models.ForeignKey("translation.Text", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "text"], name="upload_use_once")]

    def __str__(self) -> str:
        return f"{self.upload_id} in {self.text_id}"


class LinkPreview(models.Model):
    """What the page behind a link says of itself, fetched by the server through its guard.

    `checksum` is the SHA-256 of the address. `image` was fetched and re-encoded like an upload.
    `due` is when it is fetched (again), None for never; `owner` fetches it now, under a lease.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        FAILED = "failed"
        REFUSED = "refused"

    checksum = models.CharField(max_length=64, unique=True)
    url = models.TextField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300, blank=True)
    description = models.CharField(max_length=600, blank=True)
    site = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=16, blank=True)
    image = models.ForeignKey(
        "forum.Upload", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(null=True, default=timezone.now)
    owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    fetched = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["due"], name="link_preview_due")]

    def __str__(self) -> str:
        return f"preview {self.pk}: {self.state}"


class LinkPreviewUse(models.Model):
    """A text holds a link that is shown as a card."""

    preview = models.ForeignKey("forum.LinkPreview", on_delete=models.CASCADE, related_name="uses")
    text = models.ForeignKey("translation.Text", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["preview", "text"], name="link_preview_use_once"),
        ]

    def __str__(self) -> str:
        return f"{self.preview_id} in {self.text_id}"
