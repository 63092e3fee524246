"""A whole forum of its own: server and worker as processes, data in a folder, a free port.

For journeys in a browser, for kills and for benchmarks. Each process is started as
`manage.py run` starts it, but not supervised: whoever kills one starts it again.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.launch import server_command
from core.supervisor import die_with_parent
from tests.services.console import Console
from tests.services.servers import free_port
from tests.services.template import static_files

ROOT = Path(__file__).resolve().parent.parent.parent
MANAGE = [sys.executable, "-u", str(ROOT / "manage.py")]
PATIENCE_SECONDS = 60.0

MAKE_MEMBERS = """
import json
from io import StringIO
from django.core.management import call_command
from django.test import Client
from accounts.models import Member
made = {}
for name, language in LANGUAGES.items():
    out = StringIO()
    call_command("create_token", name, create=True, language=language, level=1, stdout=out)
    client = Client()
    member = Member.objects.get(username=name)
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    made[name] = {"token": out.getvalue().strip(), "session": client.cookies["sessionid"].value}
print(json.dumps(made))
"""


class Forum:
    """Addresses, processes and members of a forum in `folder`."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'lingora.db'}",
            "PUBLIC_URL": self.url,
            "PORT": str(self.port),
            "LANGUAGE_SETUP": "off",
            "REDIS_URL": "",
            "SECRET_KEY": "only for tests",
            "EMAIL_URL": "",
            "POSTING_LIMITS": "off",
            **settings,
        }
        self._console = Console(self._environment)
        self._members: dict[str, dict[str, str]] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Forum":
        return self

    def __exit__(self, *exception: object) -> None:
        for name in list(self._running):
            self.stop(name)
        self._console.close()

    # Commands

    def manage(self, *arguments: str) -> str:
        """Run a command to its end; what it printed. Raises RuntimeError with its last words."""
        return self._console.run(*arguments)

    def shell(self, code: str) -> str:
        """Run Python code in the forum's own environment; what it printed."""
        return self.manage("shell", "--no-imports", "-c", code).strip()

    def prepare(self, *, demo: bool = False) -> None:
        """Database and static files."""
        with static_files(self.folder / "static"):
            self.manage("prepare", *([] if demo else ["--without-demo"]))

    def make_members(self, languages: dict[str, str]) -> None:
        """Members by name, each with a token and a session; their reading languages are given."""
        said = self.shell(MAKE_MEMBERS.replace("LANGUAGES", repr(languages)))
        self._members |= json.loads(said.splitlines()[-1])

    def token(self, username: str) -> str:
        """The API token of a member."""
        return self._members[username]["token"]

    def session(self, username: str) -> str:
        """The value of a signed-in member's cookie."""
        return self._members[username]["session"]

    # Processes

    def start(self, *names: str) -> None:
        """Start `server` or `worker`, in the background."""
        commands: dict[str, Sequence[str]] = {
            "server": server_command("127.0.0.1", self.port),
            "worker": [*MANAGE, "worker"],
        }
        for name in names or commands:
            with (self.folder / f"{name}.log").open("ab") as log:
                self._running[name] = subprocess.Popen(
                    commands[name],
                    env=self._environment,
                    cwd=ROOT,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    process_group=0,
                    preexec_fn=die_with_parent,
                )

    def stop(self, name: str, number: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal to a process and all it started, and wait for the end of it."""
        process = self._running.pop(name)
        os.killpg(process.pid, number)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def pid(self, name: str) -> int:
        return self._running[name].pid

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def wait_until_ready(self) -> float:
        """Wait for /readyz; how long that took. Raises TimeoutError."""
        begin = time.monotonic()
        while time.monotonic() - begin < PATIENCE_SECONDS:
            try:
                if self.call("GET", "/readyz").status == http.client.OK:
                    return time.monotonic() - begin
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.02)
        raise TimeoutError(self.log("server")[-3000:])

    # Requests

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        session: str | None = None,
        key: str | None = None,
        timeout_seconds: float = 30.0,
    ) -> "Answer":
        """One request on a connection of its own, by token or by `session`, the value of a cookie.
        Raises OSError and HTTPException."""
        headers = {"Host": f"127.0.0.1:{self.port}", "Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if session:
            headers["Cookie"] = f"sessionid={session}"
        if key:
            headers["Idempotency-Key"] = key
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout_seconds)
        try:
            connection.request(method, path, json.dumps(body) if body else None, headers)
            response = connection.getresponse()
            return Answer(response.status, response.read(), response.headers["Location"] or "")
        finally:
            connection.close()

    def api(self, method: str, path: str, body: object = None, **options: Any) -> Any:
        """A call of the API that must succeed; its answer."""
        answer = self.call(method, f"/api/v1{path}", body, **options)
        if answer.status >= http.client.BAD_REQUEST:
            raise AssertionError(f"{method} {path}: {answer.status} {answer.body[:500]!r}")
        return answer.json()


class Answer:
    """What came back."""

    def __init__(self, status: int, body: bytes, location: str) -> None:
        self.status = status
        self.body = body
        self.location = location

    def json(self) -> Any:
        return json.loads(self.body) if self.body else None
