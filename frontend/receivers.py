"""What the surfaces do about the news: open pages look at once."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from forum.models import ThreadEvent
from frontend.live import wake


@receiver(post_save, sender=ThreadEvent)
def look_at_once(instance: ThreadEvent, created: bool, **kwargs: Any) -> None:
    """Only shortens the wait: the tail would find the event by itself."""
    if created:
        transaction.on_commit(partial(wake.tell, instance.thread_id), robust=True)
