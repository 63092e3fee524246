"""What is new for a member, on every page he has open: `/ws/me`.

The first frame is `hello`, then one for each change: how many notifications wait to be seen, and
the id of the newest. No text: the page asks for the lines, which are rendered for it alone. What
is told is the state, so nothing can be missed, whoever wrote the rows.
"""

import asyncio
import logging
import time
from contextlib import suppress
from typing import Any

from django.db import DatabaseError

from forum.queries.notifications import unseen_of
from frontend.live import access, handshake, protocol
from frontend.live.conversation import Conversation, Gone, Receive, Send, refuse
from frontend.live.database import ask, ask_often, rest
from frontend.live.protocol import Close, Refused, frame
from frontend.live.sockets import AUTH_SECONDS, MESSAGES_MAX, MESSAGES_SECONDS, serve

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
"""How often all members with an open page are asked about, in one query."""
RECHECK_SECONDS = 30.0
"""How often it is asked whether sessions and tokens still hold."""
TROUBLE_SECONDS = 5.0

State = tuple[int, int]
"""How many notifications are unseen, and the newest id among them."""
NOTHING: State = (0, 0)


async def personal_socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """The ASGI application for one socket."""
    try:
        asked = handshake.read(scope, 0)
    except Refused as refusal:
        await refuse(receive, send, refusal.code)
        return
    await serve(PersonalSocket, asked, receive, send)


class PersonalSocket(Conversation):
    """One open page of a member."""

    def __init__(self, asked: handshake.Handshake, receive: Receive, send: Send) -> None:
        super().__init__(asked, receive, send)
        self._told: State | None = None
        self._post = present_office()

    def __str__(self) -> str:
        return f"the socket of member {self.member_id}"

    @property
    def member_id(self) -> int:
        return self.identity.actor.id or 0

    async def _talk(self) -> None:
        await self._enter()
        self._queue(frame("hello"))
        self._post.enter(self)
        await self._listen()

    async def _enter(self) -> None:
        if not self._asked.is_trustworthy:
            raise Refused(Close.NOT_PERMITTED)
        if self._asked.session_key:
            self.identity = await ask(access.by_session, self._asked.session_key)
        until = time.monotonic() + AUTH_SECONDS
        while self.identity.actor.member is None:
            if (left := until - time.monotonic()) <= 0:
                raise Refused(Close.NOT_SIGNED_IN)
            await self._named_token(left)

    async def _listen(self) -> None:
        said, since = 0, time.monotonic()
        while (message := await self._receive())["type"] != "websocket.disconnect":
            if time.monotonic() - since > MESSAGES_SECONDS:
                said, since = 0, time.monotonic()
            said += 1
            if said > MESSAGES_MAX:
                raise Refused(Close.POLICY)
            self._answer(protocol.understood(message))
        raise Gone

    def _answer(self, said: dict[str, Any]) -> None:
        if said.get("type") == "ping":
            self._queue(protocol.PONG)

    def tell(self, state: State) -> None:
        """Say how it stands, where that is not known yet."""
        if state != self._told:
            self._told = state
            self._queue(frame("notifications", unseen=state[0], newest=state[1]))

    def _leave(self) -> None:
        self._post.leave(self)


class PostOffice:
    """All personal sockets of one event loop, and the task that looks for news for them."""

    def __init__(self) -> None:
        self.sockets: set[PersonalSocket] = set()
        self._task: asyncio.Task[None] | None = None

    def enter(self, socket: PersonalSocket) -> None:
        self.sockets.add(socket)
        if self._task is None:
            self._task = asyncio.create_task(self._keep_looking())

    def leave(self, socket: PersonalSocket) -> None:
        self.sockets.discard(socket)

    async def _keep_looking(self) -> None:
        checked = time.monotonic()
        while self.sockets:
            try:
                await self._look()
                if time.monotonic() - checked >= RECHECK_SECONDS:
                    checked = time.monotonic()
                    await self.recheck()
            except DatabaseError:
                logger.exception("nobody can be told what is new for now")
                await asyncio.sleep(TROUBLE_SECONDS)
            await asyncio.sleep(POLL_SECONDS)
        # Before anything is awaited, so that the next newcomer starts a new one.
        self._task = None
        rest()

    async def _look(self) -> None:
        sockets = list(self.sockets)
        found = await ask_often(unseen_of, {socket.member_id for socket in sockets})
        for socket in sockets:
            socket.tell(found.get(socket.member_id, NOTHING))

    async def recheck(self) -> None:
        """End what belongs to sessions and tokens that have ended."""
        for socket in list(self.sockets):
            now = await ask_often(socket.identity.again)
            if now.id != socket.member_id:
                socket.drop(Close.NOT_SIGNED_IN)

    async def closed(self) -> None:
        """Return when the last socket has gone and nothing is looked for any more."""
        if self._task is not None:
            with suppress(asyncio.CancelledError):
                await self._task


_offices: dict[asyncio.AbstractEventLoop, PostOffice] = {}


def present_office() -> PostOffice:
    """The office of the running event loop, made where there is none."""
    loop = asyncio.get_running_loop()
    if loop not in _offices:
        for ended in [other for other in _offices if other.is_closed()]:
            del _offices[ended]
        _offices[loop] = PostOffice()
    return _offices[loop]
