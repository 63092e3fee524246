"""What a member wants to be told of."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class Subscription(models.Model):
    """A member's level for one thread, tag, category or other member: exactly one of the four.

    Watching: told of every post (of every new thread, for a tag or category). Tracking: unread
    posts are counted, nobody is told. Normal: told when addressed. Muted: told of nothing.
    """

    class Level(models.TextChoices):
        WATCHING = "watching", pgettext_lazy("level of subscription", "Watching")
        TRACKING = "tracking", pgettext_lazy("level of subscription", "Tracking")
        NORMAL = "normal", pgettext_lazy("level of subscription", "Normal")
        MUTED = "muted", pgettext_lazy("level of subscription", "Muted")

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions"
    )
    level = models.CharField(max_length=8, choices=Level.choices)
    thread = models.ForeignKey(
        "forum.Thread", on_delete=models.CASCADE, null=True, related_name="subscriptions"
    )
    tag = models.ForeignKey(
        "forum.Tag", on_delete=models.CASCADE, null=True, related_name="subscriptions"
    )
    category = models.ForeignKey(
        "forum.Category", on_delete=models.CASCADE, null=True, related_name="subscriptions"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="subscribers"
    )
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=["member", target], name=f"subscription_{target}_once"
                )
                for target in ("thread", "tag", "category", "author")
            ),
            models.CheckConstraint(
                name="subscription_has_one_target",
                condition=models.Q(thread__isnull=False, tag=None, category=None, author=None)
                | models.Q(thread=None, tag__isnull=False, category=None, author=None)
                | models.Q(thread=None, tag=None, category__isnull=False, author=None)
                | models.Q(thread=None, tag=None, category=None, author__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["member", "-changed", "-id"], name="subscriptions_latest")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.level}"
