"""Who decided what about whom, for good."""

from django.conf import settings
from django.db import models

from core.append_only import AppendOnlyModel, AppendOnlyQuerySet


class AuditEntry(AppendOnlyModel):
    """One decision: `actor` did `verb` (``thread.locked``, ``member.paused``) to a subject.

    The subject is named by its kind and number (``post`` 17), because every app has decisions;
    `member` is whom it concerns, where there is one. `before` and `after` hold what changed, as
    codes and numbers, never words of members: erasing a text must not leave it here. `reason` is a
    code, `note` what the decider wrote for his colleagues. `actor` is None where the program
    decided, or where the member was erased; `automatic` tells which. An entry that takes another
    one back `undoes` it.
    """

    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, null=True, related_name="audit"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    automatic = models.BooleanField(default=False)
    verb = models.CharField(max_length=40)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    subject_type = models.CharField(max_length=20)
    subject_id = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undoes = models.OneToOneField(
        "self", on_delete=models.RESTRICT, null=True, related_name="undone_by"
    )
    created = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["community", "-id"], name="audit_of_community"),
            models.Index(fields=["subject_type", "subject_id"], name="audit_of_subject"),
            models.Index(fields=["member", "-id"], name="audit_of_member"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} of {self.subject_type} {self.subject_id} by {self.actor_id}"
