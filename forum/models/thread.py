"""A conversation."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class Thread(models.Model):
    """`event` is the number of its newest `ThreadEvent`, `last_number` that of its newest post;
    both only rise. `posts_count` counts the answers and comments that are public, `answers_count`
    the answers among them. A closed thread takes nothing new, a locked one no change, vote or
    acceptance either; staff may. A lock with an end (`locked_until`) is over by itself: ask
    `is_locked`. With `slow_seconds` a member waits so long from one post of his to the next. What
    was merged into another thread has no posts any more; `merged_into` leads on. `splits_count`
    tells how many threads were made of posts from here. `closed_by` may open it again.
    `accepted_post` is the answer accepted first; where a category allows several, all of them
    have `Post.accepted`. `language` is that of the title, kept here for lists."""

    class Kind(models.TextChoices):
        QUESTION = "question", pgettext_lazy("kind of thread", "Question")
        DISCUSSION = "discussion", pgettext_lazy("kind of thread", "Discussion")
        ANNOUNCEMENT = "announcement", pgettext_lazy("kind of thread", "Announcement")
        IDEA = "idea", pgettext_lazy("kind of thread", "Idea")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of thread", "Open")
        SOLVED = "solved", pgettext_lazy("state of thread", "Solved")

    class Urgency(models.IntegerChoices):
        NORMAL = 0, pgettext_lazy("urgency of question", "It can wait")
        SOON = 1, pgettext_lazy("urgency of question", "It disturbs me")
        NOW = 2, pgettext_lazy("urgency of question", "Nothing works")

    class ClosedReason(models.TextChoices):
        NOT_NEEDED = "not_needed", pgettext_lazy("why a thread is closed", "No longer needed")
        DUPLICATE = "duplicate", pgettext_lazy("why a thread is closed", "Asked elsewhere already")
        OUTDATED = "outdated", pgettext_lazy("why a thread is closed", "Out of date")
        OFF_TOPIC = "off_topic", pgettext_lazy("why a thread is closed", "Does not belong here")
        OTHER = "other", pgettext_lazy("why a thread is closed", "Another reason")

    class Visibility(models.TextChoices):
        PUBLIC = "public"
        HIDDEN = "hidden"
        MERGED = "merged"
        DELETED = "deleted"

    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, related_name="threads"
    )
    category = models.ForeignKey("forum.Category", on_delete=models.PROTECT, related_name="threads")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    visibility = models.CharField(
        max_length=7, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    title = models.OneToOneField(
        "translation.Text", on_delete=models.PROTECT, related_name="thread_titled"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="threads"
    )
    country = models.CharField(max_length=2, blank=True)
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.NORMAL)
    product = models.ForeignKey(
        "forum.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="threads"
    )
    product_version = models.CharField(max_length=40, blank=True)
    tags = models.ManyToManyField(
        "forum.Tag", through="forum.ThreadTag", blank=True, related_name="threads"
    )
    closed = models.BooleanField(default=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    closed_reason = models.CharField(max_length=10, choices=ClosedReason.choices, blank=True)
    locked = models.BooleanField(default=False)
    locked_until = models.DateTimeField(null=True, blank=True)
    slow_seconds = models.PositiveIntegerField(default=0)
    pinned = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    accepted_post = models.ForeignKey(
        "forum.Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    event = models.PositiveBigIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    splits_count = models.PositiveSmallIntegerField(default=0)
    posts_count = models.PositiveIntegerField(default=0)
    answers_count = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=16, blank=True)
    sample_key = models.CharField(max_length=80, null=True, unique=True, editable=False)  # noqa: DJ001 - null so that unique allows many threads that are no samples
    created = models.DateTimeField(auto_now_add=True)
    last_activity = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["-last_activity", "-id"], name="thread_latest"),
            models.Index(
                fields=["community", "-last_activity", "-id"], name="thread_latest_community"
            ),
            models.Index(
                fields=["category", "-last_activity", "-id"], name="thread_latest_category"
            ),
            models.Index(fields=["product", "-last_activity", "-id"], name="thread_latest_product"),
            models.Index(
                fields=["community", "language", "-last_activity", "-id"],
                name="thread_latest_language",
            ),
            models.Index(
                fields=["community", "-last_activity", "-id"],
                condition=models.Q(answers_count=0, kind="question", state="open"),
                name="thread_unanswered",
            ),
            models.Index(
                fields=["community", "-last_activity", "-id"],
                condition=models.Q(kind="question", state="open"),
                name="thread_unsolved",
            ),
            models.Index(fields=["author", "-created", "-id"], name="thread_of_author"),
            models.Index(fields=["-created", "-id"], name="thread_newest"),
            models.Index(fields=["community", "-created", "-id"], name="thread_newest_community"),
            models.Index(
                fields=["community", "kind", "-last_activity", "-id"], name="thread_latest_kind"
            ),
            models.Index(
                fields=["community", "country", "-last_activity", "-id"],
                condition=~models.Q(country=""),
                name="thread_latest_country",
            ),
            models.Index(
                fields=["community", "-last_activity", "-id"],
                condition=models.Q(pinned=True),
                name="thread_pinned",
            ),
            models.Index(
                fields=["-last_activity", "-id"],
                condition=models.Q(pinned=True),
                name="thread_pinned_anywhere",
            ),
            models.Index(
                fields=["-last_activity", "-id"],
                condition=models.Q(answers_count=0, kind="question", state="open"),
                name="thread_unanswered_anywhere",
            ),
            models.Index(
                fields=["-last_activity", "-id"],
                condition=models.Q(kind="question", state="open"),
                name="thread_unsolved_anywhere",
            ),
        ]

    def __str__(self) -> str:
        return f"thread {self.pk}"

    @property
    def is_locked(self) -> bool:
        """True while nobody but staff may change anything."""
        return self.locked and (self.locked_until is None or self.locked_until > timezone.now())
