"""What a member says about themself."""

from django.conf import settings
from django.db import models


class Profile(models.Model):
    """`about` is translated like everything anyone writes."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile"
    )
    about = models.OneToOneField(
        "translation.Text", on_delete=models.PROTECT, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"profile of {self.member_id}"
