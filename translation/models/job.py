"""What waits to be translated."""

from django.db import models
from django.utils import timezone


class TranslationJob(models.Model):
    """A text wanted in a language; deleted when done.

    `source_language` is that of the text, kept here so that one pair can be claimed as a batch.
    `attempts` counts claims, so that a text on which workers die does not kill them for ever.
    `rank` orders the queue (`translation.priority`): the moment of asking in milliseconds, later
    for what is less urgent, so that old work rises. `pivot` is the language in between, if any.
    """

    class State(models.TextChoices):
        PENDING = "pending"
        WORKING = "working"
        FAILED = "failed"
        UNSUPPORTED = "unsupported"

    text = models.ForeignKey("translation.Text", on_delete=models.CASCADE, related_name="jobs")
    source_language = models.CharField(max_length=16)
    language = models.CharField(max_length=16)
    checksum = models.CharField(max_length=64)
    state = models.CharField(max_length=11, choices=State.choices, default=State.PENDING)
    priority = models.PositiveSmallIntegerField()
    rank = models.BigIntegerField(default=0)
    pivot = models.CharField(max_length=16, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=60, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "language"], name="one_job_each"),
        ]
        indexes = [
            models.Index(fields=["priority", "rank"], name="job_class"),
            models.Index(fields=["rank"], name="job_rank"),
            models.Index(fields=["source_language", "language", "rank"], name="job_pair"),
            models.Index(fields=["state"], name="job_state"),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} into {self.language}: {self.state}"


class PreviewJob(models.Model):
    """A text that somebody wants to see translated while writing; swept after an hour.

    `community` is the one whose glossary and people's translations count, if any.
    """

    source = models.TextField()
    format = models.CharField(max_length=8)
    source_language = models.CharField(max_length=16)
    language = models.CharField(max_length=16)
    back = models.BooleanField(default=False)
    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, null=True, related_name="+"
    )
    requester = models.CharField(max_length=60, blank=True)
    result = models.JSONField(null=True)
    failure = models.CharField(max_length=60, blank=True)
    done = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], name="preview_waiting", condition=models.Q(done__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"preview {self.pk} into {self.language}"
