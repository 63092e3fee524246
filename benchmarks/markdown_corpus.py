"""Real Markdown, whole texts: what people wrote, with all the structure that may be damaged.

Nothing of others is kept in this project; the texts are read where they are installed: the posts
of the sample community, the READMEs that installed Python distributions carry in their metadata
and those of npm packages, where there are any.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings

from forum.demo import content
from translation.detection import detect, prose

SAMPLE, DISTRIBUTIONS, NPM = "sample community", "READMEs of distributions", "READMEs of npm"
_DEFINITION = re.compile(r"^\[[^\]\n]+\]: .*$", re.MULTILINE)
MOST_CHARS = 6_000
"""Longer READMEs are cut between two blocks: no post is so long."""


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """One text, and where it is from."""

    source: str
    origin: str


def texts(language: str) -> list[MarkdownText]:
    """All distinct texts in `language`, a BCP 47 code; READMEs are taken to be English."""
    found: dict[str, MarkdownText] = {}
    for text in _all(language):
        found.setdefault(text.source, text)
    return list(found.values())


def _all(language: str) -> Iterator[MarkdownText]:
    for source in _posts(language):
        yield MarkdownText(source, SAMPLE)
    if language != "en":
        return
    for origin, sources in ((DISTRIBUTIONS, _distributions()), (NPM, _npm())):
        for source in sources:
            text = _first_blocks(source)
            if text and detect(prose(text, "markdown")).language == "en":
                yield MarkdownText(text, origin)


def _posts(language: str) -> Iterator[str]:
    for thread in content.load().threads:
        for post in (thread, *thread["posts"]):
            if post["language"] == language:
                yield post["body"]


def _distributions() -> Iterator[str]:
    for distribution in sorted(distributions(), key=lambda one: str(one.metadata["Name"])):
        about = distribution.metadata
        if "markdown" in (about["Description-Content-Type"] or ""):
            yield about["Description"] or ""


def _npm() -> Iterator[str]:
    for file in sorted(Path(settings.BASE_DIR).glob("node_modules/*/README.md")):
        yield file.read_text("utf-8", "replace")


def _first_blocks(text: str) -> str:
    """As many blocks from the beginning as fit, none inside a fence parted, with the addresses
    that links further on define."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) <= MOST_CHARS:
        return text
    place = text.rfind("\n\n", 0, MOST_CHARS)
    while place > 0 and text.count("\n```", 0, place) % 2:
        place = text.rfind("\n\n", 0, place)
    return "\n".join([text[: max(place, 0)], "", *_DEFINITION.findall(text, max(place, 0))])
