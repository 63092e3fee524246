"""News waiting to be told, and who has heard it."""

from django.db import models


class Outbox(models.Model):
    """One event, written in the transaction of the action that caused it.

    `payload` holds ids, languages and checksums, never text. What has a lower `priority` is told
    first: `PEOPLE` is that of what people did, more of what was made of it, less of what somebody
    sits and waits for.
    """

    PEOPLE = 15

    name = models.CharField(max_length=80)
    payload = models.JSONField()
    priority = models.PositiveSmallIntegerField(default=PEOPLE)
    created = models.DateTimeField(auto_now_add=True)
    next_attempt = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.DateTimeField(null=True)
    owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "outbox"
        indexes = [
            models.Index(
                fields=["priority", "id"],
                name="outbox_due",
                condition=models.Q(done__isnull=True),
            ),
            models.Index(fields=["done"], name="outbox_done"),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class Delivery(models.Model):
    """This receiver has heard this event: it is not told again."""

    event = models.ForeignKey(Outbox, on_delete=models.CASCADE, related_name="deliveries")
    receiver = models.CharField(max_length=200)
    delivered = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["event", "receiver"], name="delivered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} -> {self.receiver}"
