"""Shortens the tail's waiting: in this process directly, in others by Redis where there is one.

Nothing depends on it. Whatever is lost here, the tail finds at its next look.
"""

import asyncio
import logging
import time
from functools import cache

from django.conf import settings
from redis import Redis, RedisError, asyncio as redis

from frontend.live.hub import Hub, all_hubs

logger = logging.getLogger(__name__)

CHANNEL = "lingora.live"
TIMEOUT_SECONDS = 0.5
TROUBLE_SECONDS = 10.0
"""How long Redis is left alone after it failed, so that no writer waits for it each time."""

_ailing_until = 0.0


def tell(thread_id: int) -> None:
    """Something happened in this thread. Called after commit, from any thread."""
    for hub in all_hubs():
        if thread_id in hub.rooms:
            hub.wake()
    if settings.REDIS_URL:
        _publish(thread_id)


def _publish(thread_id: int) -> None:
    global _ailing_until
    if time.monotonic() < _ailing_until:
        return
    try:
        _redis(settings.REDIS_URL).publish(CHANNEL, str(thread_id))
    except (RedisError, OSError) as error:
        logger.warning("Redis does not answer, open pages of other processes wait: %s", error)
        _ailing_until = time.monotonic() + TROUBLE_SECONDS


@cache
def _redis(url: str) -> Redis:
    return Redis.from_url(
        url, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS
    )


async def listen(hub: Hub) -> None:
    """Wake `hub` whenever Redis tells of one of its threads; returns at once without Redis."""
    while settings.REDIS_URL:
        try:
            await _listen(hub, settings.REDIS_URL)
        except (RedisError, OSError) as error:
            logger.warning("Redis does not answer, the tail polls on: %s", error)
        await asyncio.sleep(TROUBLE_SECONDS)


async def _listen(hub: Hub, url: str) -> None:
    async with redis.from_url(url) as client, client.pubsub() as subscription:
        await subscription.subscribe(CHANNEL)
        async for message in subscription.listen():
            data = message.get("data")
            if message["type"] == "message" and int(data or 0) in hub.rooms:
                hub.wake()
