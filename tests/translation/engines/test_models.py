"""Loaded models: who leaves when memory is spent, and what happens to those in use."""

import os
from pathlib import Path
from threading import Thread

import pytest

from tests.translation.engines.conftest import lay_package
from translation.engines.argos import ArgosEngine
from translation.engines.base import Effort, Pair, Segment
from translation.engines.decoding import decode
from translation.engines.models import ModelCache, usable_cores
from translation.packages.folder import InstalledPackage, read_package


@pytest.fixture
def packages(starter_dir: Path, tmp_path: Path) -> list[InstalledPackage]:
    """Three packages whose models differ."""
    found = []
    for number in range(3):
        path = lay_package(tmp_path / str(number), starter_dir, name="p", version=f"1.{number}")
        with (path / "model" / "model.bin").open("ab") as model:
            model.write(b"\0" * number)
        package = read_package(path)
        assert package is not None
        found.append(package)
    return found


def cache_for(packages: list[InstalledPackage], *, models: int) -> ModelCache:
    """A cache whose budget is just enough for so many models."""
    one = ModelCache(memory_bytes=0, inter_threads=1, intra_threads=1)
    bytes_each = one.model(packages[-1]).memory_bytes
    return ModelCache(memory_bytes=models * bytes_each, inter_threads=1, intra_threads=1)


def test_a_model_is_loaded_once(packages: list[InstalledPackage]) -> None:
    cache = cache_for(packages, models=1)
    assert cache.model(packages[0]) is cache.model(packages[0])


def test_all_stay_within_the_budget(packages: list[InstalledPackage]) -> None:
    cache = cache_for(packages, models=3)
    before = [cache.model(package) for package in packages]
    assert [cache.model(package) for package in packages] == before


def test_the_least_recently_used_leaves_first(packages: list[InstalledPackage]) -> None:
    first, second, third = packages
    cache = cache_for(packages, models=2)
    kept, left = cache.model(first), cache.model(second)
    cache.model(first)
    cache.model(third)
    assert cache.model(first) is kept
    assert cache.model(second) is not left


def test_memory_stays_within_the_budget(packages: list[InstalledPackage]) -> None:
    cache = cache_for(packages, models=2)
    budget = 2 * cache.model(packages[-1]).memory_bytes
    for package in packages * 2:
        cache.model(package)
        assert cache.memory() <= budget


def test_a_model_that_leaves_while_it_works_ends_its_work(
    packages: list[InstalledPackage],
) -> None:
    cache = cache_for(packages, models=1)
    pieces = cache.tokenizer(packages[0]).encode("The file was not found.").pieces
    model = cache.model(packages[0])
    found: list[object] = []

    def work() -> None:
        answers = decode(
            model.translator,
            [pieces] * 200,
            target_prefix=packages[0].target_prefix,
            effort=Effort.QUICK,
            threads=1,
        )
        found.extend("".join(some[0].pieces) for _number, some in answers)

    worker = Thread(target=work)
    worker.start()
    cache.model(packages[1])
    cache.model(packages[2])
    worker.join()
    assert len(found) == 200
    assert len(set(found)) == 1


def test_engines_with_too_little_memory_answer_all_the_same(
    starter_dir: Path, packages_dir: Path
) -> None:
    """Two pairs at once, and room for one model."""
    engine = ArgosEngine(packages_dir=packages_dir, starter_dir=starter_dir, memory_bytes=1)
    texts = {Pair("en", "de"): "The file was not found.", Pair("de", "en"): "Die Datei fehlt."}
    expected = {pair: engine.translate([Segment(text)], pair) for pair, text in texts.items()}
    found: list[bool] = []

    def ask(pair: Pair) -> None:
        again = (engine.translate([Segment(texts[pair])], pair) for _again in range(5))
        found.extend(answer == expected[pair] for answer in again)

    threads = [Thread(target=ask, args=(pair,)) for pair in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 10


def test_threads_follow_the_cores_that_may_be_used() -> None:
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert usable_cores() == 1
    finally:
        os.sched_setaffinity(0, allowed)
