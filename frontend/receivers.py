"""What the surfaces do about the news: open pages look at once, who joins agrees to the terms."""

from functools import partial
from typing import Any

from allauth.account.signals import user_signed_up
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

import frontend.flag_letters
import frontend.notifications.bounces  # noqa: F401 - declares a receiver by being imported
from accounts.queries import actor_for, communities_for
from forum.actions.legal import accept_terms
from forum.models import ThreadEvent
from frontend.live import wake


@receiver(post_save, sender=ThreadEvent)
def look_at_once(instance: ThreadEvent, created: bool, **kwargs: Any) -> None:
    """Only shortens the wait: the tail would find the event by itself."""
    if created:
        transaction.on_commit(partial(wake.tell, instance.thread_id), robust=True)


@receiver(user_signed_up)
def agree_at_the_door(user: Any, **kwargs: Any) -> None:
    """The form said so: who joins agrees to what holds in the communities open to all."""
    actor = actor_for(user)
    for community in communities_for(actor):
        accept_terms(actor=actor, community=community)
