"""What threads are about: tags anybody reads in their language, and products of the company."""

from django.db import models


class Tag(models.Model):
    """A tag of a community. Its slug is in the script of its name. `threads_count` counts public
    threads."""

    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, related_name="tags"
    )
    slug = models.SlugField(max_length=60, allow_unicode=True)
    name = models.OneToOneField("translation.Text", on_delete=models.PROTECT, related_name="+")
    threads_count = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-threads_count", "id"]
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="tag_slug_once")]

    def __str__(self) -> str:
        return self.slug


class ThreadTag(models.Model):
    """A thread has a tag."""

    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="+")
    tag = models.ForeignKey("forum.Tag", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "tag"], name="thread_has_tag_once"),
        ]
        indexes = [models.Index(fields=["tag", "thread"], name="threads_of_tag")]

    def __str__(self) -> str:
        return f"tag {self.tag_id} of thread {self.thread_id}"


class Product(models.Model):
    """What the company makes and threads ask about. A retired product takes no new threads."""

    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, related_name="products"
    )
    slug = models.SlugField(max_length=60, allow_unicode=True)
    name = models.OneToOneField("translation.Text", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="product_slug_once"),
        ]

    def __str__(self) -> str:
        return self.slug
