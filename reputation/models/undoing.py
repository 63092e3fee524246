"""Facts that take credit back: something was withdrawn, or its post is gone."""

from django.db import models


class Withdrawal(models.Model):
    """From `event` on, the claims of `topic` for this object that were made before are no more.
    In personal topics those of `giver` only."""

    community = models.ForeignKey("accounts.Community", on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=9)
    object_type = models.CharField(max_length=12)
    object_id = models.PositiveBigIntegerField()
    giver = models.PositiveBigIntegerField(default=0)
    happened = models.DateTimeField()
    event = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "topic"], name="withdrawn_once"),
        ]
        indexes = [
            models.Index(
                fields=["object_type", "object_id", "topic"], name="withdrawal_for_object"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} of {self.object_type} {self.object_id} withdrawn"


class Removal(models.Model):
    """Whether an object is gone, by the newest event heard of it. Its gains go at `due`, unless
    it stood `long`; `settled` says that this was done. `author` is the number of whose it is, or
    0: whoever credits for the object holds that member's balance."""

    community = models.ForeignKey("accounts.Community", on_delete=models.CASCADE, related_name="+")
    object_type = models.CharField(max_length=12)
    object_id = models.PositiveBigIntegerField()
    author = models.PositiveBigIntegerField(default=0)
    event = models.PositiveBigIntegerField()
    gone = models.BooleanField()
    due = models.DateTimeField()
    long = models.BooleanField(default=False)
    settled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id"], name="removal_once"),
        ]
        indexes = [
            models.Index(
                fields=["due"], condition=models.Q(gone=True, settled=False), name="removal_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} {'gone' if self.gone else 'back'}"
