"""django-spirit, a forum to be compared with: installed into an environment of its own, filled, and
served as its documentation says, by gunicorn with its settings for production on SQLite."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.supervisor import die_with_parent
from tests.services.servers import Missing, free_port

VERSION = "0.14.3"
GUNICORN_VERSION = "27.0.1"
FILL = Path(__file__).with_name("spirit_fill.py")
SECONDS = 600

SETTINGS = """
from .prod import *

SECRET_KEY = "only for measuring"
ALLOWED_HOSTS = ["127.0.0.1"]
ST_SITE_URL = "http://127.0.0.1/"
ST_UPLOAD_FILE_ENABLED = False
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR + "/db.sqlite3"}}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"
"""


@dataclass(frozen=True, slots=True)
class Spirit:
    """A running forum: where it listens, the process that answers, its topics' paths, and the
    cookie of a member who is signed in."""

    port: int
    pid: int
    topics: Sequence[str]
    cookie: str


@contextmanager
def spirit_peer(folder: Path) -> Iterator[Spirit]:
    """A forum with 100 topics of 20 comments, until the block ends. Raises Missing."""
    programs = _environment(folder)
    project = folder / "spirit-project"
    _run([programs / "spirit", "startproject", "mysite"], folder=_fresh(project), path=programs)
    home = project / "mysite"
    (home / "mysite" / "settings" / "bench.py").write_text(SETTINGS, "utf-8")
    filled = json.loads(
        _run([programs / "python", FILL], folder=home, path=programs).splitlines()[-1]
    )
    port = free_port()
    command = [programs / "gunicorn", "mysite.wsgi", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=home,
        env=_variables(home, programs),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=die_with_parent,
    )
    try:
        yield Spirit(port, _worker_of(process.pid), filled["topics"], filled["session"])
    finally:
        process.terminate()
        process.wait()


def _environment(folder: Path) -> Path:
    """The folder of its programs; `SPIRIT_VENV` names an environment that is there already."""
    given = os.environ.get("SPIRIT_VENV")
    place = Path(given) if given else folder / "spirit-venv"
    if not given:
        _run([sys.executable, "-m", "venv", place])
        wanted = [f"django-spirit=={VERSION}", f"gunicorn=={GUNICORN_VERSION}"]
        _run([place / "bin" / "python", "-m", "pip", "install", "--quiet", *wanted])
    if not (place / "bin" / "spirit").exists():
        raise Missing(f"{place} has no django-spirit")
    return place / "bin"


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _variables(folder: Path, programs: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    return kept | {
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(folder),
        "DJANGO_SETTINGS_MODULE": "mysite.settings.bench",
    }


def _run(command: Sequence[object], *, folder: Path = Path(), path: Path = Path()) -> str:
    """What a program printed. Raises Missing where it fails."""
    try:
        done = subprocess.run(
            list(map(str, command)),
            cwd=folder.resolve(),
            env=_variables(folder.resolve(), path),
            capture_output=True,
            text=True,
            check=True,
            timeout=SECONDS,
        )
    except (subprocess.SubprocessError, OSError) as error:
        said = getattr(error, "stderr", "") or ""
        raise Missing(f"django-spirit could not be set up: {error} {said[-500:]}") from error
    return done.stdout


def _worker_of(pid: int) -> int:
    """The process that answers: gunicorn's first child. Waits for it."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    while not (found := children.read_text("ascii").split()):
        os.sched_yield()
    return int(found[0])
