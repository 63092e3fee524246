"""What a post quotes of another one, in which language it was read, and what stood there."""

from django.db import models


class Quote(models.Model):
    """One quotation in the body of `post`, the `position`th of it (from 0).

    `shown` is the quoted text as its reader saw it, in `language`; `source` are the sentences of
    the original in `source_language` that correspond to it: empty where it was read as it was
    written, or where nothing corresponds. Whoever shows `source` asks `forum.queries.quotes`
    whether the quoted post may be read.
    """

    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="quotes")
    position = models.PositiveSmallIntegerField()
    quoted = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="quoted_by")
    language = models.CharField(max_length=16)
    shown = models.TextField()
    source_language = models.CharField(max_length=16)
    source = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["post", "position"]
        constraints = [
            models.UniqueConstraint(fields=["post", "position"], name="quote_position_once"),
        ]

    def __str__(self) -> str:
        return f"post {self.post_id} quotes {self.quoted_id}"
