"""What has been translated before, sentence by sentence."""

from django.db import models


class MemorySegment(models.Model):
    """One sentence in one direction by one version of an engine: a cache that may be emptied.

    `source` and `target` hold private-use characters for atoms (`translation.engines.base`).
    `source_key` names the sentence whatever it is translated into. `alignment` is a list of
    ``[source_start, source_end, target_start, target_end]`` or null. Where no attempt was good
    enough `target` is empty and `reason` says why: nobody tries again with the same engine.
    `days_used` counts the days on which a text needed it.
    """

    key = models.CharField(max_length=64, unique=True)
    source_key = models.CharField(max_length=64, db_index=True)
    source_language = models.CharField(max_length=16)
    target_language = models.CharField(max_length=16)
    source = models.TextField()
    target = models.TextField(blank=True)
    reason = models.CharField(max_length=40, blank=True)
    alignment = models.JSONField(null=True)
    score = models.FloatField(null=True)
    quality = models.FloatField()
    tokens = models.PositiveIntegerField(default=0)
    days_used = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)
    last_used = models.DateField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["last_used", "days_used"], name="memory_eviction")]

    def __str__(self) -> str:
        return f"{self.source_language} to {self.target_language}: {self.source[:60]}"


class HumanSegment(models.Model):
    """One sentence as people translated it: stands above every engine and survives upgrades.

    Belongs to the community where it was approved; without one, staff shared it with all.
    `source` and `target` hold private-use characters for atoms, as in `MemorySegment`.
    """

    key = models.CharField(max_length=64, unique=True)
    source_key = models.CharField(max_length=64, db_index=True)
    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, null=True, related_name="+"
    )
    source_language = models.CharField(max_length=16)
    target_language = models.CharField(max_length=16)
    source = models.TextField()
    target = models.TextField()
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["community", "source_language", "target_language"], name="human_pair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_language} to {self.target_language}: {self.source[:60]}"


class SegmentUse(models.Model):
    """This text contains that sentence (`source_key`), as its own or on the way through a pivot.

    Erasing the text erases sentences nobody else uses; a correction finds every text to refresh.
    """

    text = models.ForeignKey("translation.Text", on_delete=models.CASCADE, related_name="segments")
    source_key = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "source_key"], name="one_use_each"),
        ]

    def __str__(self) -> str:
        return f"{self.source_key[:12]} in {self.text_id}"
