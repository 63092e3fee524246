"""Slow readers, and what one socket costs the others."""

import asyncio

from frontend.live import conversation, sockets
from frontend.live.handshake import Handshake
from frontend.live.protocol import Close, Numbered, frame
from frontend.live.sockets import ThreadSocket


class Line:
    """A client that has connected and then reads only while `open` is set."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.sent: list[dict] = []
        self.incoming: asyncio.Queue[dict] = asyncio.Queue()
        self.incoming.put_nowait({"type": "websocket.connect"})

    async def send(self, message: dict) -> None:
        if message["type"] == "websocket.send":
            await self.open.wait()
        self.sent.append(message)

    def socket(self) -> ThreadSocket:
        asked = Handshake(1, "en", None, None, "http://testserver", "testserver", "")
        return ThreadSocket(asked, self.incoming.get, self.send)


async def serve_without_database(socket: ThreadSocket) -> None:
    await asyncio.Event().wait()


async def test_a_reader_who_never_reads_is_cut_off(monkeypatch):
    monkeypatch.setattr(ThreadSocket, "_converse", serve_without_database)
    monkeypatch.setattr(conversation, "CLOSE_SECONDS", 0.1)
    line = Line()
    socket = line.socket()
    running = asyncio.create_task(socket.run())
    await asyncio.sleep(0)
    for number in range(sockets.FRAMES_WAITING_MAX + 10):
        socket.push([Numbered(number + 1, frame("post.updated", event=number + 1))])
    await asyncio.wait_for(running, 2)
    assert socket._code == Close.TRY_LATER
    assert not [message for message in line.sent if message["type"] == "websocket.send"]


async def test_a_slow_reader_gets_everything_in_order_and_holds_nobody_up(monkeypatch):
    monkeypatch.setattr(ThreadSocket, "_converse", serve_without_database)
    slow, quick = Line(), Line()
    quick.open.set()
    served = [line.socket() for line in (slow, quick)]
    running = [asyncio.create_task(socket.run()) for socket in served]
    await asyncio.sleep(0)
    frames = [Numbered(number, frame("x", event=number)) for number in range(1, 200)]
    for numbered in frames:
        for socket in served:
            socket.push([numbered])
    await asyncio.sleep(0.05)
    assert quick.sent[1:] == [numbered.frame for numbered in frames]
    slow.open.set()
    await asyncio.sleep(0.05)
    assert slow.sent[1:] == [numbered.frame for numbered in frames]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


async def test_the_same_frame_object_goes_to_all():
    line = Line()
    socket = line.socket()
    numbered = Numbered(1, frame("x", event=1))
    socket.push([numbered])
    assert socket._waiting[0] is numbered.frame


async def test_what_a_socket_has_seen_is_not_sent_again():
    socket = Line().socket()
    socket.push([Numbered(3, frame("x", event=3))])
    socket.push([Numbered(2, frame("x", event=2)), Numbered(4, frame("x", event=4))])
    assert [entry["text"] for entry in socket._waiting] == [
        frame("x", event=number)["text"] for number in (3, 4)
    ]
