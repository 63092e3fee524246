"""What members say about a post by pressing a button."""

from django.conf import settings
from django.db import models


class Vote(models.Model):
    """A member finds a post useful (1) or not (-1, with a reason). Taking it back deletes it."""

    class Reason(models.TextChoices):
        WRONG = "wrong"
        UNCLEAR = "unclear"
        OUTDATED = "outdated"
        OFF_TOPIC = "off_topic"

    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="votes")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="post_votes"
    )
    value = models.SmallIntegerField()
    reason = models.CharField(max_length=9, choices=Reason.choices, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "member"], name="vote_once"),
            models.CheckConstraint(condition=models.Q(value__in=[1, -1]), name="vote_up_or_down"),
        ]
        indexes = [models.Index(fields=["member", "created"], name="votes_of_a_day")]

    def __str__(self) -> str:
        return f"{self.value:+} of {self.member_id} on {self.post_id}"


class Confirmation(models.Model):
    """ "Solved for me too": this answer helped another member than the asker."""

    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="confirmations")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="confirmations"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "member"], name="confirmation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} helped {self.member_id}"
