"""`argostranslate.translate` in a process of its own, which reads its settings at import.

Run as `python -m benchmarks.argos_child FILE SOURCE TARGET`: FILE holds a list of texts in JSON,
the answers are written beside it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.services.libretranslate import offline_environment

_ROOT = Path(__file__).resolve().parents[1]


def argos_answers(texts: Sequence[str], source: str, target: str, folder: Path) -> list[str]:
    """Each text translated by the packages in `folder/packages`."""
    file = folder / f"argos-{source}-{target}.json"
    file.write_text(json.dumps(texts), "utf-8")
    subprocess.run(
        [sys.executable, "-m", "benchmarks.argos_child", file, source, target],
        cwd=_ROOT,
        env={**os.environ, **offline_environment(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    answers: list[str] = json.loads(_answers(file).read_text("utf-8"))
    return answers


def _answers(file: Path) -> Path:
    return file.with_suffix(".answers.json")


def main(file: Path, source: str, target: str) -> None:
    from argostranslate import translate

    texts = json.loads(file.read_text("utf-8"))
    answers = [translate.translate(text, source, target) for text in texts]
    _answers(file).write_text(json.dumps(answers), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
