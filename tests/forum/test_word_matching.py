"""Listed words are found whole, in every form, in every script."""

import pytest

from forum.word_matching import Entry, key_of, matches


def said(text, word, *, language="en", listed_in=None):
    entry = Entry(word, language if listed_in is None else listed_in, "block")
    return [one.said for one in matches(text, [language], [entry])]


def test_a_word_is_found_whole():
    assert said("You scoundrel!", "scoundrel") == ["scoundrel"]
    assert said("Scunthorpe and class", "thorpe") == []
    assert said("a class", "ass") == []


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("Alle Betrüger hier", "Betrüger", "de"),
        ("Was für Schurken!", "Schurke", "de"),
        ("these scoundrels", "scoundrel", "en"),
        ("Какие негодяи", "негодяй", "ru"),
        ("이 사기꾼은 나빠요", "사기꾼", "ko"),
    ],
)
def test_inflected_forms_are_found(text, word, language):
    assert said(text, word, language=language)


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("你是骗子吗", "骗子", "zh-Hans"),
        ("この詐欺師め", "詐欺師", "ja"),
        ("เขาเป็นคนโกงมาก", "คนโกง", "th"),
    ],
)
def test_scripts_without_blanks_need_no_borders(text, word, language):
    assert said(text, word, language=language) == [word]


def test_a_phrase_is_found_whatever_blanks_stand_in_it():
    assert said("Buy   cheap\nwatches now", "cheap watches") == ["cheap\nwatches"]
    assert said("cheap old watches", "cheap watches") == []


@pytest.mark.parametrize(
    "text", ["sco\u200bundrel", "SCOUNDREL", "ｓｃｏｕｎｄｒｅｌ", "sco\u00adundrel"]
)
def test_no_trick_of_characters_helps(text):
    assert said(text, "scoundrel") == [text]


def test_a_word_counts_in_its_language_or_in_all():
    assert said("Das ist dick", "dick", language="de", listed_in="en") == []
    assert said("Das ist dick", "dick", language="de", listed_in="") == ["dick"]
    assert said("Que pendejo", "pendejo", language="es-MX", listed_in="es") == ["pendejo"]


def test_signs_of_patterns_mean_themselves():
    assert said("anything at all", ".*") == []
    assert said("see (.*) here", "(.*)") == ["(.*)"]


def test_forms_of_one_word_are_one_entry():
    assert key_of("Scoundrels", "en") == key_of(" scoundrel ", "en")


def test_entries_that_begin_alike_are_followed_together():
    """Each by itself would take a minute."""
    entries = [Entry(f"a b{number}", "", "block") for number in range(5000)]
    assert [one.said for one in matches("a " * 2500 + "b7", ["en"], entries)] == ["a b7"]
