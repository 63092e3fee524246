"""Which terms are found in a text, and what they must become."""

import pytest

from translation.engines.base import RequiredTerm
from translation.pipeline import make_plan
from translation.pipeline.glossary import NO_GLOSSARY, Entry, Glossary


def glossary(*entries: Entry, source: str = "de", target: str = "en") -> Glossary:
    return Glossary(entries, source_language=source, target_language=target)


def found(text: str, *entries: Entry, source: str = "de") -> list[str]:
    return [term.source for term in glossary(*entries, source=source).terms_in(text)]


def test_a_term_is_what_stands_in_the_text_and_what_the_entry_says() -> None:
    terms = glossary(Entry("Einstellung", "setting")).terms_in("Wo sind die Einstellungen?")
    assert terms == (RequiredTerm("Einstellungen", "setting"),)


@pytest.mark.parametrize(
    ("language", "entry", "text", "expected"),
    [
        ("de", "Haus", "In den Häusern ist kein Netz.", "Häusern"),
        ("en", "hard drive", "Both hard drives are full.", "hard drives"),
        ("fr", "réseau", "Les réseaux sont lents.", "réseaux"),
        ("ru", "роутер", "Что с роутерами?", "роутерами"),
        ("ko", "라우터", "라우터를 다시 시작하세요.", "라우터를"),
        ("hi", "किताब", "मेरी किताबें कहाँ हैं?", "किताबें"),
        ("vi", "mạng", "Không có mạng.", "mạng"),
    ],
)
def test_inflected_forms_are_found(language: str, entry: str, text: str, expected: str) -> None:
    assert found(text, Entry(entry, "x"), source=language) == [expected]


@pytest.mark.parametrize(
    ("language", "entry", "text"),
    [
        ("zh-Hans", "路由器", "我的路由器坏了。"),
        ("ja", "ルーター", "新しいルーターが動きません。"),
        ("th", "เราเตอร์", "ฉันรีสตาร์ทเราเตอร์แล้ว"),
    ],
)
def test_scripts_without_blanks_need_no_borders(language: str, entry: str, text: str) -> None:
    assert found(text, Entry(entry, "router"), source=language) == [entry]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("Netz", "Das Netzteil ist kaputt."),
        ("C++", "Ich lerne C."),
        ("Wi-Fi", "Wi und Fi"),
        ("Einstellung", "Kann ich das einstellen?"),
        ("Organ", "Organisationen helfen."),
        ("Router", "Mein Rooter."),
        ("Fenster offen", "Fenster"),
    ],
)
def test_other_words_are_not_found(entry: str, text: str) -> None:
    assert found(text, Entry(entry, "x")) == []


def test_signs_belong_to_a_term() -> None:
    assert found("Ich lerne C++.", Entry("C++", None)) == ["C++"]


def test_the_longest_entry_wins_and_nothing_overlaps() -> None:
    entries = (Entry("Festplatte", "disk"), Entry("externe Festplatte", "external drive"))
    assert found("Die externe Festplatte und die Festplatte.", *entries) == [
        *("externe Festplatte", "Festplatte"),
    ]


def test_a_literal_match_wins_over_an_inflected_one() -> None:
    terms = glossary(Entry("Konto", "account"), Entry("Konten", "ledger")).terms_in("Konten")
    assert terms[0].target == "ledger"


def test_case_counts_only_where_the_entry_says_so() -> None:
    assert found("Das word in Word.", Entry("Word", None, case_sensitive=True)) == ["Word"]
    assert found("Das word.", Entry("Word", "Word")) == ["word"]


def test_a_name_stays_as_it_was_written() -> None:
    terms = glossary(Entry("Lingora", None)).terms_in("lingora")
    assert terms == (RequiredTerm("lingora", "lingora", exact=True),)


def test_an_inflected_name_becomes_the_name() -> None:
    terms = glossary(Entry("Lingora", None), source="en", target="de").terms_in("Lingoras")
    assert terms == (RequiredTerm("Lingoras", "Lingora", exact=True),)


def test_a_term_that_stands_twice_is_required_once() -> None:
    assert found("Netz und Netz", Entry("Netz", "network")) == ["Netz"]


def test_an_empty_entry_matches_nothing() -> None:
    assert found("Ein Satz.", Entry("  ", "x")) == []


def test_no_glossary_asks_for_nothing() -> None:
    assert NO_GLOSSARY.terms_in("Ein Satz.") == ()


def test_segments_of_a_plan_carry_their_own_terms() -> None:
    own = glossary(Entry("Netz", "network"), Entry("Kabel", "cable"))
    plan = make_plan("Kein Netz hier. Das Kabel fehlt.", "plain", "de", "en", own)
    assert [[term.target for term in s.terms] for s in plan.segments] == [["network"], ["cable"]]


def test_matching_does_not_see_into_atoms() -> None:
    own = glossary(Entry("Netz", "network"))
    plan = make_plan("Starte `Netz` neu.", "markdown", "de", "en", own)
    assert plan.segments[0].terms == ()


def test_segments_with_terms_can_be_keys() -> None:
    plan = make_plan("Kein Netz.", "plain", "de", "en", glossary(Entry("Netz", "network")))
    assert len({*plan.segments, *plan.segments}) == 1


def test_thousands_of_terms_that_begin_alike_are_told_apart_in_a_long_text() -> None:
    entries = [Entry(f"der Port {number}", f"port {number}") for number in range(5000)]
    text = "Was macht der Router? " * 2000 + "Und der Port 4711?"
    assert found(text, *entries) == ["der Port 4711"]
