"""Clients of the real application, and a worker on demand."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from accounts.actions import create_token
from accounts.permissions import Actor
from core.worker import run_once
from forum.models import Thread
from frontend.live import database, hub, sockets
from frontend.live.database import ask
from frontend.live.routing import websockets
from translation import routing

PATIENCE_SECONDS = 20.0


class Reader:
    """Somebody with a thread open."""

    def __init__(
        self, path: str, headers: list[tuple[bytes, bytes]], client: str = "127.0.0.1"
    ) -> None:
        address, _mark, query = path.partition("?")
        scope = {
            "type": "websocket",
            "path": address,
            "query_string": query.encode(),
            "headers": headers,
            "subprotocols": [],
            "client": (client, 50_000),
        }
        self.socket = ApplicationCommunicator(websockets, scope)
        self.seen: list[dict[str, Any]] = []

    async def open(self) -> "Reader":
        await self.socket.send_input({"type": "websocket.connect"})
        accepted = await self.socket.receive_output(timeout=PATIENCE_SECONDS)
        assert accepted["type"] == "websocket.accept"
        return self

    async def say(self, **message: Any) -> None:
        await self.say_text(json.dumps(message))

    async def say_text(self, text: str) -> None:
        await self.socket.send_input({"type": "websocket.receive", "text": text})

    async def hears(self, kind: str) -> dict[str, Any]:
        """The next message of this type; what comes before it is kept in `seen`."""
        while True:
            output = await self.socket.receive_output(timeout=PATIENCE_SECONDS)
            assert output["type"] == "websocket.send", output
            message = json.loads(output["text"])
            self.seen.append(message)
            if message["type"] == kind:
                return message

    async def is_closed_with(self) -> int:
        while True:
            output = await self.socket.receive_output(timeout=PATIENCE_SECONDS)
            if output["type"] == "websocket.close":
                return output["code"]
            self.seen.append(json.loads(output["text"]))

    async def hears_until(self, number: int) -> list[dict[str, Any]]:
        """All numbered messages up to the event `number`, which must come."""
        while not any(message.get("event", 0) >= number for message in self.numbered()):
            output = await self.socket.receive_output(timeout=PATIENCE_SECONDS)
            self.seen.append(json.loads(output["text"]))
        return self.numbered()

    def numbered(self) -> list[dict[str, Any]]:
        return [m for m in self.seen if "event" in m and m["type"] != "hello"]

    async def close(self) -> None:
        await self.socket.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.socket.wait(timeout=PATIENCE_SECONDS)


Open = Callable[..., Any]


@pytest.fixture
async def open_thread_page(transactional_db):
    """Opens sockets; all are closed and the tail has rested when the test ends."""
    opened: list[Reader] = []

    async def open_page(
        thread: Thread | int,
        *,
        actor: Actor | None = None,
        token: str | None = None,
        lang: str = "en",
        after: int | None = None,
        origin: str | None = "http://testserver",
        headers: dict[str, str] | None = None,
        address: str = "127.0.0.1",
    ) -> Reader:
        given = {"host": "testserver", **(headers or {})}
        if origin:
            given["origin"] = origin
        if actor:
            given["cookie"] = await ask(session_cookie, actor)
        number = thread if isinstance(thread, int) else thread.pk
        query = f"lang={lang}" + (f"&after={after}" if after is not None else "")
        pairs = [(name.encode(), value.encode()) for name, value in given.items()]
        reader = Reader(f"/ws/threads/{number}?{query}", pairs, address)
        opened.append(reader)
        await reader.open()
        if token is not None:
            await reader.say(type="auth", token=token)
        return reader

    yield open_page
    await asyncio.gather(*(reader.close() for reader in opened), return_exceptions=True)
    present = hub.present_hub(sockets.follow)
    if present._tail:
        await present._tail
    await database.ask_often(lambda: None)


def session_cookie(actor: Actor) -> str:
    assert actor.member
    client = Client()
    client.force_login(actor.member, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def a_token(actor: Actor, *scopes: str) -> str:
    assert actor.member
    return create_token(member=actor.member, scopes=scopes or ("read", "write"))


@pytest.fixture(autouse=True)
def _reference_engine(settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    settings.ALLOWED_HOSTS = ["testserver"]
    routing._backends.clear()
    routing.forget()
    yield
    routing._backends.clear()
    routing.forget()


async def translate() -> None:
    """Let a worker do all that is due."""
    await ask(run_once)
