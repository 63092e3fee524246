"""Builds an Argos package from a CTranslate2 model and a SentencePiece model.

The file appears whole or not at all, and only after the finished package was installed into a
folder of its own and has translated sentences. It is an ordinary ``.argosmodel``: whatever
reads Argos packages reads it.
"""

import errno
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from core import languages
from translation.engines.argos import ArgosEngine
from translation.engines.base import Segment
from translation.engines.probe import probe_segments
from translation.packages.codes import to_argos
from translation.packages.errors import NoRoom
from translation.packages.folder import METADATA
from translation.packages.install import SPARE_BYTES, install_file
from translation.packages.recipe import Recipe, check_recipe, model_files, refused
from translation.pipeline.ladder import translate
from translation.pipeline.outcome import readable

ARGOS_VERSION = "1.9"
"""The version of Argos Translate since which packages have this form."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence and what the finished package makes of it."""

    source: str
    target: str


def pack(recipe: Recipe, out: Path, *, spare_bytes: int = SPARE_BYTES) -> list[Sample]:
    """Build the package file `out` and answer what it translated to prove that it works.

    Raises CannotPack where the parts do not fit or `out` exists, NoRoom where less than
    `spare_bytes` would stay free on the disk, NotAPackage where the result does not work. Then
    nothing is left behind.
    """
    if out.exists():
        raise refused(_("%(path)s exists already."), path=out)
    if not out.parent.is_dir():
        raise refused(_("there is no folder %(path)s."), path=out.parent)
    check_recipe(recipe)
    with _room_for(recipe, out, spare_bytes), _work_folder(out.parent) as work:
        file = work / f"{recipe.folder}.argosmodel"
        _write(recipe, file)
        samples = _try_out(file, work, recipe)
        file.rename(out)
    return samples


def _write(recipe: Recipe, file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{recipe.folder}/{METADATA}", json.dumps(_metadata(recipe), indent=1))
        archive.writestr(f"{recipe.folder}/README.md", _readme(recipe))
        archive.write(recipe.tokenizer, f"{recipe.folder}/sentencepiece.model")
        for part in model_files(recipe.model):
            archive.write(part, f"{recipe.folder}/model/{part.name}")
        if text := _license_text(recipe.license):
            archive.writestr(f"{recipe.folder}/LICENSE", text)


def _metadata(recipe: Recipe) -> dict[str, str]:
    source, target = languages.get(recipe.pair.source), languages.get(recipe.pair.target)
    return {
        "package_version": recipe.version,
        "argos_version": ARGOS_VERSION,
        "from_code": to_argos(source.code),
        "from_name": source.name_in("en"),
        "to_code": to_argos(target.code),
        "to_name": target.name_in("en"),
        "type": "translate",
        "target_prefix": recipe.target_prefix,
    }


def _readme(recipe: Recipe) -> str:
    """English, as the metadata is: the file travels."""
    about = _metadata(recipe)
    title = recipe.name or f"{about['from_name']} to {about['to_name']}"
    terms = "see LICENSE" if recipe.license else "none was named"
    return (
        f"# {title}\n\n"
        f"Translates {about['from_name']} into {about['to_name']}, version {recipe.version}: a "
        f"CTranslate2 model with a SentencePiece tokenizer.\n\nLicence: {terms}.\n"
    )


def _license_text(license: str) -> str:
    """What the file of that name holds, or else the name itself."""
    file = Path(license)
    if license and (file.is_file() or len(file.parts) > 1):
        try:
            return file.read_text("utf-8")
        except (OSError, ValueError) as error:
            raise refused(_("%(path)s cannot be read."), path=license) from error
    return license


def _try_out(file: Path, work: Path, recipe: Recipe) -> list[Sample]:
    """Install the package and translate with it as a forum would, quality gate and all.

    A model that is packed without the target prefix it was trained with copies and loops, which
    only that shows. Raises CannotPack unless more than half of the sentences come through.
    """
    packages = work / "packages"
    install_file(file, into=packages, spare_bytes=0)
    engine = ArgosEngine(packages_dir=packages, starter=False, inter_threads=1)
    segments = [Segment(text) for text in recipe.sentences]
    segments = segments or probe_segments(recipe.pair.source)
    outcomes = translate(segments, engine=engine, pair=recipe.pair)
    samples = [
        Sample(readable(segment.text, segment), readable(outcome.text, segment))
        for segment, outcome in zip(segments, outcomes, strict=True)
        if outcome.text is not None
    ]
    if len(samples) * 2 <= len(segments):
        raise refused(
            _(
                "%(bad)d of %(all)d sentences came out unusable. Is the target prefix right? "
                "Other sentences to try can be given with --try."
            ),
            bad=len(segments) - len(samples),
            all=len(segments),
        )
    return samples


@contextmanager
def _work_folder(beside: Path) -> Iterator[Path]:
    """A hidden folder on the same disk, so that the finished file can be renamed into place."""
    with tempfile.TemporaryDirectory(prefix=".packing-", dir=beside) as work:
        yield Path(work)


@contextmanager
def _room_for(recipe: Recipe, out: Path, spare_bytes: int) -> Iterator[None]:
    """Refuse before or while the disk fills; the package lies there packed and unpacked."""
    size = sum(part.stat().st_size for part in (*model_files(recipe.model), recipe.tokenizer))
    try:
        if shutil.disk_usage(out.parent).free < 2 * size + spare_bytes:
            raise NoRoom(folder=out.parent, file=out.name)
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoom(folder=out.parent, file=out.name) from error
        raise refused(error.strerror or type(error).__name__) from error
