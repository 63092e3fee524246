"""What somebody is writing, kept on the server."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """The newest state of a form that was not sent yet; one per member and `place`.

    `place` names the form: ``ask``, ``ask/<community>``, ``reply/<thread>``, ``edit/<post>``.
    `fields` holds what was typed, by name of the field. `version` rises with every save; a device
    that saves on top of an older version makes a copy with a `conflict` number instead, so that
    no text is lost.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    place = models.CharField(max_length=80)
    conflict = models.PositiveSmallIntegerField(default=0)
    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    device = models.CharField(max_length=40, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    saved = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-saved"]
        constraints = [
            models.UniqueConstraint(fields=["member", "place", "conflict"], name="draft_once"),
        ]

    def __str__(self) -> str:
        return f"draft of {self.member_id} for {self.place}"
