"""What was done about a member's behaviour in a community."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.reasons import Reason


class Sanction(models.Model):
    """A warning, a pause or a ban, by a member of staff.

    `until` ends a pause, and nothing else; a ban stands until it is `lifted`. `note` is for
    colleagues, the member never reads it. `entry` is its line in the audit log. What follows from
    all sanctions of a membership together stands on the membership itself, so that asking for a
    permission asks no second table.
    """

    class Kind(models.TextChoices):
        WARNING = "warning", _("warning")
        PAUSE = "pause", _("pause")
        BAN = "ban", _("ban")

    membership = models.ForeignKey(
        "accounts.Membership", on_delete=models.CASCADE, related_name="sanctions"
    )
    kind = models.CharField(max_length=7, choices=Kind.choices)
    reason = models.CharField(max_length=40, choices=Reason.choices)
    note = models.TextField(blank=True)
    until = models.DateTimeField(null=True)
    entry = models.OneToOneField(
        "accounts.AuditEntry", on_delete=models.RESTRICT, related_name="sanction"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)
    lifted = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="pause", until__isnull=False)
                | (~Q(kind="pause") & Q(until__isnull=True)),
                name="only_pauses_end",
            ),
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(kind="ban", lifted=None),
                name="banned_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["membership", "-id"], name="sanctions_of_member")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.membership_id}"

    @property
    def stands(self) -> bool:
        """True while it keeps the member from something."""
        if self.lifted is not None or self.kind == self.Kind.WARNING:
            return False
        return self.until is None or self.until > timezone.now()
