"""What accounts do about sign-ins: who signs in wants to stay."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.actions.deletion import cancel_deletion
from accounts.models import Member


@receiver(user_logged_in)
def keep_who_comes_back(user: Any, request: Any = None, **kwargs: Any) -> None:
    if isinstance(user, Member) and cancel_deletion(member=user) and request is not None:
        text = _("Welcome back. Your account will not be deleted.")
        messages.success(request, text, fail_silently=True)
