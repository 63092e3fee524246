"""What waits for somebody's decision: the review queue."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class ReviewItem(models.Model):
    """One matter on which people decide: a flagged post, a first post, a proposal.

    The subject is named by type and number (``post`` 17), because every app has matters to review;
    of one subject and `kind` only one is open at a time. `language` is that of what is to be
    judged; items without one are for everybody who may decide. `post` is what it is about, where
    it is about a post, and `member` whom it concerns.

    `weight` says how much it presses, and `ranked` is the time by which the queue is sorted: when
    it was opened, earlier by its weight (`forum.actions.reviewing.POINT`). `claimed_by` works on it
    until `claimed_until`. Where a decision takes two people, `proposed_by` is the first of them.
    `decision` is a code of the kind's own; `entry` is how the audit log tells of it.
    """

    class Kind(models.TextChoices):
        FLAGGED = "flagged", pgettext_lazy("kind of review", "Reported posts")
        FIRST_POST = "first_post", pgettext_lazy("kind of review", "First posts")
        HELD_VOTES = "held_votes", pgettext_lazy("kind of review", "Held votes")
        TRANSLATION_FIX = "translation_fix", pgettext_lazy("kind of review", "Translations")
        TERM = "term", pgettext_lazy("kind of review", "Terms")
        EDIT = "edit", pgettext_lazy("kind of review", "Edits")
        APPEAL = "appeal", pgettext_lazy("kind of review", "Appeals")
        MERGE = "merge", pgettext_lazy("kind of review", "Merges")
        SUSPICION = "suspicion", pgettext_lazy("kind of review", "Suspicious activity")

    class State(models.TextChoices):
        OPEN = "open"
        DECIDED = "decided"

    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, related_name="review_items"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    subject_type = models.CharField(max_length=20)
    subject_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=16, blank=True)
    post = models.ForeignKey(
        "forum.Post", on_delete=models.CASCADE, null=True, related_name="review_items"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="review_items"
    )
    weight = models.PositiveIntegerField(default=1)
    ranked = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    proposal = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decision = models.CharField(max_length=20, blank=True)
    entry = models.ForeignKey(
        "accounts.AuditEntry", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=models.Q(state="open"),
                name="review_open_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "kind", "language", "ranked", "id"],
                condition=models.Q(state="open"),
                name="review_queue",
            ),
            models.Index(
                fields=["community", "-decided", "-id"],
                condition=models.Q(state="decided"),
                name="review_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject_type} {self.subject_id}"
