"""What a package is to be made of, and whether the parts fit together.

A model that knows none of its tokenizer's pieces answers with nonsense and no error: that is
found here, before anything is written.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
from django.utils.translation import gettext_lazy as _
from packaging.version import InvalidVersion, Version
from sentencepiece import SentencePieceProcessor

from core.errors import Message
from core.languages import InvalidLanguage
from translation.engines.base import Pair
from translation.packages.codes import from_argos, to_argos
from translation.packages.errors import CannotPack

KNOWN_SHARE_LEAST = 0.9
"""Share of the tokenizer's pieces that the model's vocabulary must hold. A vocabulary made of the
tokenizer holds all; one counted on a corpus may lack rare pieces."""

_SOURCE_VOCABULARIES = ("shared_vocabulary", "source_vocabulary", "source_1_vocabulary")
_TARGET_VOCABULARIES = ("shared_vocabulary", "target_vocabulary")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The parts of a package. `model` is a CTranslate2 folder, `tokenizer` a SentencePiece model.

    `target_prefix` is the piece with which a multilingual model begins its answers, for example
    ``<2de>``. `license` is a file with the text, or a name such as ``CC-BY-4.0``; `name` is what
    the maker calls the model; `sentences` are tried instead of the usual ones.
    """

    model: Path
    tokenizer: Path
    pair: Pair
    version: str
    target_prefix: str = ""
    name: str = ""
    license: str = ""
    sentences: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Argos's name of the pair, for example ``de_en``."""
        return f"{to_argos(self.pair.source)}_{to_argos(self.pair.target)}"

    @property
    def folder(self) -> str:
        """The folder inside the package file, and the file's usual name."""
        return f"translate-{self.code}-{self.version.replace('.', '_')}"


def pair_of(source: str, target: str) -> Pair:
    """The pair of two codes, in Argos's spelling or any other. Raises CannotPack."""
    try:
        pair = Pair(from_argos(source), from_argos(target))
    except InvalidLanguage as error:
        raise CannotPack(reason=error) from error
    if pair.source == pair.target:
        raise refused(_("both languages are %(code)s."), code=pair.source)
    return pair


def check_recipe(recipe: Recipe) -> None:
    """Raise CannotPack unless all parts are there, can be loaded and fit together."""
    try:
        Version(recipe.version)
    except InvalidVersion as error:
        raise refused(_("“%(text)s” is no version such as 1.0."), text=recipe.version) from error
    _check_model(recipe.model)
    pieces = list(_pieces(recipe.tokenizer))
    _check_vocabulary(recipe, pieces)
    _check_prefix(recipe)


def model_files(folder: Path) -> list[Path]:
    """The files of a model folder that go into a package, all of them needed by the loader."""
    return [path for path in sorted(folder.iterdir()) if path.suffix in (".bin", ".json", ".txt")]


def refused(message: Message, **context: object) -> CannotPack:
    """The error with a reason that holds named placeholders."""
    return CannotPack(reason=str(message) % context)


def _check_model(folder: Path) -> None:
    if not folder.is_dir():
        raise refused(_("there is no folder %(path)s."), path=folder)
    if not (folder / "model.bin").is_file():
        raise refused(_("%(path)s has no model.bin: it is no CTranslate2 model."), path=folder)
    try:
        ctranslate2.Translator(str(folder), device="cpu", inter_threads=1, intra_threads=1)
    except (RuntimeError, ValueError, MemoryError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise refused(_("the model cannot be loaded: %(reason)s"), reason=reason) from error


def _pieces(file: Path) -> Iterator[str]:
    """The pieces the tokenizer can write, without control marks and single bytes."""
    if not file.is_file():
        raise refused(_("there is no file %(path)s."), path=file)
    try:
        processor = SentencePieceProcessor(model_file=str(file))
    except (OSError, RuntimeError, ValueError) as error:
        raise refused(_("%(path)s is no SentencePiece model."), path=file) from error
    for number in range(processor.vocab_size()):
        special = processor.is_control(number) or processor.is_unknown(number)
        if not (special or processor.is_unused(number) or processor.is_byte(number)):
            yield processor.id_to_piece(number)


def _check_vocabulary(recipe: Recipe, pieces: list[str]) -> None:
    known = _vocabulary(recipe.model, _SOURCE_VOCABULARIES)
    share = sum(piece in known for piece in pieces) / max(len(pieces), 1)
    if share < KNOWN_SHARE_LEAST:
        raise refused(
            _(
                "the model knows only %(share)d %% of the tokenizer's pieces; "
                "they do not belong together."
            ),
            share=int(share * 100),
        )


def _check_prefix(recipe: Recipe) -> None:
    prefix = recipe.target_prefix
    if prefix and prefix not in _vocabulary(recipe.model, _TARGET_VOCABULARIES):
        raise refused(_("the model does not know the target prefix %(prefix)s."), prefix=prefix)


def _vocabulary(folder: Path, names: tuple[str, ...]) -> frozenset[str]:
    """The pieces a model knows, from the JSON list or the lines that converters write."""
    for name in names:
        for file in (folder / f"{name}.json", folder / f"{name}.txt"):
            if file.is_file():
                return frozenset(_read_vocabulary(file))
    raise refused(_("%(path)s has no vocabulary beside the model."), path=folder)


def _read_vocabulary(file: Path) -> list[str]:
    try:
        content = file.read_text("utf-8")
        return json.loads(content) if file.suffix == ".json" else content.split("\n")
    except (OSError, ValueError) as error:
        raise refused(_("%(path)s cannot be read."), path=file) from error
