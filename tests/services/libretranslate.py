"""A real LibreTranslate server of its own, with local packages and without the network.

How the peer is configured:

* PyPI's `libretranslate` in a virtual environment of its own (its dependencies exclude ours), made
  once below the folder that the caller names, or the one that LIBRETRANSLATE_VENV names;
* Argos packages only from files, by default the starter packages, unpacked into a data folder that
  ends with the server; with fewer than two packages it would look for an index at the start;
* sentences are split by sentencex (`tests/services/splitter`): its own splitter fetches a model;
* everything else as it comes: beam of 4, batches of 32 tokens, as many threads as it chooses.
"""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.supervisor import die_with_parent
from tests.services.servers import Missing, free_port

VERSION = "1.9.6"
SENTENCEX_VERSION = "1.0.32"
SPLITTER_DIR = Path(__file__).resolve().parent / "splitter"
"""Leads PYTHONPATH wherever argostranslate must not fetch a splitter."""
STARTER_DIR = Path(__file__).resolve().parents[2] / "translation" / "starter"
START_SECONDS = 120.0
INSTALL_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Peer:
    """A running server; `pid` also is its process group."""

    url: str
    pid: int


@contextmanager
def libretranslate_server(
    *,
    venv_cache: Path,
    packages: Path = STARTER_DIR,
    options: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """The address of a server that translates when the block begins and ends with it.

    `options` are further ones of its command line, `environment` variables of its process.
    Raises Missing where it cannot be had.
    """
    with libretranslate_peer(
        venv_cache=venv_cache, packages=packages, options=options, environment=environment
    ) as peer:
        yield peer.url


@contextmanager
def libretranslate_peer(
    *,
    venv_cache: Path,
    packages: Path = STARTER_DIR,
    options: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> Iterator[Peer]:
    """`libretranslate_server` for those who also measure the process."""
    python = libretranslate_python(venv_cache)
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="lingora-libretranslate-") as name:
        home = Path(name)
        unpack_packages(packages, home / "packages")
        command = [python, "-m", "libretranslate.main", "--host", "127.0.0.1", "--port", str(port)]
        command += ["--disable-web-ui", "--disable-files-translation", *options]
        with _running(command, home, {**offline_environment(home), **(environment or {})}) as pid:
            yield Peer(f"http://127.0.0.1:{port}", _ready(pid, port, home))


def libretranslate_python(venv_cache: Path) -> str:
    """The interpreter of an environment that has LibreTranslate, made now if need be.

    Raises Missing.
    """
    given = os.environ.get("LIBRETRANSLATE_VENV")
    folder = Path(given) if given else venv_cache / f"libretranslate-{VERSION}"
    python = folder / "bin" / "python"
    if not given and not (folder / "whole").exists():
        _install(folder)
        (folder / "whole").touch()
    check = [str(python), "-c", "import libretranslate, sentencex"]
    if not python.exists() or subprocess.run(check, capture_output=True, check=False).returncode:
        raise Missing(f"{folder} has no libretranslate and sentencex")
    return str(python)


def unpack_packages(packages: Path, into: Path) -> None:
    """Unpack all package files of a folder, as argostranslate does."""
    for file in sorted(packages.glob("*.argosmodel")):
        with zipfile.ZipFile(file) as archive:
            archive.extractall(into)


def offline_environment(home: Path) -> dict[str, str]:
    """Variables that keep argostranslate inside `home`, with its packages in `home/packages`."""
    return {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "ARGOS_PACKAGES_DIR": str(home / "packages"),
        "PYTHONPATH": str(SPLITTER_DIR),
    }


def _install(folder: Path) -> None:
    """Make the environment, by uv where there is one (seconds) and pip elsewhere (a minute)."""
    wanted = [f"libretranslate=={VERSION}", f"sentencex=={SENTENCEX_VERSION}"]
    shutil.rmtree(folder, ignore_errors=True)
    python = str(folder / "bin" / "python")
    if uv := shutil.which("uv"):
        _run([uv, "venv", "--quiet", "--python", sys.executable, folder])
        _run([uv, "pip", "install", "--quiet", "--python", python, *wanted])
    else:
        _run([sys.executable, "-m", "venv", folder])
        _run([python, "-m", "pip", "install", "--quiet", *wanted])


def _run(command: Sequence[object]) -> None:
    words = list(map(str, command))
    try:
        subprocess.run(words, capture_output=True, text=True, check=True, timeout=INSTALL_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Missing("LibreTranslate could not be installed in time") from error
    except subprocess.CalledProcessError as error:
        raise Missing(f"LibreTranslate could not be installed: {error.stderr[-500:]}") from error


@contextmanager
def _running(command: Sequence[str], home: Path, environment: Mapping[str, str]) -> Iterator[int]:
    """Run the server, its messages in `home/log`, until the block ends; its process id."""
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=home,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            process_group=0,
            preexec_fn=lambda: die_with_parent(signal.SIGKILL),
        )
    try:
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _ready(pid: int, port: int, home: Path) -> int:
    """Wait until the server answers; its `pid`. Raises Missing with its last words."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and _lives(pid):
        if _is_healthy(port):
            return pid
        time.sleep(0.1)
    raise Missing(f"LibreTranslate did not start: {(home / 'log').read_text('utf-8')[-500:]}")


def _lives(pid: int) -> bool:
    """False when the process has ended; it stays to be waited for."""
    flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, pid, flags) is None


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
