"""Follows the events of the threads that are open in this process.

It asks for the newest numbers of all of them in one query, ten times a second while anything is
open and never otherwise, and sooner when it is woken. That is what makes work done anywhere
(another server process, a worker, a shell) reach every open page on any database.
"""

import asyncio
import logging
import time
from contextlib import suppress

from accounts.permissions import VISITOR
from forum.queries import newest_events
from frontend.live import wake
from frontend.live.access import Access, Audience, Identity, accesses
from frontend.live.batches import compose
from frontend.live.database import ask_often
from frontend.live.hub import Hub, Room, admit
from frontend.live.protocol import RESYNC, Close

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.1
PAUSE_SECONDS = 0.01
"""At least this long between two looks, however often it is woken."""
RECHECK_SECONDS = 30.0
"""How often access is checked where nothing happens."""


async def follow(hub: Hub) -> None:
    """Follow until no socket is left."""
    listening = asyncio.create_task(wake.listen(hub))
    checked = time.monotonic()
    try:
        while hub.rooms:
            await look(hub)
            hub.tell_presence()
            if time.monotonic() - checked >= RECHECK_SECONDS:
                await recheck(hub)
                checked = time.monotonic()
            await asyncio.sleep(PAUSE_SECONDS)
            await hub.woken(POLL_SECONDS)
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


async def look(hub: Hub) -> None:
    """Deliver what is new; end what is gone."""
    asked = list(hub.rooms)
    newest = await ask_often(newest_events, asked)
    for thread_id in asked:
        room = hub.rooms.get(thread_id)
        if room is None:
            continue
        if thread_id not in newest:
            room.drop(Close.NOT_PERMITTED)
        elif newest[thread_id] > room.seen:
            await _catch_up(room, newest[thread_id])


async def _catch_up(room: Room, number: int) -> None:
    watchers = room.watchers()
    try:
        batch = await ask_often(compose, watchers, after=room.seen, until=number)
    except Exception:  # one thread that cannot be rendered must not stop the others
        logger.exception("thread %s cannot be followed", room.thread_id)
        room.seen = number
        room.tell(RESYNC)
        return
    room.deliver(watchers, batch, number)


async def recheck(hub: Hub) -> None:
    """End what may be read no more, also where no event tells of it.

    Sockets that hear what any visitor hears are checked all at once, the others one by one.
    """
    visible = await ask_often(accesses, VISITOR, set(hub.rooms))
    for socket in hub.sockets():
        access = visible.get(socket.thread_id)
        if access is None or socket.audience != Audience.PUBLIC:
            own = await ask_often(_as_of_now, socket.identity, socket.thread_id)
            access = own or access
        admit(socket, access.audience if access else None)


def _as_of_now(identity: Identity, thread_id: int) -> Access | None:
    return accesses(identity.again(), [thread_id]).get(thread_id)
