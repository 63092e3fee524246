"""A text in another language."""

from django.db import models


class Translation(models.Model):
    """One row per text and language, written once per version of the text.

    `withheld` translations scored below the floor: they are kept so that nobody tries again with
    the same engine, and never shown. `reason` says why something was withheld or kept in source.
    `fingerprint` is that of the route taken, `first_choice` that of the best one at that time.
    `human_segments` of `segments` sentences are people's work; `origin` is human where all are.
    """

    class Origin(models.TextChoices):
        MACHINE = "machine"
        MEMORY = "memory"
        HUMAN = "human"

    text = models.ForeignKey(
        "translation.Text", on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(max_length=16)
    html = models.TextField()
    plain = models.TextField()
    source_checksum = models.CharField(max_length=64)
    source_language = models.CharField(max_length=16)
    route = models.JSONField(default=list)
    engine = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    first_choice = models.CharField(max_length=64, blank=True)
    pipeline_version = models.PositiveSmallIntegerField()
    renderer_version = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=7, choices=Origin.choices)
    quality = models.FloatField()
    segments = models.PositiveIntegerField(default=0)
    human_segments = models.PositiveIntegerField(default=0)
    uncertain = models.BooleanField(default=False)
    withheld = models.BooleanField(default=False)
    reason = models.CharField(max_length=60, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "language"], name="one_translation_each"),
        ]
        indexes = [
            models.Index(
                fields=["source_language", "language", "first_choice"], name="translation_route"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} in {self.language}"
