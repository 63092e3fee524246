"""Which words of a translation a mark covers, where attention is as noisy as it really is.

The alignments are those of a small model, as it gave them.
"""

import pytest

from translation.engines.base import AlignedSpan
from translation.pipeline.wordwise import best_stretch, words


def stretch(source: str, marked: str, target: str, *links: tuple[str, str]) -> str | None:
    """The target words of `marked`, with words aligned in the order in which they stand there."""
    spans, reached = [], 0
    for ours, theirs in links:
        start, reached = source.index(ours), target.index(theirs, reached)
        spans.append(AlignedSpan(start, start + len(ours), reached, reached + len(theirs)))
        reached += len(theirs)
    begin = source.index(marked)
    found = best_stretch(source, (begin, begin + len(marked)), target, spans)
    return target[found[0] : found[1]] if found else None


def test_what_looks_at_the_full_stop_says_nothing() -> None:
    found = stretch(
        *("then wait ten minutes.", "ten minutes", "dann warten Sie zehn Minuten."),
        *(("then", "dann warten Sie"), ("minute", "zeh"), ("minute", "Min"), (".", "uten.")),
    )
    assert found == "zehn Minuten"


def test_a_short_word_that_looks_at_an_article_is_left_out() -> None:
    found = stretch(
        *(
            "Can you send me the log file?",
            "the log file",
            "Kannst du mir die Protokolldatei senden?",
        ),
        *(("you", "Kannst du"), ("the", "mir"), ("log", "die Protokoll"), ("file", "datei")),
        ("?", "senden?"),
    )
    assert found == "Protokolldatei"


def test_a_short_word_with_a_meaning_stays() -> None:
    found = stretch(
        *("My old printer fails", "old printer", "Mein alter Drucker versagt"),
        *(("My", "Mein"), ("old", "alter"), ("printer", "Drucker"), ("fails", "versagt")),
    )
    assert found == "alter Drucker"


def test_a_word_that_both_texts_share_belongs_to_itself() -> None:
    found = stretch(
        *("Restart the Router now", "Router", "Jetzt den Router neu starten"),
        *(("now", "Jetzt"), ("the", "den"), ("Restart", "Router neu starten")),
    )
    assert found == "Router"


def test_the_end_of_a_word_that_looks_elsewhere_does_not_split_it() -> None:
    found = stretch(
        *("a known problem of it", "known problem", "ein bekanntes Problem davon"),
        *(
            ("a", "ein"),
            ("known", "bekannt"),
            ("of", "es"),
            ("problem", "Problem"),
            ("it", "davon"),
        ),
    )
    assert found == "bekanntes Problem"


def test_where_nothing_looks_into_the_mark_there_is_no_answer() -> None:
    assert stretch("never seen", "never", "nie gesehen", ("seen", "nie gesehen")) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's a test, no?", ["It's", "a", "test", "no"]),
        ("红房子 is red", ["红", "房", "子", "is", "red"]),
        ("中abc文", ["中", "abc", "文"]),
        ("¡Ñandú!", ["Ñandú"]),
        ("", []),
    ],
)
def test_words_of_all_scripts(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected
