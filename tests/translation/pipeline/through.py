"""Sends texts through the whole pipeline with an engine, as the worker does, without a database."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

from translation.engines.base import Candidate, Effort, Engine, Pair, Segment
from translation.engines.reference import Mode, ReferenceEngine
from translation.pipeline import Assembly, Format, make_plan
from translation.pipeline.ladder import translate

BLOCKS = frozenset(
    "blockquote details div h1 h2 h3 h4 h5 h6 hr img input li ol p pre summary table tbody td th "
    "thead tr ul".split()
)
DATA = Path(__file__).parent / "data"


def examples() -> dict[str, list[str]]:
    """The Markdown of all examples of CommonMark and of GitHub's extensions, by section."""
    sections: dict[str, list[str]] = {}
    for name in ("commonmark.json", "gfm.json"):
        for row in json.loads((DATA / name).read_text("utf-8")):
            sections.setdefault(row["section"], []).append(row["markdown"])
    return sections


def through(
    source: str,
    mode: Mode = "echo",
    *,
    pair: tuple[str, str] = ("en", "de"),
    format: Format = "markdown",
) -> Assembly:
    """`source` translated by the reference engine, whatever it answers judged by the ladder."""
    plan = make_plan(source, format, *pair)
    engine = ReferenceEngine(mode=mode)
    return plan.assemble(translate(plan.segments, engine=engine, pair=Pair(*pair)))


class Scripted(Engine):
    """Answers by a table from (text, effort, form) to texts; what is not in it is said again."""

    def __init__(
        self,
        answers: Mapping[tuple[str, Effort, int], Sequence[str | Candidate]],
        *,
        forms: int = 1,
    ) -> None:
        super().__init__(alias="scripted")
        self.answers = answers
        self.form_count = forms
        self.calls: list[tuple[list[str], Effort, int]] = []

    def pairs(self) -> frozenset[Pair]:
        return frozenset({Pair("en", "de")})

    def fingerprint(self, pair: Pair) -> str:
        return "scripted"

    def forms(self, pair: Pair) -> int:
        return self.form_count

    def translate(
        self,
        segments: Sequence[Segment],
        pair: Pair,
        *,
        effort: Effort = Effort.QUICK,
        form: int = 0,
    ) -> list[list[Candidate]]:
        self.calls.append(([segment.text for segment in segments], effort, form))
        return [self._answer(segment, effort, form) for segment in segments]

    def _answer(self, segment: Segment, effort: Effort, form: int) -> list[Candidate]:
        answers = self.answers.get((segment.text, effort, form), [segment.text])
        return [a if isinstance(a, Candidate) else Candidate(a, score=-0.1) for a in answers]


class Anatomy(HTMLParser):
    """What HTML consists of: tags, attributes, and the text inside and outside of code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[tuple[str, str, str]] = Counter()
        self.codes: Counter[str] = Counter()
        self.words: list[str] = []
        self._code: list[str] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes.update((tag, name, value or "") for name, value in attrs)
        if tag == "code":
            self._code = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "code" and self._code is not None:
            self.codes["".join(self._code)] += 1
            self._code = None

    def handle_data(self, data: str) -> None:
        (self.words if self._code is None else self._code).append(data)

    @property
    def references(self) -> Counter[tuple[str, str, str]]:
        """How often it leads to each address, picture and member."""
        names = {"href", "src", "data-ref"}
        return Counter({key: count for key, count in self.attributes.items() if key[1] in names})

    @property
    def blocks(self) -> Counter[str]:
        """How often it has each element that is a block."""
        return Counter({tag: count for tag, count in self.tags.items() if tag in BLOCKS})

    @property
    def digits(self) -> Counter[str]:
        """The numbers in the text."""
        return Counter(re.findall(r"\d+", " ".join(self.words)))
