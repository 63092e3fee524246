"""What has been translated before, sentence by sentence."""

from django.db import models


class MemorySegment(models.Model):
    """One sentence in one direction by one engine version.

    `source` and `target` hold private-use characters for atoms (`translation.engines.base`).
    `alignment` is a list of ``[source_start, source_end, target_start, target_end]`` or null.
    """

    key = models.CharField(max_length=64, unique=True)
    source_language = models.CharField(max_length=16)
    target_language = models.CharField(max_length=16)
    source = models.TextField()
    target = models.TextField()
    alignment = models.JSONField(null=True)
    score = models.FloatField(null=True)
    quality = models.FloatField()
    tokens = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)
    last_used = models.DateField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.source_language} to {self.target_language}: {self.source[:60]}"


class SegmentUse(models.Model):
    """This text contains that sentence: erasing the text erases what nobody else uses."""

    text = models.ForeignKey("translation.Text", on_delete=models.CASCADE, related_name="segments")
    segment = models.ForeignKey(
        "translation.MemorySegment", on_delete=models.CASCADE, related_name="uses"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "segment"], name="one_use_each"),
        ]

    def __str__(self) -> str:
        return f"{self.segment_id} in {self.text_id}"
