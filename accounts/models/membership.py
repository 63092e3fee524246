"""What a member is in a community."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Membership(models.Model):
    """`level` is written by reputation; `level_granted` is a floor that computing never lowers, up
    to `level_granted_until` where that is said. `level_ends` is when a level ends that is not
    earned any more. `moderated_languages` follow the member's appointment as a super-user.

    `state` is what sanctions left behind (`accounts.actions.sanctions`); a pause holds up to
    `paused_until`, whoever tidies up later, so ask `present_state`.
    """

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        AGENT = "agent", _("company agent")
        OPERATOR = "operator", _("operator")

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        BANNED = "banned", _("banned")

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    level = models.PositiveSmallIntegerField(default=0)
    level_granted = models.PositiveSmallIntegerField(default=0)
    level_granted_until = models.DateTimeField(null=True, blank=True)
    level_ends = models.DateTimeField(null=True, editable=False)
    level_reason = models.CharField(max_length=200, blank=True)
    moderated_languages = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.ACTIVE)
    paused_until = models.DateTimeField(null=True, blank=True)
    joined = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "community"], name="one_membership_each"),
            models.CheckConstraint(condition=models.Q(level__lte=5), name="level_at_most_5"),
        ]

        indexes = [
            models.Index(
                fields=["paused_until"], condition=Q(state="paused"), name="pauses_by_end"
            ),
            models.Index(
                fields=["level_granted_until"],
                condition=Q(level_granted_until__isnull=False),
                name="granted_levels_by_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.community_id}: {self.role}"

    @property
    def effective_level(self) -> int:
        """The level that counts: computed, but never below the granted one while that holds."""
        over = self.level_granted_until is not None and self.level_granted_until <= timezone.now()
        return self.level if over else max(self.level, self.level_granted)

    @property
    def present_state(self) -> str:
        """The state that counts now: a pause whose time is over does not hold."""
        over = self.paused_until is not None and self.paused_until <= timezone.now()
        return self.State.ACTIVE if self.state == self.State.PAUSED and over else self.state
