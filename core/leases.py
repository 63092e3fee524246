"""Who owns a piece of work, and for how long.

An owner is host, boot and process; work whose owner died on this host can be freed at once,
all other work when its lease has run out.
"""

import os
import socket
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from pathlib import Path

LEASE = timedelta(seconds=60)
"""How long claimed work belongs to its owner without a sign of life."""
RENEWAL = timedelta(seconds=15)
"""How often an owner gives that sign."""


@cache
def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()[:8]
    except OSError:
        return "boot"


def _started(pid: int) -> str:
    """When the process started, in clock ticks since boot: tells a reused pid from the old one."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return "0"
    return stat.rpartition(")")[2].split()[19]


def owner() -> str:
    """This process, as ``host/boot/pid.start``."""
    pid = os.getpid()
    return f"{socket.gethostname()[:60]}/{_boot()}/{pid}.{_started(pid)}"


def dead_owners(owners: Iterable[str]) -> set[str]:
    """Those of `owners` that ran on this host and run no more."""
    host = socket.gethostname()[:60]
    return {name for name in owners if _of_host(name, host) and not _alive(name)}


def _of_host(name: str, host: str) -> bool:
    return name.count("/") == 2 and name.split("/")[0] == host


def _alive(name: str) -> bool:
    _host, boot, process = name.split("/")
    pid, _dot, start = process.partition(".")
    if boot != _boot() or not pid.isdigit():
        return False
    # Without /proc nobody can tell a reused pid: the lease decides.
    return start == "0" or _started(int(pid)) == start
