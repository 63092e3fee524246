"""What every engine promises, proved over all of them."""

import threading
from operator import itemgetter

import pytest

from translation.engines.base import (
    Candidate,
    Effort,
    Engine,
    Pair,
    Segment,
    atom_character,
    atom_index,
)
from translation.engines.reference import ReferenceEngine
from translation.errors import PairUnsupported

SENTENCES = {
    "en": ["The printer does not work.", "Please restart the computer.", "Where is the file?"],
    "de": ["Der Drucker funktioniert nicht.", "Bitte neu starten.", "Wo ist die Datei?"],
    "es": ["La impresora no funciona.", "Reinicia el ordenador.", "¿Dónde está el archivo?"],
}
ENGINES = [
    ("echo", Pair("de", "en")),
    ("pseudo", Pair("de", "en")),
    ("argos", Pair("en", "de")),
    ("argos", Pair("de", "en")),
    ("apertium", Pair("en", "es")),
    ("apertium", Pair("es", "fr")),
    ("libretranslate", Pair("de", "en")),
]
Under = tuple[Engine, Pair]


@pytest.fixture(params=ENGINES, ids=lambda param: f"{param[0]}-{param[1].source}-{param[1].target}")
def under(request: pytest.FixtureRequest) -> Under:
    """An engine and a pair that it translates."""
    name, pair = request.param
    if name in ("argos", "apertium", "libretranslate"):
        engine = request.getfixturevalue(name)
    else:
        engine = ReferenceEngine(mode=name)
    if pair not in engine.pairs():
        pytest.skip(f"{name} has no {pair.source}-{pair.target} here")
    return engine, pair


def best(engine: Engine, pair: Pair, texts: list[str]) -> list[Candidate]:
    return [some[0] for some in engine.translate([Segment(text) for text in texts], pair)]


def test_each_segment_is_answered_in_its_place(under: Under) -> None:
    engine, pair = under
    texts = SENTENCES[pair.source]
    forwards, backwards = best(engine, pair, texts), best(engine, pair, texts[::-1])
    assert [one.text for one in forwards] == [one.text for one in backwards[::-1]]


def test_a_batch_says_what_single_calls_say(under: Under) -> None:
    engine, pair = under
    texts = SENTENCES[pair.source]
    single = [best(engine, pair, [text])[0].text for text in texts]
    assert [one.text for one in best(engine, pair, texts)] == single


def test_no_segments_give_no_answers(under: Under) -> None:
    engine, pair = under
    assert engine.translate([], pair) == []


def test_a_stream_answers_every_segment_once_with_the_same_candidates(under: Under) -> None:
    engine, pair = under
    segments = [Segment(text) for text in ["", *SENTENCES[pair.source], "7", "."]]
    streamed = [(number, list(some)) for number, some in engine.stream(segments, pair)]
    assert sorted(number for number, _some in streamed) == list(range(len(segments)))
    assert [some for _number, some in sorted(streamed, key=itemgetter(0))] == engine.translate(
        segments, pair
    )


def test_texts_without_words_come_back_without_words(under: Under) -> None:
    engine, pair = under
    for answer in best(engine, pair, ["", " ", "\n", " - ", "…"]):
        assert not any(letter.isalpha() for letter in answer.text)


@pytest.mark.parametrize(
    "text",
    [
        "日本語のテキスト",
        "مرحبا بالعالم",
        "עולם שלום",
        "😀👩‍👩‍👧 hi",
        "a\u0301 e\u0308 combining",
        "\ufeffbom \u200bzero \u00adsoft",
        "nul\0inside",
        "half \ud800 of a pair",
        "^lt$ \\ / <b> {x} @ [y] *star* #tag ~ % &amp;",
        "x" * 300,
    ],
)
def test_any_characters_are_survived(under: Under, text: str) -> None:
    engine, pair = under
    sentence = SENTENCES[pair.source][0]
    answers = best(engine, pair, [sentence, text, sentence])
    assert len(answers) == 3
    assert answers[0].text == answers[2].text


def test_white_space_around_a_segment_stays(under: Under) -> None:
    engine, pair = under
    answer = best(engine, pair, [f"  {SENTENCES[pair.source][0]}\n"])[0]
    assert answer.text.strip()
    assert answer.text.startswith("  ") or engine.alias == "reference"
    assert answer.text.endswith("\n") or engine.alias == "reference"


def test_every_effort_and_form_answers(under: Under) -> None:
    engine, pair = under
    segment = Segment(f"{SENTENCES[pair.source][0][:-1]} {atom_character(0)}.", ("a_b.py",))
    for effort in Effort:
        for form in range(engine.forms(pair)):
            assert engine.translate([segment], pair, effort=effort, form=form)[0]


def test_atoms_come_back_or_are_seen_to_be_lost(under: Under) -> None:
    engine, pair = under
    text = SENTENCES[pair.source][0][:-1]
    segments = [
        Segment(f"{text} {atom_character(0)}.", ("config.yaml",)),
        Segment(f"{atom_character(0)}: {text} {atom_character(1)}.", ("E1001", "7")),
    ]
    for segment, candidates in zip(segments, engine.translate(segments, pair), strict=True):
        found = [letter for letter in candidates[0].text if atom_index(letter) is not None]
        leaked = [atom for atom in segment.atoms if len(atom) > 1 and atom in candidates[0].text]
        assert len(found) <= len(segment.atoms) + 1
        assert not leaked, "an atom came back as ordinary text"


def test_markup_is_never_made_of_escaped_text(under: Under) -> None:
    engine, pair = under
    text = f"{SENTENCES[pair.source][0]} &lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;"
    answer = best(engine, pair, [text])[0].text
    assert "<" not in answer
    assert ">" not in answer


def test_long_input_is_answered_to_its_end(under: Under) -> None:
    engine, pair = under
    text = " ".join(SENTENCES[pair.source] * 30)
    answer = best(engine, pair, [text])[0].text
    assert len(answer) > len(text) // 2


def test_scores_and_shares_are_in_their_ranges(under: Under) -> None:
    engine, pair = under
    for answer in best(engine, pair, SENTENCES[pair.source]):
        assert answer.score is None or answer.score <= 0
        assert 0 <= answer.unknown_share <= 1
        assert answer.tokens >= 0


def test_alignment_stays_within_both_texts(under: Under) -> None:
    engine, pair = under
    source = f" {SENTENCES[pair.source][0]} {atom_character(0)} ß 日 "
    answer = engine.translate([Segment(source, ("x_y",))], pair)[0][0]
    for span in answer.alignment or ():
        assert 0 <= span.source_start <= span.source_end <= len(source)
        assert 0 <= span.target_start <= span.target_end <= len(answer.text)


def test_an_unknown_pair_is_refused(under: Under) -> None:
    engine, _pair = under
    unknown = Pair("tlh", "qya")
    with pytest.raises(PairUnsupported):
        engine.translate([Segment("nuqneH")], unknown)


def test_the_fingerprint_is_stable_and_differs_between_pairs(under: Under) -> None:
    engine, pair = under
    prints = {engine.fingerprint(one) for one in engine.pairs()}
    assert engine.fingerprint(pair) == engine.fingerprint(pair)
    assert len(prints) == len(engine.pairs())


def test_threads_do_not_mix_their_answers(under: Under) -> None:
    engine, pair = under
    texts = SENTENCES[pair.source]
    expected = [one.text for one in best(engine, pair, texts)]
    seen: list[tuple[int, str]] = []

    def ask(number: int) -> None:
        seen.extend((number, one.text) for one in best(engine, pair, [texts[number]] * 3))

    threads = [threading.Thread(target=ask, args=(at % len(texts),)) for at in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 18
    assert all(text == expected[number] for number, text in seen)


def test_an_unloaded_engine_loads_again(under: Under) -> None:
    engine, pair = under
    before = best(engine, pair, SENTENCES[pair.source][:1])
    engine.unload()
    assert best(engine, pair, SENTENCES[pair.source][:1]) == before
