"""Fetches package files: in a stream, with progress, resumed where it stopped.

What came so far lies in a ``.part`` file. It is kept when the connection breaks, continued at
the next attempt where the server can, and thrown away when it turns out to be something else
than promised. Size and checksum are compared where they are known.
"""

import errno
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests
from django.utils.translation import gettext_lazy as _

from core.errors import Message
from translation.packages.errors import DownloadFailed, NoRoom, PackageError
from translation.packages.index import Offer, in_short

CHUNK_BYTES = 1 << 16
TIMEOUT_SECONDS = 30.0
"""Without a byte for this long a download counts as broken."""

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are there and the bytes in all (None where nobody says)."""


def quiet(_done: int, _total: int | None) -> None:
    """Progress that nobody looks at."""


def download(
    offer: Offer,
    *,
    into: Path,
    progress: Progress = quiet,
    timeout: float = TIMEOUT_SECONDS,
) -> Path:
    """The file of an offer, in the folder `into`; one that is there already is used.

    The links of an offer are tried in order. Raises DownloadFailed (what came is kept unless it
    is wrong) or NoRoom.
    """
    into.mkdir(parents=True, exist_ok=True)
    target = into / f"translate-{offer.code}-{offer.version.replace('.', '_')}.argosmodel"
    if target.is_file() and offer.size in (None, target.stat().st_size):
        return target
    failure: PackageError | None = None
    for url in offer.urls:
        try:
            return _Transfer(url, offer, target, progress, timeout).run()
        except DownloadFailed as error:
            failure = error
    raise failure or DownloadFailed(url=offer.name, reason=_("the index names no link."))


def check_file(file: Path, offer: Offer) -> Message | None:
    """Why a file is not what the index promises; None where it is, or nothing is promised."""
    if offer.size not in (None, file.stat().st_size):
        return _("its size is not the one the index names.")
    if offer.sha256 and _sha256(file) != offer.sha256:
        return _("its checksum is not the one the index names.")
    return None


@dataclass(frozen=True, slots=True)
class _Transfer:
    """One attempt to fetch one URL."""

    url: str
    offer: Offer
    target: Path
    progress: Progress
    timeout: float

    @property
    def part(self) -> Path:
        return self.target.with_suffix(".part")

    def run(self) -> Path:
        try:
            self._fetch()
            self._check()
        except requests.RequestException as error:
            raise self._failed(in_short(error)) from error
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise NoRoom(folder=self.target.parent, file=self.target.name) from error
            raise self._failed(error.strerror or str(error)) from error
        return self.part.rename(self.target)

    def _fetch(self) -> None:
        present = self.part.stat().st_size if self.part.exists() else 0
        if present and present == self.offer.size:
            return
        with self._ask(present) as answer:
            if answer.status_code == requests.codes.requested_range_not_satisfiable:
                self.part.unlink()
                raise self._failed(_("the kept part did not fit; please try again."))
            answer.raise_for_status()
            if answer.status_code != requests.codes.partial_content:
                present = 0
            self._receive(answer, present)

    def _ask(self, present: int) -> requests.Response:
        # A compressed answer would make sizes and ranges meaningless.
        headers = {"Accept-Encoding": "identity"}
        if present:
            headers["Range"] = f"bytes={present}-"
        return requests.get(self.url, headers=headers, stream=True, timeout=self.timeout)

    def _receive(self, answer: requests.Response, present: int) -> None:
        """Append to the kept part, or begin anew. Raises DownloadFailed where less came than
        was announced; that part is kept."""
        length = answer.headers.get("Content-Length", "")
        total = present + int(length) if length.isdigit() else self.offer.size
        done = present
        with self.part.open("ab" if present else "wb") as file:
            for chunk in answer.iter_content(CHUNK_BYTES):
                file.write(chunk)
                done += len(chunk)
                self.progress(done, total)
        if total is not None and done < total:
            raise self._failed(_("the connection broke off; the next attempt goes on from there."))

    def _check(self) -> None:
        if reason := check_file(self.part, self.offer):
            self.part.unlink()
            raise self._failed(reason)

    def _failed(self, reason: Message) -> DownloadFailed:
        return DownloadFailed(url=self.url, reason=reason)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
