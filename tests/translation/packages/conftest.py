"""A mirror on a local port, and packages made of the starter's files."""

import contextlib
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from translation.packages.starter import STARTER_DIR


@dataclass
class Mirror:
    """What the server gives, what it does wrong, and what it was asked for."""

    files: dict[str, bytes] = field(default_factory=dict)
    cut_after: int | None = None
    """Break the connection after so many bytes of a body, once."""
    ranges: bool = True
    status: dict[str, int] = field(default_factory=dict)
    stall: threading.Event | None = None
    """Answer nothing before this is set."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    state = Mirror()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(state))
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    if state.stall:
        state.stall.set()
    server.shutdown()
    thread.join()
    server.server_close()


def _handler(state: Mirror) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name, wanted = self.path.lstrip("/"), self.headers.get("Range", "")
            state.asked.append((name, wanted))
            if state.stall:
                state.stall.wait()
            content = state.files.get(name)
            if content is None or name in state.status:
                self.send_error(state.status.get(name, 404))
                return
            start = 0
            if state.ranges and (match := re.match(r"bytes=(\d+)-", wanted)):
                start = int(match[1])
            if start > len(content):
                self.send_error(416)
                return
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            self.send(content[start:])

        def send(self, content: bytes) -> None:
            cut, state.cut_after = state.cut_after, None
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(content if cut is None else content[:cut])

        def log_message(self, *args: Any) -> None:
            """Keep quiet."""

    return Handler


@pytest.fixture(scope="session")
def starter_file() -> Path:
    return STARTER_DIR / "translate-en_de-1_0.argosmodel"


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    """Packages and downloads of a test are its own."""
    settings.DATA_DIR = tmp_path / "var"
    settings.ARGOS_PACKAGES_DIR = tmp_path / "var" / "packages"
    settings.ARGOS_PACKAGE_INDEX = ""


def metadata(source: str = "en", target: str = "fr", version: str = "1.9", **more: Any) -> str:
    entry = {"from_code": source, "to_code": target, "package_version": version, **more}
    return json.dumps({"type": "translate", "target_prefix": "<2de>", **entry})


@cache
def starter_members() -> dict[str, bytes]:
    """The files of a starter package, by their names inside, without the metadata."""
    with zipfile.ZipFile(STARTER_DIR / "translate-en_de-1_0.argosmodel") as starter:
        inner = {name.partition("/")[2]: name for name in starter.namelist()}
        wanted = {short for short in inner if short and not short.endswith("/")}
        return {short: starter.read(inner[short]) for short in wanted - {"metadata.json"}}


def make_package(
    file: Path, *, source: str = "en", target: str = "fr", version: str = "1.9", **changed: Any
) -> Path:
    """A package file whose model is the starter's. `changed` replaces members by content, or
    leaves them out where it is None; names are written with ``__`` for slash and ``_dot_``."""
    name = f"translate-{source}_{target}-{version.replace('.', '_')}"
    members: dict[str, bytes | str | None] = {"metadata.json": metadata(source, target, version)}
    members |= starter_members()
    members |= {key.replace("__", "/").replace("_dot_", "."): new for key, new in changed.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as archive:
        for inner, content in members.items():
            if content is not None:
                archive.writestr(f"{name}/{inner}", content)
    return file


def index_entry(source: str, target: str, link: str, **more: Any) -> dict[str, Any]:
    entry = {"from_code": source, "to_code": target, "package_version": "1.9", "links": [link]}
    return {"type": "translate", **entry, **more}
