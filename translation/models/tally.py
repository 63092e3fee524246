"""How much work the memory saved, and how much the engines did."""

from django.db import models


class EngineTally(models.Model):
    """One day of one hop: sentences by where their translation came from.

    `tokens` is what the engine decoded and `seconds` how long that took; `kept` counts sentences
    that it could not translate well enough.
    """

    day = models.DateField()
    engine = models.CharField(max_length=60)
    source_language = models.CharField(max_length=16)
    target_language = models.CharField(max_length=16)
    human = models.PositiveBigIntegerField(default=0)
    memory = models.PositiveBigIntegerField(default=0)
    decoded = models.PositiveBigIntegerField(default=0)
    kept = models.PositiveBigIntegerField(default=0)
    tokens = models.PositiveBigIntegerField(default=0)
    seconds = models.FloatField(default=0.0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "engine", "source_language", "target_language"],
                name="one_tally_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.engine} {self.source_language} to {self.target_language}"
