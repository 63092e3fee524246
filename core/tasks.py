"""What the worker does for the core itself: tell the news, keep its table small."""

from datetime import timedelta

from core import outbox
from core.lanes import lane, renewal
from core.periodic import periodic


@lane("outbox")
def tell_news() -> int:
    return outbox.dispatch()


@renewal
def keep_what_is_told() -> None:
    outbox.renew_in_hand()


@periodic(name="core.free_dead_dispatchers", every=timedelta(seconds=15))
def free_dead_dispatchers() -> int:
    return outbox.free_dead()


@periodic(name="core.sweep_outbox", every=timedelta(hours=1))
def sweep_outbox() -> int:
    return outbox.sweep()
