"""Cut text into the pieces a model knows, and put pieces together again, with offsets.

Both directions say which characters belong to which piece, so that attention between pieces
becomes alignment between characters. Neither direction touches characters it does not have to:
an underscore stays an underscore.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from sentencepiece import SentencePieceProcessor

Span = tuple[int, int]

_SPACE = "\u2581"
_KNOWN_CODES = 4096
_BYTES = "<0x"
_BYTE = re.compile(r"<0x([0-9A-F]{2})>\Z")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of a text; `spans[i]` are the characters of piece i, None where nobody knows."""

    text: str
    pieces: list[str]
    spans: list[Span] | None


class Tokenizer(ABC):
    """One of the two ways in which Argos packages cut text."""

    @abstractmethod
    def encode(self, text: str) -> Pieces: ...

    @abstractmethod
    def decode(self, pieces: Sequence[str]) -> Pieces: ...

    def knows(self, text: str) -> bool:
        """False where the model would see an unknown piece in `text`."""
        return True


def open_tokenizer(file: Path, source: str, target: str) -> Tokenizer:
    """The tokenizer of a package. Raises OSError or RuntimeError for a damaged file."""
    if file.name == "bpe.model":
        return MosesBPE(file, source, target)
    return SentencePiece(file)


class SentencePiece(Tokenizer):
    """The tokenizer of all newer packages."""

    def __init__(self, file: Path) -> None:
        self._processor = SentencePieceProcessor(model_file=str(file))
        self._known = lru_cache(maxsize=_KNOWN_CODES)(self._look_up)

    def encode(self, text: str) -> Pieces:
        try:
            coded = self._processor.encode(text, return_type="offset_mapping")
        except RuntimeError:
            # Half of a surrogate pair; what stands for it is as long.
            whole = text.encode("utf-8", "replace").decode()
            coded = self._processor.encode(whole, return_type="offset_mapping")
        return Pieces(text, coded["pieces"], coded["offsets"])

    def decode(self, pieces: Sequence[str]) -> Pieces:
        """Differs from the library's own decoding in that it leaves nothing out."""
        texts = _with_bytes_decoded(pieces)
        first = next((number for number, text in enumerate(texts) if text), 0)
        if texts:
            texts[first] = texts[first].lstrip(" ")
        spans = list(pairwise(accumulate(map(len, texts), initial=0)))
        return Pieces("".join(texts), list(pieces), spans)

    def knows(self, text: str) -> bool:
        """Remembered, for the same codes are asked for again and again."""
        return self._known(text)

    def _look_up(self, text: str) -> bool:
        return self._processor.unk_id() not in self._processor.encode(text)


class MosesBPE(Tokenizer):
    """The tokenizer of old packages (`bpe.model`); it gives no offsets."""

    def __init__(self, file: Path, source: str, target: str) -> None:
        from argostranslate.apply_bpe import BPE
        from sacremoses import (  # type: ignore[import-untyped]  # carries no types
            MosesDetokenizer,
            MosesPunctNormalizer,
            MosesTokenizer,
        )

        self._tokenizer = MosesTokenizer(source)
        self._detokenizer = MosesDetokenizer(target)
        self._normalizer = MosesPunctNormalizer(source)
        with file.open(encoding="utf-8") as codes:
            self._bpe: Any = BPE(codes)

    def encode(self, text: str) -> Pieces:
        words = self._tokenizer.tokenize(self._normalizer.normalize(text))
        return Pieces(text, self._bpe.segment_tokens(words), None)

    def decode(self, pieces: Sequence[str]) -> Pieces:
        words = " ".join(pieces).replace("@@ ", "").split(" ")
        return Pieces(self._detokenizer.detokenize(words), list(pieces), None)


def _with_bytes_decoded(pieces: Sequence[str]) -> list[str]:
    """The text of each piece. A run of byte pieces becomes text in its first one."""
    texts = [piece.replace(_SPACE, " ") for piece in pieces]
    if _BYTES not in "".join(pieces):
        return texts
    run: list[int] = []
    for number, piece in enumerate([*pieces, ""]):
        if _BYTE.match(piece):
            run.append(number)
        elif run:
            raw = bytes(int(pieces[at][3:5], 16) for at in run)
            for at in run:
                texts[at] = ""
            texts[run[0]] = raw.decode("utf-8", "replace")
            run = []
    return texts
