"""Threads that became one, or several: what was joined and parted, so that it can be undone."""

from django.conf import settings
from django.db import models


class ThreadMerge(models.Model):
    """`source` goes into `target`, proposed by one member, done by the same or another one.

    `copied` names the rows that the merge made in the target for people of the source, so that
    undoing takes them away again: `subscriptions` and `drafts` are ids, `reads` ids with the
    number that was set. No ids of members: an erased one leaves nothing here.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        DONE = "done"
        REFUSED = "refused"
        UNDONE = "undone"

    source = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="merges_away")
    target = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="merges_in")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)
    merged = models.DateTimeField(null=True)
    undone = models.DateTimeField(null=True)
    target_activity = models.DateTimeField(null=True)
    entry = models.ForeignKey(
        "accounts.AuditEntry", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    copied = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(state="done"),
                name="thread_merged_away_once",
            ),
            models.UniqueConstraint(
                fields=["source", "target"],
                condition=models.Q(state="proposed"),
                name="merge_proposed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}: {self.state}"


class MergedPost(models.Model):
    """Where a post stood before a merge, and where it stands by it. `moved` tells those that came
    from the source from those of the target that only got another number."""

    merge = models.ForeignKey("forum.ThreadMerge", on_delete=models.CASCADE, related_name="posts")
    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="+")
    moved = models.BooleanField()
    kind_before = models.CharField(max_length=7)
    number_before = models.PositiveIntegerField()
    number_after = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "post"], name="merged_post_once"),
        ]

    def __str__(self) -> str:
        return f"post {self.post_id} in merge {self.merge_id}"


class ThreadSplit(models.Model):
    """Posts of `source` became the thread `target`. `place` is the number of the first of them:
    there the note stands that leads on."""

    source = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="splits_away")
    target = models.OneToOneField("forum.Thread", on_delete=models.CASCADE, related_name="split_of")
    place = models.PositiveIntegerField()
    posts_count = models.PositiveIntegerField()
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.target_id} out of {self.source_id}"
