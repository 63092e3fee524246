"""Who was appointed as a super-user, for which languages, and until when."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

TERM = timedelta(days=182)
"""How long an appointment holds, and every renewal of it: six months."""


class Appointment(models.Model):
    """A company's word that a member may moderate in `languages`. It counts from when the member
    `accepted` the code of conduct until it `ends`, or was `ended` earlier.

    What follows from it stands on the membership (`moderated_languages`), so that asking for a
    permission asks no second table. `reminded` is for which end the member was reminded.
    """

    membership = models.ForeignKey(
        "accounts.Membership", on_delete=models.CASCADE, related_name="appointments"
    )
    languages = models.JSONField(default=list)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)
    accepted = models.DateTimeField(null=True)
    ends = models.DateTimeField()
    reminded = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(ended=None),
                name="appointed_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["ends"], condition=Q(ended=None), name="appointments_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} for {', '.join(self.languages)}"

    @property
    def counts(self) -> bool:
        """True where the member may moderate by it now."""
        return self.accepted is not None and self.ended is None and self.ends > timezone.now()
