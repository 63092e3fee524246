"""Stands in for MiniSBD in a LibreTranslate (or argostranslate) that must not use the network.

The real one fetches a neural model per language at first use, and no setting of argostranslate
avoids that: `ARGOS_CHUNK_TYPE=NONE` is refused by its code. This one, found first when its folder
leads PYTHONPATH, splits by sentencex's rules. That is quicker than the model, so a measurement
against a server that runs with it flatters the server, not Lingora.
"""

from types import SimpleNamespace

import sentencex  # type: ignore[import-untyped]

models = SimpleNamespace(cache_dir="", list_models=lambda: ["en"])


class SBDetect:
    """Splits texts of one language; `lang` is one of `models.list_models()`."""

    def __init__(self, lang: str, use_gpu: bool = False) -> None:
        self._language = lang

    def sentences(self, text: str) -> list[str]:
        """The sentences without the blanks between them, as MiniSBD gives them."""
        found = (sentence.strip() for sentence in sentencex.segment(self._language, text))
        return [sentence for sentence in found if sentence]


def download_models(load_only: object = None, output: object = None) -> None:
    """Nothing to download."""
