"""What people say about translations: better sentences, votes, ratings, wrong languages."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Correction(models.Model):
    """A member's better translation of one sentence of a text.

    `source` holds private-use characters for atoms, `atoms` what they read like; `before` (what
    stood there when it was proposed) and `target` hold the same characters. Once decided a
    correction is never changed: all of them together are the history of a translation.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REPLACED = "replaced", _("replaced by a later one")

    text = models.ForeignKey(
        "translation.Text", on_delete=models.CASCADE, related_name="corrections"
    )
    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, null=True, related_name="+"
    )
    source_language = models.CharField(max_length=16)
    target_language = models.CharField(max_length=16)
    source_key = models.CharField(max_length=64, db_index=True)
    source = models.TextField()
    atoms = models.JSONField(default=list)
    before = models.TextField(blank=True)
    target = models.TextField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="corrections"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "target_language", "source_key", "author"],
                condition=models.Q(state="proposed"),
                name="one_open_proposal_each",
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "state", "target_language"], name="correction_review"
            ),
            models.Index(
                fields=["source_language", "target_language", "state"], name="correction_pair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} into {self.target_language}: {self.target[:60]}"


class CorrectionVote(models.Model):
    """Somebody who speaks both languages agrees with a proposal (or does not)."""

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["correction", "member"], name="one_vote_each"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.correction_id}"


class TranslationRating(models.Model):
    """A reader's answer to "understandable?", about the translation of one version of a text."""

    text = models.ForeignKey("translation.Text", on_delete=models.CASCADE, related_name="ratings")
    language = models.CharField(max_length=16)
    checksum = models.CharField(max_length=64)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    understandable = models.BooleanField()
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "language", "member"], name="one_rating_each"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.text_id} in {self.language}"


class LanguageReport(models.Model):
    """A reader says that a text is written in another language than it claims."""

    text = models.ForeignKey(
        "translation.Text", on_delete=models.CASCADE, related_name="language_reports"
    )
    language = models.CharField(max_length=16)
    checksum = models.CharField(max_length=64)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "member"], name="one_language_report_each"),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} is in {self.language}"
