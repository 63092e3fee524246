"""The ledger: what was booked, for good."""

from django.conf import settings
from django.db import models

from core.append_only import AppendOnlyModel, AppendOnlyQuerySet
from reputation.models.sides import Sides


class LedgerRow(Sides, AppendOnlyModel):
    """One line. A line that `reverses` another is exactly minus its points; one that `settles` a
    waiting line posts or voids it. Lines that came of one event share its `batch`.

    Only lines in state `posted` count. `member` is None where the member was erased; nothing else
    of a line ever changes, and the database sees to it (`core.append_only`).
    """

    class State(models.TextChoices):
        HELD = "held"
        PENDING = "pending"
        POSTED = "posted"
        VOID = "void"

    class Cause(models.TextChoices):
        EARNED = "earned"
        WITHDRAWN = "withdrawn"
        REMOVED = "removed"
        RESTORED = "restored"
        RECOUNTED = "recounted"
        SUSPECTED = "suspected"
        RELEASED = "released"
        VOIDED = "voided"

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="ledger"
    )
    state = models.CharField(max_length=7, choices=State.choices)
    cause = models.CharField(max_length=9, choices=Cause.choices)
    reverses = models.OneToOneField(
        "self", on_delete=models.RESTRICT, null=True, related_name="reversed_by"
    )
    settles = models.OneToOneField(
        "self", on_delete=models.RESTRICT, null=True, related_name="settled_by"
    )
    batch = models.PositiveBigIntegerField()
    key = models.CharField(max_length=100, unique=True)
    created = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "community", "-id"], name="ledger_of_member"),
            models.Index(fields=["object_type", "object_id"], name="ledger_of_object"),
            # Boards are summed from this index alone.
            models.Index(
                fields=["community", "day", "member_language", "code", "member", "applied"],
                condition=models.Q(state="posted"),
                name="ledger_of_month",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reverses=None) | models.Q(settles=None),
                name="ledger_row_does_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.applied:+} {self.code} ({self.state}, {self.cause})"
