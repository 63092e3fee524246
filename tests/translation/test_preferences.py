"""Which engines are tried for a pair, as settings say it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from translation.checks import engines_exist
from translation.engines.base import Pair
from translation.preferences import Preferences, read_preferences

KNOWN = ("argos", "apertium", "libretranslate")


def preferences(by_pair: str) -> Preferences:
    return read_preferences(["argos", "apertium"], by_pair, known=KNOWN)


def test_without_rules_the_order_is_the_same_for_all_pairs() -> None:
    assert preferences("").order(Pair("de", "en")) == ("argos", "apertium")


def test_a_rule_replaces_the_order_for_its_pair() -> None:
    found = preferences("de-en=libretranslate,argos; ")
    assert found.order(Pair("de", "en")) == ("libretranslate", "argos")
    assert found.order(Pair("en", "de")) == ("argos", "apertium")


@pytest.mark.parametrize(
    ("pair", "alias"),
    [
        (Pair("de", "en"), "libretranslate"),
        (Pair("de", "fr"), "apertium"),
        (Pair("fr", "en"), "argos"),
        (Pair("fr", "it"), "libretranslate"),
    ],
)
def test_the_rule_that_names_most_of_a_pair_counts(pair: Pair, alias: str) -> None:
    rules = "*-*=libretranslate; *-en=argos; de-*=apertium; de-en=libretranslate"
    assert preferences(rules).order(pair) == (alias,)


@pytest.mark.parametrize(
    ("written", "pair"),
    [
        ("pt_br>en", Pair("pt-BR", "en")),
        ("pt-BR-en", Pair("pt-BR", "en")),
        ("en-zh-Hant", Pair("en", "zh-Hant")),
        ("zh-Hans > zh-Hant", Pair("zh-Hans", "zh-Hant")),
        ("iw-en", Pair("he", "en")),
    ],
)
def test_codes_are_read_as_people_write_them(written: str, pair: Pair) -> None:
    assert list(preferences(f"{written}=argos").by_pair) == [pair]


def test_engines_named_only_in_rules_are_used_too() -> None:
    assert preferences("de-en=libretranslate").aliases == list(KNOWN)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("de-en", "is not like"),
        ("de-en=", "is not like"),
        ("=argos", "no two languages"),
        ("de=argos", "no two languages"),
        ("qx-en=argos", "no two languages"),
        ("de-de=argos", "no two languages"),
        ("de-en=gogle", "no engine “gogle”"),
        ("de-en=argos;de>en=apertium", "second rule"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(rules: str, said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=said) as caught:
        preferences(rules)
    assert "TRANSLATION_ENGINES_BY_PAIR" in str(caught.value)


def test_a_start_with_unknown_engines_is_refused(settings) -> None:
    settings.TRANSLATION_ENGINES = ["argso"]
    assert ["argso" in error.msg for error in engines_exist()] == [True]


def test_a_start_with_wrong_rules_is_refused(settings) -> None:
    settings.TRANSLATION_ENGINES_BY_PAIR = "de-en=argso"
    assert ["argso" in error.msg for error in engines_exist()] == [True]


def test_a_start_as_delivered_is_fine() -> None:
    assert engines_exist() == []
