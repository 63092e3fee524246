"""The engine `libretranslate` against a real LibreTranslate server with local packages."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.services.libretranslate import libretranslate_server
from tests.services.servers import Missing
from translation.engines.base import Candidate, Effort, Pair, Segment, atom_character
from translation.engines.libretranslate import LibreTranslateEngine
from translation.errors import EngineUnavailable, PairUnsupported
from translation.pipeline.ladder import translate as climb
from translation.pipeline.plan import make_plan

pytestmark = pytest.mark.slow

DE_EN = Pair("de", "en")
SENTENCES = [
    "Der Drucker funktioniert nicht.",
    "Die Datei wurde nicht gefunden.",
    "Bitte starten Sie den Computer neu.",
]
"""The starter package translates them."""

POST = """\
# Der Drucker funktioniert nicht

Die Datei `src/main.py` wurde **nicht** gefunden. Siehe [die Seite](https://example.org/a_b?c=1).

* Bitte starten Sie den Computer neu, @anna.
* Die Zeichen &lt;script&gt; wurden nicht gefunden.

```python
print("Der Drucker")
```
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    try:
        with libretranslate_server(venv_cache=settings.DATA_DIR / "services") as url:
            yield url
    except Missing as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def engine(url: str) -> LibreTranslateEngine:
    return LibreTranslateEngine(urls=[url], first_wait_seconds=20)


def best(engine: LibreTranslateEngine, *texts: str) -> list[Candidate]:
    return [some[0] for some in engine.translate([Segment(text) for text in texts], DE_EN)]


def test_it_offers_what_is_installed(engine: LibreTranslateEngine) -> None:
    assert engine.pairs() == {DE_EN, Pair("en", "de")}


def test_it_translates(engine: LibreTranslateEngine) -> None:
    found = best(engine, SENTENCES[0])[0]
    assert "printer" in found.text
    assert found.score is None
    assert found.alignment is None


def test_each_segment_is_answered_in_its_place(engine: LibreTranslateEngine) -> None:
    assert best(engine, *SENTENCES) == best(engine, *SENTENCES[::-1])[::-1]


def test_many_segments_take_several_requests(engine: LibreTranslateEngine) -> None:
    assert len(best(engine, *(f"Die Datei {number} fehlt." for number in range(100)))) == 100


def test_more_effort_gives_more_candidates(engine: LibreTranslateEngine) -> None:
    found = engine.translate([Segment(SENTENCES[0])], DE_EN, effort=Effort.BEAM)[0]
    assert len({candidate.text for candidate in found}) == len(found) > 1


def test_atoms_come_back(engine: LibreTranslateEngine) -> None:
    segment = Segment(f"Die Datei {atom_character(0)} wurde nicht gefunden.", ("a_b.py",))
    assert atom_character(0) in engine.translate([segment], DE_EN)[0][0].text


def test_escaped_markup_stays_escaped(engine: LibreTranslateEngine) -> None:
    found = best(engine, f"{SENTENCES[0]} &lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;")[0]
    assert "<" not in found.text


@pytest.mark.parametrize("text", ["nul\0inside", "half \ud800 of it", "日本語", "x" * 300, " ", ""])
def test_any_characters_are_survived(engine: LibreTranslateEngine, text: str) -> None:
    found = best(engine, SENTENCES[0], text, SENTENCES[1])
    assert [found[0], found[2]] == best(engine, SENTENCES[0], SENTENCES[1])


def test_an_unknown_pair_is_refused(engine: LibreTranslateEngine) -> None:
    with pytest.raises(PairUnsupported):
        engine.translate([Segment("Bonjour.")], Pair("fr", "en"))


def test_a_post_in_markdown_arrives_whole(engine: LibreTranslateEngine) -> None:
    plan = make_plan(POST, "markdown", "de", "en")
    html = plan.assemble(climb(plan.segments, engine=engine, pair=DE_EN)).html
    assert "printer" in html
    assert '<a href="https://example.org/a_b?c=1"' in html
    assert "<code>src/main.py</code>" in html
    assert "<script>" not in html
    assert 'print("Der Drucker")' in html


def test_a_server_that_asks_for_a_key_denies_us_without_one() -> None:
    options = ["--api-keys", "--require-api-key-origin", "nowhere"]
    venv_cache = settings.DATA_DIR / "services"
    with libretranslate_server(venv_cache=venv_cache, options=options) as url:
        engine = LibreTranslateEngine(urls=[url], first_wait_seconds=20, api_key="no key of his")
        with pytest.raises(EngineUnavailable) as caught:
            best(engine, SENTENCES[0])
    assert "no key of his" not in f"{caught.value} {caught.value.__cause__}"
