"""Words that a community watches for in what people write."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class ListedWord(models.Model):
    """A word or phrase, and what happens to a post that says it. `language` is the one in which it
    is meant; empty for every language. `key` is the word as it is compared, once in a list."""

    class Treatment(models.TextChoices):
        BLOCK = "block", pgettext_lazy("what happens to a word", "Refuse the post")
        REVIEW = "review", pgettext_lazy("what happens to a word", "Review the post first")
        MASK = "mask", pgettext_lazy("what happens to a word", "Mask the word")

    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, related_name="listed_words"
    )
    language = models.CharField(max_length=16, blank=True)
    word = models.CharField(max_length=120)
    key = models.CharField(max_length=240)
    treatment = models.CharField(max_length=6, choices=Treatment.choices)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["language", "word"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "language", "key"], name="listed_word_once"
            ),
        ]

    def __str__(self) -> str:
        return f"word {self.pk} of {self.community_id}: {self.treatment}"
