"""What looks as if credit was not given honestly."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Suspicion(models.Model):
    """A pattern among `members`, found in what they gave each other; `group` is their numbers in
    order. The claims it is about name it (`Claim.suspicion`), and are held until somebody decides,
    but for unusual gains, which count meanwhile.
    """

    class Kind(models.TextChoices):
        BURST = "burst", _("Many votes for one member within minutes")
        MUTUAL = "mutual", _("Two members vote mostly for each other")
        RING = "ring", _("A group votes mostly for itself")
        GAIN = "gain", _("Somebody earned far more than others in a day")

    class State(models.TextChoices):
        OPEN = "open"
        HONEST = "honest"
        DISHONEST = "dishonest"

    community = models.ForeignKey("accounts.Community", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    group = models.CharField(max_length=250)
    found = models.DateTimeField(auto_now_add=True)
    decided = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "kind", "group"],
                condition=models.Q(state="open"),
                name="suspicion_open_once",
            ),
        ]
        indexes = [models.Index(fields=["community", "kind", "group"], name="suspicion_of_group")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.group}: {self.state}"
