"""What survives a translation: code, links, numbers, names and blocks of real Markdown texts.

This layer, `argostranslate.translate` and a LibreTranslate server translate the same texts with
the same packages. The peers are given the Markdown source; LibreTranslate also the rendered HTML,
which is its own way to keep markup. The answers are rendered by the forum's renderer and compared
with the original. The price of this layer's safety stands beside it: the share of segments that
stay in the source, and chrF on sentences that people translated.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import django
import requests

from benchmarks.argos_child import argos_answers
from tests.services.libretranslate import STARTER_DIR, libretranslate_peer, unpack_packages
from tests.services.servers import Missing

TEXTS = int(os.environ.get("FIDELITY_TEXTS", "24"))
"""Texts of each pair, taken evenly from the corpus; 0 takes all."""
SENTENCES = 200
PAIRS = (("de", "en"), ("en", "de"))
APERTIUM_PAIRS = (("es", "en"), ("es", "pt"), ("en", "es"))
REQUEST_SECONDS = 600
NAMES_MEASURE = "names and addresses"
MEASURES = ("code", "links and pictures", "numbers", NAMES_MEASURE, "blocks")

T = TypeVar("T")
Translate = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a page consists of, counted, by the names of MEASURES, and what it says."""

    counts: dict[str, Counter[str]]
    prose: str

    def kept_in(self, other: "Parts") -> dict[str, tuple[int, int]]:
        """For each measure how many of these parts `other` has, and how many there are."""
        kept = {
            name: ((found & other.counts[name]).total(), found.total())
            for name, found in self.counts.items()
        }
        return kept | {NAMES_MEASURE: self._names_in(other.prose)}

    def _names_in(self, prose: str) -> tuple[int, int]:
        """Names are looked for as they are written: between other words they may not be told from
        words (an arrow at the end of a menu's name)."""
        names = self.counts[NAMES_MEASURE]
        found = sum(min(count, prose.count(name)) for name, count in names.items())
        return found, names.total()


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    django.setup()
    unpack_packages(STARTER_DIR, folder / "packages")
    for mode in ("echo", "pseudo"):
        yield from _layer_only(f"reference:{mode}", "en", "de")
    for source, target in PAIRS:
        yield from _pair(folder, source, target)
    for source, target in APERTIUM_PAIRS:
        yield from _layer_only("apertium", source, target)


def _pair(folder: Path, source: str, target: str) -> Iterator[tuple[str, str]]:
    from benchmarks.catalogues import sentence_pairs

    texts = _texts(source)
    sentences = _evenly(sentence_pairs(source, target), SENTENCES)
    pair = f"{source} to {target}"
    yield f"{pair}: texts", f"{len(texts)}, and {len(sentences)} sentences with references"
    engine = _engine("argos", folder)
    yield from _rows(f"{pair}: this layer", *_through_layer(engine, texts, source, target))
    yield f"{pair}: this layer, chrF", _chrf(_sentences_through(engine, source, target), sentences)

    def argos(given: Sequence[str]) -> list[str]:
        return argos_answers(given, source, target, folder)

    yield from _peer(f"{pair}: argostranslate, Markdown", argos, texts, source, target)
    yield f"{pair}: argostranslate, chrF", _chrf(argos, sentences)
    with ExitStack() as stack:
        try:
            url = stack.enter_context(libretranslate_peer(venv_cache=folder)).url
        except Missing as error:
            yield f"{pair}: LibreTranslate", f"left out: {error}"
            return
        for mode in ("text", "html"):
            ask = _libretranslate(url, source, target, mode)
            yield from _peer(f"{pair}: LibreTranslate, {mode}", ask, texts, source, target)
        ask = _libretranslate(url, source, target, "text")
        yield f"{pair}: LibreTranslate, chrF", _chrf(ask, sentences)


def _texts(language: str) -> list[str]:
    from benchmarks.markdown_corpus import texts

    return _evenly([text.source for text in texts(language)], TEXTS)


def _evenly(items: Sequence[T], most: int) -> list[T]:
    step = max(1, len(items) // most) if most else 1
    return list(items[::step])[: most or None]


def _engine(name: str, folder: Path):
    from translation.engines.apertium import ApertiumEngine
    from translation.engines.argos import ArgosEngine
    from translation.engines.reference import ReferenceEngine

    if name == "apertium":
        return ApertiumEngine()
    if name == "argos":
        return ArgosEngine(packages_dir=folder / "packages", starter=False)
    return ReferenceEngine(mode="pseudo" if name.endswith("pseudo") else "echo")


def _layer_only(name: str, source: str, target: str) -> Iterator[tuple[str, str]]:
    from translation.engines.base import Pair

    engine = _engine(name, Path())
    what = f"{source} to {target}: this layer, {name}"
    if Pair(source, target) not in engine.pairs():
        yield what, "left out: not installed"
        return
    yield from _rows(what, *_through_layer(engine, _texts(source), source, target))
    engine.unload()


def _through_layer(
    engine, texts: Sequence[str], source: str, target: str
) -> tuple[list[dict[str, tuple[int, int]]], int, int]:
    """What is kept of each text, how many segments stay in the source, and how many there are."""
    from translation.engines.base import Pair
    from translation.pipeline import make_plan
    from translation.pipeline.ladder import translate

    plans = [make_plan(text, "markdown", source, target) for text in texts]
    segments = list(dict.fromkeys(segment for plan in plans for segment in plan.segments))
    answers = translate(segments, engine=engine, pair=Pair(source, target))
    by_segment = dict(zip(segments, answers, strict=True))
    made = [plan.assemble([by_segment[segment] for segment in plan.segments]) for plan in plans]
    kept = [
        _parts_of(text, source).kept_in(_parts(one.html, target))
        for text, one in zip(texts, made, strict=True)
    ]
    return kept, sum(one.kept for one in made), sum(one.total for one in made)


def _sentences_through(engine, source: str, target: str) -> Translate:
    from translation.engines.base import Pair
    from translation.pipeline import make_plan
    from translation.pipeline.ladder import translate

    def answers(given: Sequence[str]) -> list[str]:
        plans = [make_plan(text, "plain", source, target) for text in given]
        segments = [segment for plan in plans for segment in plan.segments]
        outcomes = iter(translate(segments, engine=engine, pair=Pair(source, target)))
        return [plan.assemble([next(outcomes) for _one in plan.segments]).text for plan in plans]

    return answers


def _peer(
    what: str, ask: Translate, texts: Sequence[str], source: str, target: str
) -> Iterator[tuple[str, str]]:
    """The rows of a peer; in HTML mode it is given what the renderer made."""
    from translation.pipeline import render_original

    as_html = what.endswith("html")
    given = [render_original(text, "markdown", source).html if as_html else text for text in texts]
    kept = []
    for text, answer in zip(texts, ask(given), strict=True):
        html = answer if as_html else render_original(answer, "markdown", target).html
        kept.append(_parts_of(text, source).kept_in(_parts(html, target)))
    yield from _rows(what, kept)


def _libretranslate(url: str, source: str, target: str, format: str) -> Translate:
    def answers(given: Sequence[str]) -> list[str]:
        body = {"source": source, "target": target, "format": format}
        found = []
        for text in given:
            reply = requests.post(
                f"{url}/translate", json={**body, "q": text}, timeout=REQUEST_SECONDS
            )
            reply.raise_for_status()
            found.append(reply.json()["translatedText"])
        return found

    return answers


def _parts_of(text: str, language: str) -> Parts:
    from translation.pipeline import render_original

    return _parts(render_original(text, "markdown", language).html, language)


def _parts(html: str, language: str) -> Parts:
    """What an HTML page consists of; numbers by the value they have in its language."""
    from tests.translation.pipeline.through import Anatomy
    from translation.pipeline.atoms import find_atoms
    from translation.pipeline.figures import figures, value
    from translation.pipeline.kinds import Kind

    page = Anatomy(html)
    prose = " ".join(page.words)
    numbers: Counter[str] = Counter()
    for figure, count in figures(prose).items():
        numbers[value(figure, language)] += count
    names = Counter(
        prose[start:end]
        for start, end, kind in find_atoms(prose)
        if kind not in {Kind.NUMBER, Kind.QUANTITY}
    )
    links: Counter[str] = Counter()
    for (_tag, _name, address), count in page.references.items():
        links[address] += count
    counts = (page.codes, links, numbers, names, page.blocks)
    return Parts(dict(zip(MEASURES, counts, strict=True)), prose)


def _rows(
    what: str, kept: Iterable[dict[str, tuple[int, int]]], left: int = 0, segments: int = 0
) -> Iterator[tuple[str, str]]:
    texts = list(kept)
    shares = []
    for name in MEASURES:
        found, total = (sum(column) for column in zip(*(text[name] for text in texts), strict=True))
        shares.append(f"{name} {_percent(found, total)} of {total}")
    whole = sum(all(found == total for found, total in text.values()) for text in texts)
    yield f"{what}, kept", ", ".join(shares)
    yield f"{what}, texts without any damage", f"{whole} of {len(texts)}"
    if segments:
        yield f"{what}, segments left in the source", f"{_percent(left, segments)} of {segments}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def _chrf(ask: Translate, sentences: Sequence[tuple[str, str]]) -> str:
    from sacrebleu.metrics.chrf import CHRF

    answers = ask([source for source, _reference in sentences])
    score = CHRF().corpus_score(answers, [[reference for _source, reference in sentences]])
    return f"{score.score:.2f}"
