"""The names by which people find an emoji in their own language."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from scripts.emoji_names import emoji_known

LANGUAGES = sorted(
    path.name.replace("_", "-") for path in (settings.BASE_DIR / "frontend" / "locale").iterdir()
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_the_interface_names_emoji(language: str) -> None:
    path = finders.find(f"emoji/{language}.json")
    assert path, "run scripts/emoji_names.py"
    names = json.loads(Path(path).read_text("utf-8"))
    known = set(emoji_known())
    # Some languages have no names of keys on a telephone.
    assert names.keys() <= known and len(known - names.keys()) < 20
    assert all(words and all(words) for words in names.values())
