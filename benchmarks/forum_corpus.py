"""Distinct sentences of support posts in Markdown, some with a human translation.

Nothing of others is kept in this project; the texts are read where they are installed:

* the posts of the sample community, in the language asked for;
* for English, the prose of READMEs that installed distributions carry in their metadata;
* the message catalogues of installed packages, wrapped as posts: their other side is the
  reference. What a catalogue fills in becomes a code span or a number;
* where that is not enough, the forum's own interface and made-up sentences (`content`).

Sentences are the segments that the pipeline finds in these posts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import distributions
from pathlib import Path

import django
from babel.messages.pofile import read_po
from django.conf import settings

from benchmarks.content import sentences as made_up
from forum.demo import content
from translation.engines.base import Segment
from translation.pipeline import make_plan, readable

SAMPLE, README = "sample community", "READMEs"
MOST_OF_READMES = 600
"""So that half of the English sentences have a reference."""
FEWEST_WORDS = 3
_PER_POST = 12

_FILLED_IN = re.compile(r"%\((\w+)\)([sd])|%([sd])|\{(\w*)\}")
_MARKUP = re.compile(r"[<>*\[\]`#|\\]|&\w+;|\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One segment, what it reads like, where it is from, and its translation by people."""

    segment: Segment
    text: str
    origin: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a catalogue on both sides, as Markdown."""

    text: str
    reference: str
    package: str


def sentences(source: str, target: str, *, size: int) -> list[Sentence]:
    """Up to `size` sentences in `source`; no two share their text with atoms abstracted."""
    found: dict[str, Sentence] = {}
    for sentence in _all(source, target):
        found.setdefault(sentence.segment.text, sentence)
    kept, of_readmes = [], 0
    for sentence in found.values():
        of_readmes += sentence.origin == README
        if sentence.origin != README or of_readmes <= MOST_OF_READMES:
            kept.append(sentence)
    return kept[:size]


def origins(found: Iterable[Sentence]) -> str:
    """How many come from where."""
    counts = Counter(sentence.origin for sentence in found)
    return ", ".join(f"{count} {origin}" for origin, count in counts.most_common())


def messages(source: str, target: str) -> list[Message]:
    """What catalogues say in both languages, one of which is English; long messages first."""
    other = target if source == "en" else source
    found: dict[str, Message] = {}
    for package, english, foreign in _entries(other):
        pair = (english, foreign) if source == "en" else (foreign, english)
        if len(pair[0].split()) >= FEWEST_WORDS:
            found.setdefault(pair[0], Message(_filled_in(pair[0]), _filled_in(pair[1]), package))
    return sorted(found.values(), key=lambda message: -len(message.text.split()))


def _all(source: str, target: str) -> Iterator[Sentence]:
    for post in _sample_posts(source):
        yield from _of(post, SAMPLE, source, target)
    for post in _readmes() if source == "en" else ():
        yield from _of(post, README, source, target)
    for some in _groups(messages(source, target)):
        yield from _of_messages(some, source, target)
    for text in _interface(source):
        yield from _of(text, "own interface", source, target)
    for text in made_up(source):
        yield from _of(text, "made up", source, target)


def _of_messages(some: Sequence[Message], source: str, target: str) -> Iterator[Sentence]:
    """The sentences of a post of messages; those that are a whole message have a reference."""
    known = {message.text.replace("`", ""): message for message in some}
    for sentence in _of(_post(some), "catalogues", source, target):
        if message := known.get(sentence.text):
            origin = f"catalogue of {message.package}"
            yield replace(sentence, origin=origin, reference=message.reference.replace("`", ""))
        else:
            yield sentence


def _groups(found: Sequence[Message]) -> Iterator[Sequence[Message]]:
    return (found[at : at + _PER_POST] for at in range(0, len(found), _PER_POST))


def _of(post: str, origin: str, source: str, target: str) -> Iterator[Sentence]:
    for segment in make_plan(post, "markdown", source, target).segments:
        text = readable(segment.text, segment)
        if len(text.split()) >= FEWEST_WORDS:
            yield Sentence(segment, text, origin)


def _sample_posts(language: str) -> Iterator[str]:
    for thread in content.load().threads:
        for post in (
            {**thread, "body": f"## {thread['title']}\n\n{thread['body']}"},
            *thread["posts"],
        ):
            if post["language"] == language:
                yield post["body"]


def _readmes() -> Iterator[str]:
    for distribution in sorted(distributions(), key=lambda one: str(one.metadata["Name"])):
        about = distribution.metadata
        if "markdown" in (about["Description-Content-Type"] or ""):
            yield from _paragraphs(about["Description"] or "")


def _paragraphs(readme: str) -> Iterator[str]:
    """The paragraphs that are sentences in English: neither tables nor lists of names."""
    for part in re.split(r"\n\s*\n", readme):
        if re.match(r"[A-Z][a-z]*[ ,].{50,}[.!?:]\s*\Z", part, re.DOTALL) and part.isascii():
            yield part


def _post(some: Iterable[Message]) -> str:
    """Messages as somebody would write them: whole sentences as a paragraph, the rest listed."""
    prose = [message.text for message in some if message.text.endswith((".", "!", "?"))]
    listed = [f"- {message.text}" for message in some if message.text not in prose]
    return "\n".join([" ".join(prose), "", *listed])


def _interface(language: str) -> Iterator[str]:
    """What the forum's own pages say."""
    file = Path(settings.BASE_DIR, "frontend", "locale", language, "LC_MESSAGES", "django.po")
    pairs = _pairs(file) if file.is_file() else ()
    return (_filled_in(foreign) for _english, foreign in pairs)


def _entries(language: str) -> Iterator[tuple[str, str, str]]:
    """Package, English and foreign text of each message of installed packages."""
    installed = Path(django.__file__).parents[1]
    for file in sorted(installed.glob(f"**/locale/{language}/LC_MESSAGES/django*.po")):
        package = file.relative_to(installed).parts[0]
        yield from ((package, *pair) for pair in _pairs(file))


def _pairs(file: Path) -> Iterator[tuple[str, str]]:
    """English and foreign text of each message without markup."""
    with file.open("rb") as stream:
        catalogue = read_po(stream)
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        for english, foreign in zip(_forms(message.id), _forms(message.string), strict=False):
            if foreign and not _MARKUP.search(english + foreign):
                yield english, foreign


def _forms(text: str | Sequence[str] | None) -> list[str]:
    """Singular and plurals."""
    return [text] if isinstance(text, str) else list(text or ())


def _filled_in(text: str) -> str:
    """The message with values: a code span for a name, a number for a count."""
    return _FILLED_IN.sub(_value, text)


def _value(match: re.Match[str]) -> str:
    name, kind, bare, braced = match.groups()
    return "12" if "d" in (kind, bare) else f"`{name or braced or 'value'}.yaml`"
