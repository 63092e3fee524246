"""What somebody earned by one event, and where it stands now."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reputation.models.sides import Sides


class Claim(Sides):
    """A claim is counted from facts alone: itself, `Withdrawal`s and `Removal`s.

    What is computed from them is kept here so that caps are one sum: `applied` is what the caps
    leave, `ended` and `ended_event` when it was taken back, `live` the ledger row that stands for
    it now, `booked` how many rows it has had. A claim that waits (`hold`) is decided at `due`, or
    earlier; `released` says that it was posted, `voided` that it was refused. One that is held
    because of a `suspicion` has no `due`: somebody decides.

    `giver_group` is the lowest number among the accounts that count as one with `giver`: caps for
    a pair count these together. What is `barred` earns nothing, whatever caps leave, and says why.
    """

    class Hold(models.TextChoices):
        HELD = "held"
        PENDING = "pending"

    read: tuple[Any, ...] = ()

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80, unique=True)
    topic = models.CharField(max_length=9)
    giver_group = models.PositiveBigIntegerField(default=0)
    barred = models.CharField(max_length=20, blank=True)
    suspicion = models.ForeignKey(
        "reputation.Suspicion", on_delete=models.SET_NULL, null=True, related_name="claims"
    )
    hold = models.CharField(max_length=7, choices=Hold.choices, blank=True)
    due = models.DateTimeField(null=True)
    released = models.BooleanField(default=False)
    voided = models.BooleanField(default=False)
    ended = models.DateTimeField(null=True)
    ended_event = models.PositiveBigIntegerField(null=True)
    ended_same_day = models.BooleanField(default=False)
    live = models.ForeignKey(
        "reputation.LedgerRow", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    booked = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["happened", "event", "id"]
        indexes = [
            models.Index(fields=["member", "community", "happened"], name="claim_of_member"),
            models.Index(
                fields=["member", "community", "giver_group", "happened"], name="claim_of_group"
            ),
            models.Index(fields=["community", "happened"], name="claim_of_time"),
            models.Index(fields=["object_type", "object_id", "topic"], name="claim_for_object"),
            models.Index(fields=["thread_id", "code"], name="claim_in_thread"),
            models.Index(
                fields=["due"],
                condition=~Q(hold="") & Q(released=False, voided=False, ended=None),
                name="claim_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(applied__gte=0, applied__lte=F("requested"))
                | Q(applied__lte=0, applied__gte=F("requested")),
                name="claim_within_what_was_asked",
            ),
        ]

    COMPUTED = (
        *("applied", "cap", "live_id", "booked"),
        *("ended", "ended_event", "ended_same_day", "released"),
    )

    def __str__(self) -> str:
        return f"{self.key}: {self.applied} of {self.requested}"

    @classmethod
    def from_db(cls, *args: Any, **options: Any) -> Self:
        claim = super().from_db(*args, **options)
        claim.read = claim.computed
        return claim

    @property
    def computed(self) -> tuple[Any, ...]:
        """What is counted from facts; `read` is what the database said when it was read."""
        return tuple(self.__dict__.get(name) for name in self.COMPUTED)

    def keep(self) -> None:
        """Save what was counted, if it is new."""
        if self.computed != self.read:
            self.save(update_fields=[name.removesuffix("_id") for name in self.COMPUTED])
            self.read = self.computed

    @property
    def object(self) -> tuple[str, int]:
        """What it is claimed for."""
        return self.object_type, self.object_id

    @property
    def waits(self) -> bool:
        """True until somebody or the time decides."""
        return bool(self.hold) and not (self.released or self.voided)
