"""The conversation with one client, whatever it is about: accept, listen, send in turn, end.

An ASGI application for one socket. What is listened to and what there is to say is decided by
those who derive from it.
"""

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from frontend.live import access, handshake, protocol
from frontend.live.access import Identity
from frontend.live.database import ask
from frontend.live.protocol import Close, Frame, Refused

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

logger = logging.getLogger(__name__)

CLOSE_SECONDS = 5.0
"""How long a client may take to hear that its socket ends."""
FRAMES_WAITING_MAX = 1000
"""A client that is further behind is cut off; it comes back and catches up."""


class Gone(Exception):
    """The client has left before it was let in."""


async def refuse(receive: Receive, send: Send, code: Close) -> None:
    """Let the client in only to tell it why it cannot stay."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": int(code)})


class Conversation(ABC):
    """One socket, and what still has to be sent to it."""

    def __init__(self, asked: handshake.Handshake, receive: Receive, send: Send) -> None:
        self.identity = Identity()
        self._asked = asked
        self._receive, self._send = receive, send
        self._waiting: deque[Frame] = deque()
        self._waiting_max = FRAMES_WAITING_MAX
        self._wake = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None
        self._code: Close | None = None

    @abstractmethod
    async def _talk(self) -> None:
        """Find out who is there and hear what he says, until he goes. Raises Refused and Gone."""

    @abstractmethod
    def _answer(self, said: dict[str, Any]) -> None:
        """Answer what a client says at any time; what is unknown is left unanswered."""

    @abstractmethod
    def _leave(self) -> None:
        """Hear of nothing any more. Twice is once."""

    def _queue(self, frame: Frame) -> None:
        if self._code is not None:
            return
        self._waiting.append(frame)
        if len(self._waiting) > self._waiting_max:
            self.drop(Close.TRY_LATER)
        self._wake.set()

    def drop(self, code: Close) -> None:
        """End the socket; what was not sent yet is never sent."""
        self._leave()
        self._waiting.clear()
        if self._code is None:
            self._code = code
            self._wake.set()
            if self._writer:
                asyncio.get_running_loop().call_later(CLOSE_SECONDS, self._writer.cancel)

    async def run(self) -> None:
        """Serve until one side ends it."""
        await self._receive()
        await self._send({"type": "websocket.accept"})
        self._writer = asyncio.create_task(self._write())
        listener = asyncio.create_task(self._converse())
        tasks = {self._writer, listener}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if self._code is not None:
                await asyncio.wait({self._writer})
        finally:
            self._leave()
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        for outcome in ended:
            if isinstance(outcome, Exception):
                raise outcome

    async def _write(self) -> None:
        with contextlib.suppress(OSError):  # the client has gone
            while True:
                while self._waiting:
                    await self._send(self._waiting.popleft())
                if self._code is not None:
                    await self._send({"type": "websocket.close", "code": int(self._code)})
                    return
                self._wake.clear()
                await self._wake.wait()

    async def _converse(self) -> None:
        try:
            await self._talk()
        except Refused as refusal:
            self.drop(refusal.code)
        except Gone:
            return
        except Exception:  # whatever it is, the client is told to come again
            logger.exception("%s failed", self)
            self.drop(Close.BROKEN)

    async def _named_token(self, within_seconds: float) -> bool:
        """Wait for a first message; True when it named a token. Raises Refused for a wrong one."""
        try:
            message = await asyncio.wait_for(self._receive(), within_seconds)
        except TimeoutError:
            return False
        return await self._heard_token(message)

    async def _heard_token(self, message: dict[str, Any]) -> bool:
        if message["type"] == "websocket.disconnect":
            raise Gone
        said = protocol.understood(message)
        if said.get("type") != "auth":
            self._answer(said)
            return False
        self.identity = await ask(access.by_token, str(said.get("token", "")))
        return True
