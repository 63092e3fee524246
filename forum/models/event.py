"""What changed in a thread, for those who have it open."""

from django.db import models


class ThreadEvent(models.Model):
    """Numbers rise in commit order within a thread. No text, no HTML: readers render what they
    may see when they hear of it. `language` is empty for what concerns every language. After
    `THREAD_REARRANGED` posts have other places: readers load the thread anew."""

    class Type(models.TextChoices):
        POST_CREATED = "post.created"
        POST_UPDATED = "post.updated"
        POST_TRANSLATED = "post.translated"
        POST_REMOVED = "post.removed"
        THREAD_UPDATED = "thread.updated"
        THREAD_REARRANGED = "thread.moved"

    class Audience(models.TextChoices):
        PUBLIC = "public"
        MEMBER = "member"
        STAFF = "staff"

    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="events")
    number = models.PositiveBigIntegerField()
    type = models.CharField(max_length=15, choices=Type.choices)
    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=16, blank=True)
    audience = models.CharField(max_length=7, choices=Audience.choices, default=Audience.PUBLIC)
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="thread_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.number} in {self.thread_id}"
