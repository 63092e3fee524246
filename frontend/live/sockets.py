"""The conversation with one open page: `/ws/threads/{id}?lang=&after=N`.

An ASGI application for one socket. It asks who is there, lets the hub and the database speak,
and forwards what was rendered once; it knows no templates and no rules.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from django.db import DatabaseError

from accounts.permissions import VISITOR
from core import languages
from core.addresses import network_of
from core.errors import LingoraError
from forum.models import Thread
from forum.queries import backlog_reaches, newest_events
from forum.visibility import category_condition
from frontend.demand import note_demand
from frontend.limits import Caller, is_loopback
from frontend.live import access, handshake, protocol
from frontend.live.access import Access
from frontend.live.batches import frames_for
from frontend.live.conversation import (
    FRAMES_WAITING_MAX,
    Conversation,
    Receive,
    Send,
    refuse,
)
from frontend.live.database import ask
from frontend.live.hub import Hub, Room, present_hub
from frontend.live.protocol import Close, Frame, Numbered, Refused
from frontend.live.tail import follow

logger = logging.getLogger(__name__)

AUTH_SECONDS = 5.0
"""How long a token may be named as the first message."""
PROGRAM_SECONDS = 0.25
"""How long a program that might name one is waited for before it is taken for a visitor."""
SOCKETS_MAX = 50
"""How many sockets one address may have open here; this machine itself as many as it likes."""
REPLAY_EVENTS_MAX = 1000
"""Whoever missed more loads the page again, which is cheaper."""
MESSAGES_MAX, MESSAGES_SECONDS = 40, 10.0
"""How much a client may say in how long."""


async def thread_socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """The ASGI application for one socket."""
    try:
        asked = handshake.read(scope, int(scope["url_route"]["kwargs"]["thread_id"]))
    except Refused as refusal:
        await refuse(receive, send, refusal.code)
        return
    await serve(ThreadSocket, asked, receive, send)


async def serve(
    kind: Callable[[handshake.Handshake, Receive, Send], Conversation],
    asked: handshake.Handshake,
    receive: Receive,
    send: Send,
) -> None:
    """Hold a conversation, if there is a place left for the client's address."""
    network = network_of(asked.address)
    places = present_hub(follow).places
    if places[network] >= SOCKETS_MAX and not is_loopback(asked.address):
        await refuse(receive, send, Close.TRY_LATER)
        return
    places[network] += 1
    try:
        await kind(asked, receive, send).run()
    finally:
        places[network] -= 1
        if not places[network]:
            del places[network]


async def nothing_here(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Any other address."""
    await refuse(receive, send, Close.NOT_FOUND)


class ThreadSocket(Conversation):
    """One socket that follows a thread, as far as it may hear of it."""

    def __init__(self, asked: handshake.Handshake, receive: Receive, send: Send) -> None:
        super().__init__(asked, receive, send)
        self.thread_id = asked.thread_id
        self.community_id = 0
        self.language = asked.language or languages.offered()[0].code
        self.audience = ""
        self._hub: Hub = present_hub(follow)
        self._room: Room | None = None
        self._position = 0
        self._held: list[Numbered | Frame] | None = None
        self._may_write = False

    # What the hub does with a socket

    def push(self, frames: Iterable[Numbered]) -> None:
        """Send what is news for this client; while it catches up, afterwards."""
        if self._held is not None:
            self._held.extend(frames)
            return
        for numbered in frames:
            if numbered.number > self._position:
                self._position = numbered.number
                self._queue(numbered.frame)

    def tell(self, frame: Frame) -> None:
        """Send a frame without a number; while the client catches up, afterwards."""
        if self._held is not None:
            self._held.append(frame)
        else:
            self._queue(frame)

    # The conversation

    def __str__(self) -> str:
        return f"the socket of thread {self.thread_id}"

    async def _talk(self) -> None:
        await self._listen(await self._enter())

    async def _enter(self) -> float:
        """Find out who is there and let him in; until when he may still name a token."""
        until = time.monotonic() + AUTH_SECONDS
        if not self._asked.is_trustworthy:
            raise Refused(Close.NOT_PERMITTED)
        if self._asked.session_key:
            self.identity = await ask(access.by_session, self._asked.session_key)
        if self._asked.is_program and await self._named_token(PROGRAM_SECONDS):
            until = 0.0
        found = await ask(self._look_up)
        if found is None and self.identity.actor.member is None and until:
            if await ask(_is_gone, self.thread_id):
                raise Refused(Close.NOT_FOUND)
            if not await self._named_token(until - time.monotonic()):
                raise Refused(Close.NOT_SIGNED_IN)
            until, found = 0.0, await ask(self._look_up)
        if found is None:
            raise Refused(Close.NOT_FOUND)
        await self._join(found)
        return until

    def _look_up(self) -> Access | None:
        return access.accesses(self.identity.actor, [self.thread_id]).get(self.thread_id)

    async def _join(self, found: Access) -> None:
        """Say hello, replay what was missed, then let the hub go on from there."""
        member = self.identity.actor.member
        if self._asked.language is None and member is not None:
            self.language = _offered(member.reading_language, otherwise=self.language)
        self.community_id, self.audience = found.thread.community_id, found.audience
        self._may_write = member is not None and found.may_write
        self._held, self._position = [], self._asked.after or 0
        self._room = self._hub.enter(self, found.thread.event)
        newest, missed = await ask(self._missed)
        held, self._held = self._held, None
        self.tell(protocol.hello(newest))
        if missed is None:
            self.tell(protocol.RESYNC)
        self._waiting_max = FRAMES_WAITING_MAX + len(missed or ())
        self.push(missed or ())
        self._position = newest
        for late in held:
            self.push([late]) if isinstance(late, Numbered) else self.tell(late)
        caller = Caller(self.identity.actor, self._asked.address)
        await ask(_note_demand, caller, found.thread, self.language)

    def _missed(self) -> tuple[int, list[Numbered] | None]:
        """The newest number, and what came before it; None where that is not known any more."""
        newest = newest_events([self.thread_id]).get(self.thread_id)
        if newest is None:
            raise Refused(Close.NOT_FOUND)
        after = self._asked.after
        if after is None or after == newest:
            return newest, []
        far = newest - after > REPLAY_EVENTS_MAX
        if far or after > newest or not backlog_reaches(self.thread_id, after):
            return newest, None
        group = (self.language, self.audience)
        frames = frames_for(self.thread_id, [group], after=after, until=newest)
        return newest, frames.get(group, [])

    async def _listen(self, token_until: float) -> None:
        """Hear what the client says until it goes."""
        said_at: deque[float] = deque(maxlen=MESSAGES_MAX)
        first = True
        while (message := await self._receive())["type"] != "websocket.disconnect":
            now = time.monotonic()
            if len(said_at) == MESSAGES_MAX and now - said_at[0] < MESSAGES_SECONDS:
                raise Refused(Close.POLICY)
            said_at.append(now)
            if first and now < token_until:
                await self._maybe_come_back(message)
            else:
                self._answer(protocol.understood(message))
            first = False

    async def _maybe_come_back(self, message: dict[str, Any]) -> None:
        """A visitor of a public thread who names a token goes out and comes in as a member."""
        if not await self._heard_token(message):
            return
        found = await ask(self._look_up)
        if found is None:
            raise Refused(Close.NOT_PERMITTED)
        if found.audience == self.audience:
            self._may_write = found.may_write
            return
        self._leave()
        await self._join(found)

    def _answer(self, said: dict[str, Any]) -> None:
        if said.get("type") == "ping":
            self.tell(protocol.PONG)
        elif said.get("type") == "writing" and self._may_write and self._room:
            member = self.identity.actor.member
            assert member is not None
            self._room.presence.writes(member.name, time.monotonic())

    def _leave(self) -> None:
        self._hub.leave(self)
        self._room = None


def _is_gone(thread_id: int) -> bool:
    """True for what everybody could read before. Of all else a visitor learns no more than that
    he is not signed in, or numbers would tell which threads there are that he may not see."""
    gone = (Thread.Visibility.DELETED, Thread.Visibility.MERGED)
    rows = Thread.objects.filter(category_condition(VISITOR, "category__"), pk=thread_id)
    return rows.filter(visibility__in=gone).exists()


def _note_demand(caller: Caller, thread: Thread, language: str) -> None:
    try:
        note_demand(caller, community=thread.community, thread=thread, language=language)
    except (LingoraError, DatabaseError) as error:
        logger.warning("demand for thread %s is not recorded: %s", thread.pk, error)


def _offered(code: str, *, otherwise: str) -> str:
    return languages.canonical(code) if languages.is_offered(code) else otherwise
