"""Words that a community wants translated in one way, or not at all."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class GlossaryTerm(models.Model):
    """`source` becomes `target`; an empty target means that it is never translated.

    An empty `target_language` applies to all of them (only where nothing is translated). Members
    propose terms; only approved ones count.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")

    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, related_name="glossary"
    )
    source_language = models.CharField(max_length=16)
    target_language = models.CharField(max_length=16, blank=True)
    source = models.CharField(max_length=120)
    target = models.CharField(max_length=120, blank=True)
    case_sensitive = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["source_language", "source", "target_language"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "source_language", "target_language", "source"],
                condition=~Q(state="rejected"),
                name="one_term_each",
            ),
            models.CheckConstraint(
                condition=~Q(target_language="") | Q(target=""),
                name="a_translated_term_has_a_language",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target or self.source}"
