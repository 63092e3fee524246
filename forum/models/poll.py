"""A question with options to choose from, in a post."""

from django.conf import settings
from django.db import models


class Poll(models.Model):
    """`closes` is None for a poll without end. With `multiple` several options may be chosen.
    `voters_count` is that of the members who chose, and `voters_imported`: those it came with from
    elsewhere without names; so with the votes of its options."""

    post = models.OneToOneField("forum.Post", on_delete=models.CASCADE, related_name="poll")
    multiple = models.BooleanField(default=False)
    closes = models.DateTimeField(null=True, blank=True)
    voters_count = models.PositiveIntegerField(default=0)
    voters_imported = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"poll of {self.post_id}"


class PollOption(models.Model):
    """One choice; its text is translated like any other."""

    poll = models.ForeignKey("forum.Poll", on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.OneToOneField("translation.Text", on_delete=models.PROTECT, related_name="+")
    votes_count = models.PositiveIntegerField(default=0)
    votes_imported = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="poll_option_place_once"),
        ]

    def __str__(self) -> str:
        return f"option {self.position} of {self.poll_id}"


class PollVote(models.Model):
    """A member chose an option."""

    option = models.ForeignKey("forum.PollOption", on_delete=models.CASCADE, related_name="votes")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="poll_votes"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "member"], name="poll_vote_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} for {self.option_id}"
