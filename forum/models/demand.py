"""Which languages are read where."""

from django.db import models


class ReadDemand(models.Model):
    """Somebody read this thread, or (without a thread) this community, in this language on this
    day. No person is recorded."""

    community = models.ForeignKey("accounts.Community", on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(
        "forum.Thread", on_delete=models.CASCADE, null=True, related_name="demands"
    )
    language = models.CharField(max_length=16)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "language", "day"],
                name="thread_demand_once",
                condition=models.Q(thread__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["community", "language", "day"],
                name="community_demand_once",
                condition=models.Q(thread__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["community", "day"], name="demand_of_community")]

    def __str__(self) -> str:
        return f"{self.language} in {self.community_id} on {self.day}"
