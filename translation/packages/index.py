"""What can be installed: the packages that an index or a folder offers.

An index is Argos's ``index.json``: the public one, or that of a mirror. Sizes and checksums are
used where an index gives them. A folder offers the ``.argosmodel`` files that lie in it.
"""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from packaging.version import InvalidVersion, Version

from core.languages import InvalidLanguage
from translation.engines.base import Pair
from translation.packages.codes import from_argos
from translation.packages.errors import IndexUnreachable
from translation.packages.folder import METADATA

TIMEOUT_SECONDS = 30.0
_MOST_INDEX_BYTES = 20 << 20


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that could be installed, from a URL or from a file at hand."""

    pair: Pair
    code: str
    version: str
    urls: tuple[str, ...] = ()
    file: Path | None = None
    size: int | None = None
    sha256: str | None = None

    @property
    def name(self) -> str:
        """For people and for file names: ``de_en 1.9``."""
        return f"{self.code} {self.version}"


def read_offers(source: str | None = None, *, timeout: float = TIMEOUT_SECONDS) -> list[Offer]:
    """The best offer for each pair.

    `source` is a folder, or the URL of an index or of the folder that holds it; without it the
    setting `ARGOS_PACKAGE_INDEX` counts, and without that the public index.
    Raises IndexUnreachable.
    """
    source = source or settings.ARGOS_PACKAGE_INDEX or public_index()
    if urlsplit(source).scheme in ("http", "https"):
        offers = _offers_of_index(source, timeout=timeout)
    else:
        offers = _offers_of_folder(Path(source.removeprefix("file://")).expanduser())
    return _best(offers)


def public_index() -> str:
    """The index that Argos Translate itself uses. Raises IndexUnreachable."""
    try:
        from argostranslate import settings as argos  # It makes folders when it is imported.
    except OSError as error:
        raise IndexUnreachable(source="argostranslate", reason=error) from error
    return str(argos.remote_package_index)


def _offers_of_index(source: str, *, timeout: float) -> list[Offer]:
    url = source if source.endswith(".json") else source.rstrip("/") + "/index.json"
    try:
        answer = requests.get(url, timeout=timeout, stream=True)
        answer.raise_for_status()
        content = answer.raw.read(_MOST_INDEX_BYTES, decode_content=True)
        entries = json.loads(content)
    except (requests.RequestException, OSError) as error:
        raise IndexUnreachable(source=url, reason=in_short(error)) from error
    except ValueError as error:
        raise IndexUnreachable(source=url, reason=_("it is no package index.")) from error
    if not isinstance(entries, list):
        raise IndexUnreachable(source=url, reason=_("it is no package index."))
    return [offer for entry in entries if (offer := _offer(entry, base=url))]


def _offers_of_folder(folder: Path) -> list[Offer]:
    if not folder.is_dir():
        raise IndexUnreachable(source=folder, reason=_("there is no such folder."))
    if (folder / "index.json").is_file():
        return _offers_of_local_index(folder)
    offers = (_offer_of_file(file) for file in sorted(folder.glob("*.argosmodel")))
    return [offer for offer in offers if offer]


def _offers_of_local_index(folder: Path) -> list[Offer]:
    try:
        entries = json.loads((folder / "index.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        reason = _("it is no package index.")
        raise IndexUnreachable(source=folder / "index.json", reason=reason) from error
    offers = []
    for entry in entries if isinstance(entries, list) else []:
        offer = _offer(entry, base="")
        name = urlsplit(offer.urls[0]).path.rsplit("/", 1)[-1] if offer else ""
        if offer and (folder / name).is_file():
            offers.append(_with_file(offer, folder / name))
    return offers


def _with_file(offer: Offer, file: Path) -> Offer:
    return Offer(
        offer.pair, offer.code, offer.version, file=file, size=offer.size, sha256=offer.sha256
    )


def _offer_of_file(file: Path) -> Offer | None:
    """The offer of a package file; a file that cannot be read is offered by its name alone, so
    that installing it says what is wrong with it."""
    try:
        with zipfile.ZipFile(file) as archive:
            inner = next(name for name in archive.namelist() if name.endswith(METADATA))
            entry = json.loads(archive.read(inner))
    except (OSError, ValueError, zipfile.BadZipFile, StopIteration):
        entry = _entry_by_name(file.stem)
    return _with_file(offer, file) if (offer := _offer(entry, base="", links=[str(file)])) else None


def _entry_by_name(stem: str) -> dict[str, str]:
    """``translate-en_de-1_9`` names everything an offer needs."""
    _kind, _dash, rest = stem.partition("-")
    code, _dash, version = rest.partition("-")
    source, _line, target = code.partition("_")
    number = version.replace("_", ".")
    return {"from_code": source, "to_code": target, "package_version": number}


def _offer(entry: Any, *, base: str, links: list[str] | None = None) -> Offer | None:
    """The offer that an entry describes; None where it is no translation between two languages
    known here."""
    if not isinstance(entry, dict) or entry.get("type", "translate") != "translate":
        return None
    source, target = str(entry.get("from_code", "")), str(entry.get("to_code", ""))
    urls = [link for link in links or entry.get("links") or [] if isinstance(link, str)]
    try:
        pair = Pair(from_argos(source), from_argos(target))
    except InvalidLanguage:
        return None
    if not urls:
        return None
    size, checksum = entry.get("size"), entry.get("sha256")
    return Offer(
        pair=pair,
        code=f"{source}_{target}",
        version=str(entry.get("package_version") or "0"),
        urls=tuple(urljoin(base, url) for url in urls),
        size=size if isinstance(size, int) else None,
        sha256=checksum.lower() if isinstance(checksum, str) else None,
    )


def _best(offers: Iterable[Offer]) -> list[Offer]:
    """The newest version for each pair, sorted by pair."""
    best: dict[Pair, Offer] = {}
    for offer in offers:
        known = best.get(offer.pair)
        if known is None or _version(offer.version) > _version(known.version):
            best[offer.pair] = offer
    return [best[pair] for pair in sorted(best)]


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")


def in_short(error: Exception) -> str:
    """What a network error means, in a few words."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"HTTP {error.response.status_code}"
    if isinstance(error, requests.Timeout):
        return str(_("no answer in time."))
    if isinstance(error, requests.ConnectionError):
        return str(_("no connection."))
    return str(error).splitlines()[0] if str(error) else type(error).__name__
