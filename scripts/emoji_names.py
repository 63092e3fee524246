"""Writes `frontend/static/emoji/<language>.json`: by what names people find an emoji.

For every emoji that `vendor/gemoji.js` knows, its name in that language and then its keywords, from
the annotations of CLDR, which `npm pack` fetches in the pinned version. Run it when that version,
gemoji or the languages of the interface change:

    .venv/bin/python scripts/emoji_names.py
"""

import json
import re
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

VERSION = "48.2.0"
PACKAGES = {
    "cldr-annotations-full": "annotations",
    "cldr-annotations-derived-full": "annotationsDerived",
}
FRONTEND = Path(__file__).parents[1] / "frontend"
TARGET = FRONTEND / "static" / "emoji"
CLDR_NAMES = {"pt": ("pt", "pt-PT"), "pt-BR": ("pt",), "zh-Hans": ("zh",)}
"""The languages that CLDR calls otherwise; what comes later in a row takes the place of the
earlier."""
VARIATION = "\N{VARIATION SELECTOR-16}"

Names = dict[str, list[str]]


def fetch(folder: Path) -> None:
    """Put the contents of the packages into `folder`."""
    for package in PACKAGES:
        call = ["npm", "pack", f"{package}@{VERSION}", "--silent"]
        subprocess.run(call, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(folder / f"{package}-{VERSION}.tgz") as archive:
            archive.extractall(folder, filter="data")
        (folder / "package").rename(folder / package)


def emoji_known() -> list[str]:
    """Every emoji of gemoji, as it is spelt there."""
    source = (FRONTEND / "static" / "vendor" / "gemoji.js").read_text("utf-8")
    return re.findall(r"emoji: '([^']+)'", source)


def annotations(folder: Path, language: str) -> Names:
    """The name of each character that CLDR annotates in a language, and then its keywords."""
    found: Names = {}
    for package, kind in PACKAGES.items():
        path = folder / package / kind / language / "annotations.json"
        rows = json.loads(path.read_text("utf-8"))[kind]["annotations"]
        for character, row in rows.items():
            words = [*row.get("tts", ()), *row.get("default", ())]
            found[character.replace(VARIATION, "")] = list(dict.fromkeys(words))
    return found


def names_in(folder: Path, language: str) -> Names:
    """The names of all known emoji that have some."""
    found: Names = {}
    for name in CLDR_NAMES.get(language, (language,)):
        found |= annotations(folder, name)
    known = ((emoji, found.get(emoji.replace(VARIATION, ""))) for emoji in emoji_known())
    return {emoji: words for emoji, words in known if words}


def main() -> None:
    """Write the names for every language of the interface but English, whose names gemoji has."""
    TARGET.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        fetch(Path(folder))
        licence = Path(folder) / next(iter(PACKAGES)) / "LICENSE"
        (TARGET / "LICENSE.txt").write_text(licence.read_text("utf-8"), "utf-8")
        for catalogue in sorted((FRONTEND / "locale").iterdir()):
            language = catalogue.name.replace("_", "-")
            names = json.dumps(
                names_in(Path(folder), language), ensure_ascii=False, separators=(",", ":")
            )
            (TARGET / f"{language}.json").write_text(names + "\n", "utf-8")


if __name__ == "__main__":
    main()
