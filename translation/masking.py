"""Takes private data out of a text before any row is written.

Detectors are functions ``(source) -> iterable of (start, end, kind)``, named by dotted path in
the setting `MASKING_DETECTORS`; none by default. What they find is replaced by an opaque token
and kept encrypted in `SealedFragment`.
"""

import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.module_loading import import_string

Detector = Callable[[str], Iterable[tuple[int, int, str]]]

TOKEN = re.compile(r"⟦sealed:[0-9a-f]{12}⟧")
"""What stands in a text for a sealed fragment; an atom to the translation pipeline."""

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A fragment that was taken out, encrypted."""

    token: str
    kind: str
    ciphertext: bytes


def mask(source: str) -> tuple[str, list[Sealed]]:
    """The text without what the detectors found, and what they found."""
    pieces: list[str] = []
    sealed: list[Sealed] = []
    position = 0
    for start, end, kind in _found(source):
        if start < position:
            continue
        fragment = Sealed(
            token=f"⟦sealed:{secrets.token_hex(6)}⟧",
            kind=kind,
            ciphertext=_cipher().encrypt(source[start:end].encode()),
        )
        pieces += [source[position:start], fragment.token]
        sealed.append(fragment)
        position = end
    return "".join([*pieces, source[position:]]), sealed


def unseal(ciphertext: bytes) -> str:
    """What a fragment said. Callers audit who read it."""
    return _cipher().decrypt(bytes(ciphertext)).decode()


def _found(source: str) -> list[tuple[int, int, str]]:
    detectors: Iterator[Detector] = map(import_string, settings.MASKING_DETECTORS)
    return sorted(span for detect in detectors for span in detect(source))


def _cipher() -> Fernet:
    key = sha256(b"lingora.sealed." + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(key))


def mail_addresses(source: str) -> Iterator[tuple[int, int, str]]:
    """A detector of e-mail addresses."""
    return ((match.start(), match.end(), "mail") for match in _MAIL.finditer(source))
