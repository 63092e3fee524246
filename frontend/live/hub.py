"""All sockets of this process, by thread. Lives in one event loop and knows no database.

It hands frames to sockets, and ends those whose access has ended. While anything is open it keeps
a tail running, which is started again if it fails.
"""

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Protocol

from frontend.live import database
from frontend.live.access import Audience, Identity
from frontend.live.batches import Batch, Group, Watchers
from frontend.live.presence import Presence
from frontend.live.protocol import RESYNC, Close, Frame, Numbered

logger = logging.getLogger(__name__)

RESTART_SECONDS = (0.2, 1.0, 5.0, 15.0)
"""How long to wait before a failed tail is started again; the last one from then on."""


class Member(Protocol):
    """A socket as the hub knows it."""

    thread_id: int
    community_id: int
    language: str
    audience: str
    identity: Identity

    def push(self, frames: Iterable[Numbered]) -> None: ...
    def tell(self, frame: Frame) -> None: ...
    def drop(self, code: Close) -> None: ...


class Room:
    """The sockets of one thread. `seen` is the number of the last event they were told of."""

    def __init__(self, thread_id: int, seen: int) -> None:
        self.thread_id = thread_id
        self.seen = seen
        self.sockets: set[Member] = set()
        self.presence = Presence()

    def readers(self) -> int:
        """People, not windows: a member counts once."""
        members = {socket.identity.actor.id for socket in self.sockets} - {None}
        return len(members) + sum(socket.identity.actor.id is None for socket in self.sockets)

    def watchers(self) -> Watchers:
        groups: set[Group] = set()
        privileged: set[int] = set()
        others: set[int] = set()
        for socket in self.sockets:
            groups.add((socket.language, socket.audience))
            member_id = socket.identity.actor.id
            if member_id is not None:
                (others if socket.audience == Audience.PUBLIC else privileged).add(member_id)
        return Watchers(
            self.thread_id,
            next(iter(self.sockets)).community_id,
            frozenset(groups),
            frozenset(privileged),
            frozenset(others),
        )

    def deliver(self, watchers: Watchers, batch: Batch, until: int) -> None:
        """Hand each socket its group's frames, if it may still have them.

        Whoever came in after `watchers` were counted has found all this in the database.
        """
        self.seen = until
        known = {None, *watchers.privileged, *watchers.others}
        for socket in list(self.sockets):
            member_id, group = socket.identity.actor.id, (socket.language, socket.audience)
            if group not in watchers.groups or member_id not in known:
                continue
            if admit(socket, batch.audiences.get(member_id, batch.audiences.get(None))):
                socket.push(batch.frames.get(group, ()))

    def tell(self, frame: Frame) -> None:
        for socket in list(self.sockets):
            socket.tell(frame)

    def drop(self, code: Close) -> None:
        for socket in list(self.sockets):
            socket.drop(code)


def admit(socket: Member, audience: str | None) -> bool:
    """Move a socket to the audience it now belongs to; False where its access has ended."""
    if audience is None or (socket.audience == Audience.STAFF != audience):
        socket.drop(Close.NOT_PERMITTED)
        return False
    if audience != socket.audience:
        if audience == Audience.STAFF:
            socket.tell(RESYNC)
        socket.audience = audience
    return True


class Hub:
    """The rooms of one event loop."""

    def __init__(self, follow: Callable[["Hub"], Coroutine[Any, Any, None]]) -> None:
        self.rooms: dict[int, Room] = {}
        self.places: Counter[str] = Counter()
        """Sockets by address, also those that are not let in yet."""
        self._follow = follow
        self._loop = asyncio.get_running_loop()
        self._woken = asyncio.Event()
        self._tail: asyncio.Task[None] | None = None

    def enter(self, socket: Member, event: int) -> Room:
        """Let a socket hear what comes after the event number that was just looked up.

        The room may be further on already; what the socket missed is in the database by then.
        """
        room = self.rooms.setdefault(socket.thread_id, Room(socket.thread_id, event))
        room.sockets.add(socket)
        room.presence.forget()
        if self._tail is None:
            self._tail = asyncio.create_task(self._keep_following())
        return room

    def leave(self, socket: Member) -> None:
        """Forget a socket. Twice is once."""
        room = self.rooms.get(socket.thread_id)
        if room:
            room.sockets.discard(socket)
            if not room.sockets:
                del self.rooms[socket.thread_id]
                self._woken.set()

    def sockets(self) -> list[Member]:
        return [socket for room in self.rooms.values() for socket in room.sockets]

    def tell_presence(self) -> None:
        now = time.monotonic()
        for room in self.rooms.values():
            frame = room.presence.due(room.readers(), now)
            if frame:
                room.tell(frame)

    def wake(self) -> None:
        """Look at once. May be called from any thread, also after the loop has ended."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._woken.set)

    async def woken(self, within_seconds: float) -> None:
        """Return when somebody calls `wake`, a room closes, or the time is over."""
        try:
            await asyncio.wait_for(self._woken.wait(), within_seconds)
        except TimeoutError:
            pass
        self._woken.clear()

    async def _keep_following(self) -> None:
        failures = 0
        while self.rooms:
            try:
                await self._follow(self)
            except Exception:  # whatever it is, open pages must not stay without a tail
                logger.exception("the tail failed and is started again")
                wait = RESTART_SECONDS[min(failures, len(RESTART_SECONDS) - 1)]
                failures += 1
                database.rest()
                await asyncio.sleep(wait)
                for room in self.rooms.values():
                    room.tell(RESYNC)
        # Before anything is awaited, so that the next newcomer starts a new one.
        self._tail = None
        database.rest()


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def all_hubs() -> list[Hub]:
    """The hubs of this process: one, but for tests."""
    return list(_hubs.values())


def present_hub(follow: Callable[[Hub], Coroutine[Any, Any, None]]) -> Hub:
    """The hub of the running event loop, made where there is none."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        for ended in [other for other in _hubs if other.is_closed()]:
            del _hubs[ended]
        _hubs[loop] = Hub(follow)
    return _hubs[loop]
