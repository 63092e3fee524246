"""Which languages a text may be in, by py3langid; loaded at first use, once per process."""

from functools import cache
from typing import Any


def ranked(text: str) -> list[tuple[str, float]]:
    """Languages (primary codes) with their probabilities, likeliest first.

    About a millisecond for a sentence; below some 30 letters it is guessing.
    """
    return [(code, float(probability)) for code, probability in _identifier().rank(text)]


@cache
def _identifier() -> Any:
    # Imported at first use: it brings numpy, which most commands never need.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
