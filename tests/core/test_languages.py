import pytest

from core import languages
from core.languages import InvalidLanguage


@pytest.mark.parametrize(
    ("spelled", "canonical"),
    [
        ("de", "de"),
        ("pt_br", "pt-BR"),
        ("PT-br", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("zh-tw", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("iw", "he"),
        ("no", "nb"),
    ],
)
def test_every_spelling_of_a_language_has_one_canonical_form(spelled, canonical):
    assert languages.canonical(spelled) == canonical


@pytest.mark.parametrize("tag", ["", "x", "deutsch", "qq", "../etc", "de-", "en\x00", "e" * 40])
def test_what_is_no_language_is_refused(tag):
    with pytest.raises(InvalidLanguage):
        languages.canonical(tag)


def test_a_language_has_the_direction_of_its_script():
    assert [languages.direction(tag) for tag in ("ar", "he", "de", "ja", "und")] == [
        "rtl",
        "rtl",
        "ltr",
        "ltr",
        "ltr",
    ]


def test_native_names_begin_with_a_capital():
    assert [languages.get(tag).native_name for tag in ("de", "es", "fr")] == [
        "Deutsch",
        "Español",
        "Français",
    ]


def test_a_language_is_named_in_another_language():
    assert languages.get("de").name_in("es") == "alemán"


def test_the_fallback_chain_goes_from_special_to_general():
    assert languages.fallback_chain("zh-Hant-TW") == ("zh-Hant-TW", "zh-Hant", "zh")


@pytest.mark.parametrize(
    ("have", "wanted", "serves"),
    [
        ("pt", "pt-BR", True),
        ("pt-BR", "pt", True),
        ("pt-PT", "pt-BR", False),
        ("zh-Hans", "zh-Hant", False),
        ("de", "en", False),
        ("de-AT", "de", True),
    ],
)
def test_a_text_serves_readers_of_the_same_language_and_script(have, wanted, serves):
    assert languages.serves(have, wanted) is serves


@pytest.mark.parametrize(
    ("header", "best"),
    [
        ("de-AT,de;q=0.9,en;q=0.5", "de"),
        ("pt-PT", "pt"),
        ("xx,fr;q=0.2", "fr"),
        ("", None),
        ("en;q=0", None),
        (";;;q=,", None),
    ],
)
def test_accept_language_chooses_the_most_wanted_offered_language(header, best):
    assert languages.best_match(header, ["en", "de", "fr", "pt"]) == best


def test_within_a_block_the_reading_language_is_another():
    before = languages.current()
    with languages.using("ar"):
        assert languages.current() == "ar"
    assert languages.current() == before
