"""A small HTTP server that speaks LibreTranslate's protocol and fails when told to.

It "translates" by swapping the case of letters and, like the real one, strips what it was sent
and resolves character references in what it answers.
"""

import html
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

REFUSED = "refuse this"
CRASHES = "crash on this"

Failure = Callable[["Handler"], None]


class FakeServer(ThreadingHTTPServer):
    """What it offers, how it shall fail, and what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.offers: dict[str, list[str]] = {"en": ["de", "en"], "de": ["en", "de"]}
        self.version = "1.9.6"
        self.failures: list[Failure] = []
        """One for each of the next requests for a translation."""
        self.fails_always: Failure | None = None
        self.asked: list[dict[str, Any]] = []
        self.over = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that gave up are no news."""


class Handler(BaseHTTPRequestHandler):
    server: FakeServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        server = self.server
        if server.fails_always:
            server.fails_always(self)
        elif self.path == "/languages":
            answer = [{"code": code, "targets": to} for code, to in server.offers.items()]
            self.answer(200, answer)
        else:
            self.answer(200, {"info": {"version": server.version}})

    def do_POST(self) -> None:
        server = self.server
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append(body)
        failure = server.fails_always or (server.failures.pop(0) if server.failures else None)
        if failure:
            failure(self)
        elif body["target"] not in server.offers.get(body["source"], []):
            self.answer(400, {"error": f"{body['target']} is not supported"})
        elif REFUSED in "".join(body["q"]):
            self.answer(400, {"error": "Invalid request: request (9) exceeds text limit (1)"})
        elif CRASHES in "".join(body["q"]):
            self.answer(500, {"error": "internal error"})
        else:
            self.answer(200, {"translatedText": [translated(text) for text in body["q"]]})

    def answer(self, status: int, content: object, **headers: str) -> None:
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def translated(text: str) -> str:
    """What the server makes of a text."""
    return html.unescape(text.strip().swapcase())


def answers(status: int, content: object = b"", **headers: str) -> Failure:
    """A failure with a status and perhaps headers (`Retry_After="7"`)."""
    return lambda handler: handler.answer(status, content, **headers)


def hangs(handler: Handler) -> None:
    """Never answers."""
    handler.server.over.wait(60)


def cuts_off(handler: Handler) -> None:
    """Breaks the connection in the middle of an answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"translatedText": ["He')
    handler.close_connection = True


@contextmanager
def fake_server() -> Iterator[FakeServer]:
    """A server that listens while the block runs."""
    server = FakeServer()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
