"""Why a first post waits for review, and where a community wants no links to."""

from django.db import models


class HeldPost(models.Model):
    """A first post that waits, or waited, for review. `signals` are codes of `forum.spam.Signal`;
    none where every first post waits, because the community is mature."""

    post = models.OneToOneField("forum.Post", on_delete=models.CASCADE, related_name="held")
    signals = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.post_id} waits for review"


class UnwantedHost(models.Model):
    """A host to which a community wants no links from newcomers; hosts below it are meant, too."""

    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, related_name="unwanted_hosts"
    )
    host = models.CharField(max_length=253)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["host"]
        constraints = [
            models.UniqueConstraint(fields=["community", "host"], name="unwanted_host_once"),
        ]

    def __str__(self) -> str:
        return self.host
