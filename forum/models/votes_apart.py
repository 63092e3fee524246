"""Members who may not vote on each other for a while."""

from django.conf import settings
from django.db import models


class VotesApart(models.Model):
    """Until `until` neither of two members votes on the posts of the other; `one` has the lower
    number. Their votes for each other were not honest before."""

    community = models.ForeignKey("accounts.Community", on_delete=models.CASCADE, related_name="+")
    one = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "one", "other"], name="votes_apart_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="votes_apart_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id} until {self.until}"
