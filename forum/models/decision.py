"""What somebody was told about a decision on what he wrote or did, and what he says to it."""

from django.conf import settings
from django.db import models


class DecisionNotice(models.Model):
    """A decision told to the member whom it concerns: `entry` of the audit log says what and why.

    `statement` is what the decider wrote to him, beside the reason; `post` is what it is about,
    where it is about a post. A notice goes with its member, the entry stays.
    """

    entry = models.OneToOneField(
        "accounts.AuditEntry", on_delete=models.CASCADE, related_name="notice"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="decisions"
    )
    post = models.ForeignKey("forum.Post", on_delete=models.SET_NULL, null=True, related_name="+")
    statement = models.OneToOneField(
        "translation.Text", on_delete=models.PROTECT, null=True, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-id"], name="notices_of_member")]

    def __str__(self) -> str:
        return f"{self.entry_id} told to {self.member_id}"


class Appeal(models.Model):
    """A member does not agree with a decision: once for each. `text` says why, `answer` is what
    whoever decided on it says to that.

    `alone` tells that nobody else could decide than who had decided first.
    """

    class State(models.TextChoices):
        OPEN = "open"
        UPHELD = "upheld"
        REFUSED = "refused"

    notice = models.OneToOneField(
        "forum.DecisionNotice", on_delete=models.CASCADE, related_name="appeal"
    )
    text = models.OneToOneField("translation.Text", on_delete=models.PROTECT, related_name="+")
    answer = models.OneToOneField(
        "translation.Text", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    alone = models.BooleanField(default=False)
    decided = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"appeal against {self.notice_id}: {self.state}"
