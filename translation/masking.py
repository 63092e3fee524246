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
from itertools import chain

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.module_loading import import_string

from translation.pipeline.symbols import SEALED

Detector = Callable[[str], Iterable[tuple[int, int, str]]]

TOKEN = re.compile(SEALED)
"""What stands in a text for a sealed fragment; an atom to the translation pipeline."""

_PHONE = re.compile(r"(?<![\w+])(?:\+|0)[\d][\d ()/.-]{5,24}\d(?!\w)", re.ASCII)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?!\w)", re.ASCII)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A fragment that was taken out, encrypted."""

    token: str
    kind: str
    ciphertext: bytes


def mask(source: str, detectors: Iterable[Detector] = ()) -> tuple[str, list[Sealed]]:
    """The text without what the detectors found (those of the settings, and more), and what they
    found. What is sealed already stays as it is."""
    pieces: list[str] = []
    sealed: list[Sealed] = []
    position = 0
    for start, end, kind in _found(source, detectors):
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


def _found(source: str, more: Iterable[Detector]) -> list[tuple[int, int, str]]:
    detectors: Iterator[Detector] = chain(map(import_string, settings.MASKING_DETECTORS), more)
    tokens = [match.span() for match in TOKEN.finditer(source)]
    spans = (span for detect in detectors for span in detect(source))
    return sorted(span for span in spans if not _in_token(span, tokens))


def _in_token(span: tuple[int, int, str], tokens: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in tokens)


def _cipher() -> Fernet:
    key = sha256(b"lingora.sealed." + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(key))


def mail_addresses(source: str) -> Iterator[tuple[int, int, str]]:
    """A detector of e-mail addresses."""
    return ((match.start(), match.end(), "mail") for match in _MAIL.finditer(source))


def phone_numbers(source: str) -> Iterator[tuple[int, int, str]]:
    """A detector of telephone numbers: at most 15 digits (ITU-T E.164), written with a plus or a
    leading zero, at least 7 of them, in groups. It knows no number from another, so it is for
    texts of which somebody said that they hold such data."""
    for match in _PHONE.finditer(source):
        if 7 <= sum(map(str.isdigit, match[0])) <= 15:
            yield match.start(), match.end(), "phone"


def bank_accounts(source: str) -> Iterator[tuple[int, int, str]]:
    """A detector of account numbers (IBAN, ISO 13616), by their check digits."""
    for match in _IBAN.finditer(source):
        # Capitals after it look as if they belonged to it.
        for end in range(match.end(), match.start() + 14, -1):
            if _is_account(source[match.start() : end]):
                yield match.start(), end, "iban"
                break


def _is_account(written: str) -> bool:
    """The sum of an IBAN, its first four signs at the end and letters as 10 to 35, leaves 1 of 97
    (ISO 7064)."""
    plain = re.sub(r"[ -]", "", written)
    digits = "".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])
    return 15 <= len(plain) <= 34 and int(digits) % 97 == 1


def literal(piece: str) -> Detector:
    """A detector of exactly these words."""

    def detect(source: str) -> Iterator[tuple[int, int, str]]:
        for match in re.finditer(re.escape(piece), source) if piece else ():
            yield match.start(), match.end(), "named"

    return detect
