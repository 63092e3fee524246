"""The engine without a model: deterministic, for development, tests and proof.

`echo` says the same again, `pseudo` says it accented, bracketed and longer (as interfaces are
pseudo-localised), `hostile` does everything an engine must never do. It knows no language; it
claims to translate between all languages it is given.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import permutations
from typing import Literal

from translation.engines.base import (
    ATOM_LIMIT,
    AlignedSpan,
    Candidate,
    Effort,
    Engine,
    Pair,
    Segment,
    atom_character,
    atom_index,
)

Mode = Literal["echo", "pseudo", "hostile"]

LANGUAGES = (
    *("ar", "cs", "da", "de", "en", "es", "fr", "he", "hi", "it", "ja", "ko", "nl", "pl"),
    *("pt-BR", "ru", "tr", "uk", "zh-Hans", "zh-Hant"),
)
_ACCENTED = str.maketrans(
    "AaCcEeGgIiNnOoSsUuYyZz",
    "ÅåÇçÉéĜĝÎîÑñÖöŠšÛûÝýŽž",
)
_LENGTHENED = frozenset("aeiouAEIOU")


class ReferenceEngine(Engine):
    """Answers by rule. `languages` are canonical codes; every ordered pair of them is offered."""

    def __init__(
        self,
        *,
        alias: str = "reference",
        mode: Mode = "echo",
        languages: Sequence[str] = LANGUAGES,
    ) -> None:
        super().__init__(alias=alias)
        self.mode = mode
        self.gated = mode == "hostile"
        self._pairs = frozenset(Pair(*codes) for codes in permutations(languages, 2))
        self._answer = _MODES[mode]

    def pairs(self) -> frozenset[Pair]:
        return self._pairs

    def fingerprint(self, pair: Pair) -> str:
        return f"reference:{self.mode}:1:{pair.source}-{pair.target}"

    def label(self, pair: Pair) -> str:
        return f"{self.alias} {self.mode} {pair.source}_{pair.target}"

    def translate(
        self,
        segments: Sequence[Segment],
        pair: Pair,
        *,
        effort: Effort = Effort.QUICK,
        form: int = 0,
    ) -> list[list[Candidate]]:
        self.accepts(pair)
        return [[self._answer(segment)] for segment in segments]


def _echo(segment: Segment) -> Candidate:
    alignment = tuple(AlignedSpan(at, at + 1, at, at + 1) for at in range(len(segment.text)))
    return _candidate(segment.text, alignment)


def _pseudo(segment: Segment) -> Candidate:
    """Each letter accented, most vowels doubled, the whole in brackets."""
    text, alignment = "[", []
    for at, character in enumerate(segment.text):
        said = character.translate(_ACCENTED)
        if character in _LENGTHENED and at % 4:
            said *= 2
        alignment.append(AlignedSpan(at, at + 1, len(text), len(text) + len(said)))
        text += said
    return _candidate(f"{text}]", tuple(alignment))


def _candidate(text: str, alignment: tuple[AlignedSpan, ...] | None = None) -> Candidate:
    return Candidate(text, score=0.0, tokens=len(text) // 4 + 1, alignment=alignment)


def _hostile(segment: Segment) -> Candidate:
    """One of the ways to break a text, chosen by what the text is."""
    digest = blake2b(segment.text.encode("utf-8", "replace"), digest_size=4).digest()
    attack = _ATTACKS[int.from_bytes(digest) % len(_ATTACKS)]
    return _candidate(attack(segment.text))


def _atoms(text: str) -> str:
    return "".join(character for character in text if atom_index(character) is not None)


def _without_atoms(text: str) -> str:
    return "".join(character for character in text if atom_index(character) is None)


_ATTACKS: tuple[Callable[[str], str], ...] = (
    lambda text: _without_atoms(text),
    lambda text: text + _atoms(text),
    lambda text: text + atom_character(ATOM_LIMIT - 1),
    lambda text: text + atom_character(len(_atoms(text))),
    lambda text: _atoms(text)[::-1] + _without_atoms(text),
    lambda text: f"<script>alert(1)</script>{text}",
    lambda text: f"<script>alert(document.cookie)</script>{text}",
    lambda text: f'<img src=x onerror="alert(origin)">{text}</p><h2>',
    lambda text: f"[x](javascript:alert(origin)) {text} <a href='javascript:close()'>x</a>",
    lambda text: f"**{text}** [a](http://evil.example) ![p](http://evil.example/p.png)",
    lambda text: f"# {text}\n\n- a\n- b\n\n```\n{text}\n```\n\n| a |\n|---|\n",
    lambda text: f"&lt;script&gt;{text}&lt;/script&gt; &amp;amp; &#60;b&#62;",
    lambda _text: "",
    lambda _text: " \n ",
    lambda text: text * 400,
    lambda _text: "the same again " * 3000,
    lambda text: f"\x00\u202e{text}\u2066\x1b[31m\ufeff\U000e0041",
    lambda text: f"{text} 12345 67",
    lambda text: "".join(character for character in text if not character.isdigit()),
    lambda text: text[::-1],
    lambda text: f"{text} @everyone #all https://evil.example",
    lambda text: f"\ud800{text}\udfff",
)

_MODES: dict[Mode, Callable[[Segment], Candidate]] = {
    "echo": _echo,
    "pseudo": _pseudo,
    "hostile": _hostile,
}
