"""What was answered to a POST that named an `Idempotency-Key`."""

from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

KEPT_FOR = timedelta(hours=24)


class IdempotencyRecord(models.Model):
    """One row per caller and key, written in the transaction of what the call did.

    `caller` names a member or, without revealing it, a visitor's address. `fingerprint` covers
    method, address and body. `status` and `body` are the answer; swept after a day.
    """

    caller = models.CharField(max_length=60)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["caller", "key"], name="idempotency_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.caller}: {self.status}"
