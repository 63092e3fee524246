"""A web server of the tests' own, and a guard that lets its one port pass."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from forum.previews.guard import Guard

LOCAL = "127.0.0.1"
Answering = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Pages by path; what it was asked for, with headers, in `asked`."""

    def __init__(self) -> None:
        self.pages: dict[str, Answering] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                answering = site.pages.get(self.path)
                if answering is None:
                    self.send_error(404)
                    return
                try:
                    answering(self)
                except (BrokenPipeError, ConnectionResetError):
                    pass  # who asked had enough

            def log_message(self, format: str, *args: object) -> None:
                """Nothing is told: tests look into `asked`."""

        self.server = ThreadingHTTPServer((LOCAL, 0), Handler)
        self.server.daemon_threads = True
        self.port = int(self.server.server_address[1])

    def url(self, path: str, host: str = "example.org") -> str:
        return f"http://{host}:{self.port}{path}"

    def answers(self, path: str, body: bytes = b"", *, status: int = 200, **headers: str) -> None:
        """Answer `path` with `body`; `content_type="…"` becomes the header Content-Type."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in {"Content-Type": "text/html", **named}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        self.pages[path] = answer

    def guard(self, **names: str) -> Guard:
        """Every name leads to this server; those in `names` (dots as underlines) elsewhere."""
        others = {name.replace("_", "."): address for name, address in names.items()}
        return Guard(
            resolver=lambda host, _port: [others.get(host, LOCAL)],
            private=frozenset({(LOCAL, self.port)}),
        )


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    thread = Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()
