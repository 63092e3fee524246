"""What somebody says in a thread, and what it said before."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class Post(models.Model):
    """The opening post of a thread has number 1. A number is given once and never again. `score`
    is the sum of its votes and of `score_imported`, those it came with from elsewhere without
    names; `accepted` is when it was accepted as a solution."""

    class Kind(models.TextChoices):
        OPENING = "opening", pgettext_lazy("kind of post", "Opening post")
        ANSWER = "answer", pgettext_lazy("kind of post", "Answer")
        COMMENT = "comment", pgettext_lazy("kind of post", "Comment")

    class Visibility(models.TextChoices):
        PUBLIC = "public"
        REVIEW = "review"
        HIDDEN = "hidden"
        DELETED = "deleted"
        STAFF = "staff"

    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=7, choices=Kind.choices)
    visibility = models.CharField(
        max_length=7, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    visibility_before = models.CharField(max_length=7, blank=True)
    body = models.OneToOneField("translation.Text", on_delete=models.PROTECT, related_name="post")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="posts"
    )
    reply_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replies"
    )
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)
    accepted = models.DateTimeField(null=True)
    score = models.IntegerField(default=0)
    score_imported = models.IntegerField(default=0)
    confirmations_count = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)
    edited = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="post_number_once"),
        ]
        indexes = [
            models.Index(fields=["author", "-created", "-id"], name="post_of_author"),
            models.Index(
                fields=["author", "kind", "-created", "-id"], name="post_of_author_by_kind"
            ),
            models.Index(
                fields=["author", "-created", "-id"],
                condition=models.Q(accepted__isnull=False),
                name="accepted_of_author",
            ),
            models.Index(fields=["thread", "created", "number"], name="post_of_thread_by_date"),
        ]

    def __str__(self) -> str:
        return f"post {self.number} of {self.thread_id}"

    @property
    def is_deleted_by_author(self) -> bool:
        """True where its author took it away himself, and may bring it back."""
        himself = self.author_id is not None and self.deleted_by_id == self.author_id
        return himself and self.visibility == Post.Visibility.DELETED


class PostRevision(models.Model):
    """An earlier version of a post: what revision `revision` said, until `editor` replaced it at
    `created`. Numbers have gaps: what its author changes at once leaves no earlier version.

    `title` is the thread's title then, for opening posts. `body` and `title_text` are the same
    as texts of their own, so that earlier versions are read in every language.
    """

    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    source = models.TextField()
    title = models.TextField(blank=True)
    body = models.OneToOneField(
        "translation.Text", on_delete=models.SET_NULL, null=True, related_name="revision_of_post"
    )
    title_text = models.OneToOneField(
        "translation.Text", on_delete=models.SET_NULL, null=True, related_name="revision_of_title"
    )
    language = models.CharField(max_length=16)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "revision"], name="post_revision_once"),
        ]

    def __str__(self) -> str:
        return f"revision {self.revision} of post {self.post_id}"
