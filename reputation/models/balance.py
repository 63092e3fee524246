"""What a member has earned in a community, kept for reading."""

from django.db import models


class Balance(models.Model):
    """The sum of the member's posted ledger rows. Whoever writes rows of a member holds this row:
    so caps hold whatever happens at the same time."""

    membership = models.OneToOneField(
        "accounts.Membership", on_delete=models.CASCADE, related_name="balance"
    )
    points = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.points} points"
