"""Engines of the tests; models are loaded once per session."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.translation.engines.libretranslate_server import fake_server
from translation.engines.apertium import ApertiumEngine
from translation.engines.argos import ArgosEngine
from translation.engines.libretranslate import LibreTranslateEngine
from translation.packages.starter import unpack_starter


@pytest.fixture(scope="session")
def starter_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter packages, unpacked."""
    folder = tmp_path_factory.mktemp("starter")
    unpack_starter(folder)
    return folder


@pytest.fixture(scope="session")
def argos(starter_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArgosEngine]:
    engine = ArgosEngine(
        packages_dir=tmp_path_factory.mktemp("packages"), starter_dir=starter_dir, inter_threads=1
    )
    yield engine
    engine.unload()


@pytest.fixture(scope="session")
def apertium() -> Iterator[ApertiumEngine]:
    engine = ApertiumEngine(timeout_seconds=20)
    if not engine.pairs():
        pytest.skip("Apertium is not installed")
    yield engine
    engine.unload()


@pytest.fixture(scope="session")
def libretranslate() -> Iterator[LibreTranslateEngine]:
    with fake_server() as server:
        yield LibreTranslateEngine(urls=[server.url])


@pytest.fixture
def packages_dir(starter_dir: Path, tmp_path: Path) -> Path:
    """A folder with one real package, en_de 1.9, made of the starter's files."""
    folder = tmp_path / "packages"
    lay_package(folder, starter_dir, name="translate-en_de-1_9", version="1.9")
    return folder


def lay_package(folder: Path, starter_dir: Path, *, name: str, version: str) -> Path:
    """Copy a starter package as one of another version; its model differs in its last byte, so
    that it is not taken for the starter."""
    path = folder / name
    shutil.copytree(starter_dir / "translate-en_de-1_0", path)
    metadata = path / "metadata.json"
    metadata.write_text(metadata.read_text().replace('"1.0"', f'"{version}"'))
    (path / "lingora.json").unlink()
    with (path / "model" / "model.bin").open("ab") as model:
        model.write(b"\0")
    return path


def wait_until(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Poll for something that other processes or threads do."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False
