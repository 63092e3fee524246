"""What accounts do about sign-ins: who comes back wants to stay, who reads his mail is himself."""

from typing import Any

from allauth.account.signals import password_reset
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.actions.deletion import cancel_deletion
from accounts.models import Member
from accounts.sign_in import forgive
from accounts.sign_in_places import note_place


@receiver(user_logged_in)
def keep_who_comes_back(user: Any, request: Any = None, **kwargs: Any) -> None:
    if isinstance(user, Member) and cancel_deletion(member=user) and request is not None:
        text = _("Welcome back. Your account will not be deleted.")
        messages.success(request, text, fail_silently=True)


@receiver(user_logged_in)
def remember_network(user: Any, request: Any = None, **kwargs: Any) -> None:
    """As a digest, for a month: whoever reviews votes learns whether two members share one."""
    if isinstance(user, Member) and request is not None:
        note_place(user, str(request.META.get("REMOTE_ADDR", "")))


@receiver(password_reset)
def let_in_again(user: Any, **kwargs: Any) -> None:
    """Who could read the mail need not wait because a password was wrong before."""
    forgive(user)
