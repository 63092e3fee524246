"""Apertium's language pairs as packages of Debian and Ubuntu.

Says which packages help for some languages, which are there, and installs them with apt-get.
Only pairs that help a forum are listed (see the design of the translation layer): no German,
no Polish, no Turkish, no Arabic, no Chinese, no Japanese exists.
"""

import os
import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path

_PAIRS = {
    "apertium-eng-spa": ("en", "es"),
    "apertium-fr-es": ("fr", "es"),
    "apertium-es-pt": ("es", "pt"),
    "apertium-spa-ita": ("es", "it"),
    "apertium-spa-cat": ("es", "ca"),
    "apertium-eng-cat": ("en", "ca"),
    "apertium-fra-cat": ("fr", "ca"),
    "apertium-cat-ita": ("ca", "it"),
    "apertium-por-cat": ("pt", "ca"),
    "apertium-es-gl": ("es", "gl"),
    "apertium-en-gl": ("en", "gl"),
    "apertium-pt-gl": ("pt", "gl"),
    "apertium-rus-ukr": ("ru", "uk"),
    "apertium-swe-dan": ("sv", "da"),
    "apertium-swe-nor": ("sv", "nb"),
    "apertium-dan-nor": ("da", "nb"),
    "apertium-afr-nld": ("af", "nl"),
    "apertium-ind-zlm": ("id", "ms"),
    "apertium-urd-hin": ("ur", "hi"),
    "apertium-mkd-eng": ("mk", "en"),
    "apertium-isl-eng": ("is", "en"),
}
_TOOLS = {"apertium": "apertium", "cg3": "cg-proc"}
"""Packages that pairs call without always depending on them, and a program of each."""


def helpful_packages(codes: Collection[str]) -> list[str]:
    """The packages of all pairs within `codes`, most useful first; none where there is no pair."""
    return [name for name, pair in _PAIRS.items() if set(pair) <= set(codes)]


def missing_packages(codes: Collection[str]) -> list[str]:
    """Helpful packages that are not installed, with Apertium's own programs in front."""
    helpful = helpful_packages(codes)
    tools = [name for name, program in _TOOLS.items() if shutil.which(program) is None]
    missing = [name for name in helpful if not _is_installed(name)]
    return [*tools, *missing] if helpful else []


def apt_is_here() -> bool:
    """True on Debian, Ubuntu and their relatives."""
    return shutil.which("apt-get") is not None and shutil.which("dpkg-query") is not None


def install_command(packages: Collection[str]) -> list[str]:
    """The command that installs packages; for people it stands after ``sudo``."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def install(packages: Collection[str], *, with_sudo: bool) -> None:
    """Install the packages. Raises subprocess.CalledProcessError or OSError."""
    before = ["sudo"] if with_sudo else []
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], [*install_command(packages), "-qq"]):
        subprocess.run([*before, *command], check=True, env=environment, stdout=subprocess.DEVNULL)


def _is_installed(package: str) -> bool:
    # Asking dpkg for each package would take longer than everything else at a second start.
    return Path(f"/var/lib/dpkg/info/{package}.list").exists()
