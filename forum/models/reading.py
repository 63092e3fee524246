"""Where members stopped reading, and what they want to find again."""

from django.conf import settings
from django.db import models


class ThreadRead(models.Model):
    """A member has read a thread up to the post with this number. The number only rises."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="threads_read"
    )
    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="reads")
    number = models.PositiveIntegerField()
    read = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "thread"], name="thread_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} read {self.thread_id} up to {self.number}"


class Visit(models.Model):
    """When a member was here: a visit begins after half an hour without a sign of life.

    `before` is the end of the visit before this one, and what "new since your last visit" means.
    """

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visit"
    )
    before = models.DateTimeField(null=True)
    seen = models.DateTimeField()

    def __str__(self) -> str:
        return f"visit of {self.member_id}"


class Bookmark(models.Model):
    """A post that a member wants to find again."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks"
    )
    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="bookmarks")
    note = models.CharField(max_length=200, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "post"], name="bookmark_once")]
        indexes = [models.Index(fields=["member", "-created", "-id"], name="bookmarks_latest")]

    def __str__(self) -> str:
        return f"{self.member_id} keeps {self.post_id}"
