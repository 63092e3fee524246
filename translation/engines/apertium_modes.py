"""Which pairs Apertium's installed modes serve, by canonical language codes.

Old pairs are named by two letters, new ones by three; variants (``spa-eng_US``, ``eco-es-fr``)
are left out except where the variant is a language of its own here.
"""

import hashlib
import re
import shutil
from collections.abc import Mapping
from itertools import product
from pathlib import Path

from core.languages import InvalidLanguage, canonical
from translation.engines.base import Pair

_BY_THREE_LETTERS = {
    "afr": "af", "ara": "ar", "arg": "an", "ast": "ast", "bel": "be", "bre": "br", "bul": "bg",
    "cat": "ca", "crh": "crh", "cym": "cy", "dan": "da", "eng": "en", "epo": "eo", "eus": "eu",
    "fra": "fr", "frp": "frp", "glg": "gl", "hbs": "bs hr", "hin": "hi", "ind": "id", "isl": "is",
    "ita": "it", "kaz": "kk", "mkd": "mk", "mlt": "mt", "nld": "nl", "nno": "nn", "nob": "nb",
    "nor": "nb", "oci": "oc", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "slv": "sl",
    "sme": "se", "spa": "es", "srd": "sc", "swe": "sv", "szl": "szl", "tat": "tt", "tur": "tr",
    "ukr": "uk", "urd": "ur", "zlm": "ms", "zsm": "ms",
}  # fmt: skip
"""ISO 639-3, with the macrolanguages that Apertium uses; one of them serves several languages."""
_AS_LANGUAGE = {"pt_BR": "pt-BR", "por_BR": "pt-BR"}
_NAME = re.compile(r"([a-z]{2,3})-([a-z]{2,3}(?:_BR)?)\Z")
_REFERENCED = re.compile(r"'(/[^']+)'")


class Modes:
    """The modes in a folder; read again when the folder changes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: int | None = None
        self._by_pair: Mapping[Pair, Path] = {}
        self._digests: dict[Path, str] = {}

    def by_pair(self) -> Mapping[Pair, Path]:
        """The mode file of each pair."""
        try:
            changed = self._folder.stat().st_mtime_ns
        except OSError:
            return {}
        if changed != self._seen:
            files = filter(_is_whole, sorted(self._folder.glob("*.mode")))
            self._by_pair = {pair: file for file in files for pair in _pairs(file.stem)}
            self._digests = {}
            self._seen = changed
        return self._by_pair

    def digest(self, mode: Path) -> str:
        """Changes when the pipeline or a file it reads has another content or size."""
        if mode not in self._digests:
            text = mode.read_text("utf-8")
            sizes = [_size(name) for name in _REFERENCED.findall(text)]
            self._digests[mode] = hashlib.sha256(f"{text}{sizes}".encode()).hexdigest()[:16]
        return self._digests[mode]


def _is_whole(mode: Path) -> bool:
    """False where a program of the pipeline is not installed (``cg-proc`` comes with cg3)."""
    try:
        stages = mode.read_text("utf-8").strip().split("|")
    except (OSError, UnicodeDecodeError):
        return False
    return all(shutil.which(stage.split()[0]) for stage in stages if stage.split())


def _pairs(name: str) -> list[Pair]:
    """What the mode of this name translates; nothing for variants and unknown languages."""
    match = _NAME.match(name)
    if match is None:
        return []
    sources, targets = map(_languages, match.groups())
    return [Pair(*codes) for codes in product(sources, targets)]


def _languages(code: str) -> list[str]:
    try:
        found = _AS_LANGUAGE.get(code) or _BY_THREE_LETTERS.get(code, code)
        return [canonical(one) for one in found.split()]
    except InvalidLanguage:
        return []


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except OSError:
        return -1
