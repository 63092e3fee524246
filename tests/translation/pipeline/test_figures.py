"""Numbers by value, however a language writes them."""

import pytest

from translation.pipeline import Outcome, make_plan
from translation.pipeline.figures import same_figures, value


@pytest.mark.parametrize(
    ("figure", "language", "number"),
    [
        ("1,234.5", "en", "1234.5"),
        ("1.234,5", "de", "1234.5"),
        ("1 234,5", "fr", "1234.5"),
        ("1\u202f234,5", "fr", "1234.5"),
        ("1'234.50", "de-CH", "1234.5"),
        ("12,34,567", "hi", "1234567"),
        ("1.234", "de", "1234"),
        ("1.234", "en", "1.234"),
        ("1,234", "en", "1234"),
        ("3,5", "de", "3.5"),
        ("3.5", "de", "3.5"),
        ("١٢٣٫٥", "ar", "123.5"),
        ("१२३", "hi", "123"),
        ("１２３", "ja", "123"),
        ("007", "en", "7"),
        ("1000000", "en", "1000000"),
        ("22.11.2026", "de", "22.11.2026"),
        ("1.2.3", "en", "1.2.3"),
    ],
)
def test_a_number_has_the_value_its_language_gives_it(
    figure: str, language: str, number: str
) -> None:
    assert value(figure, language) == number


@pytest.mark.parametrize(
    ("source", "source_language", "target", "target_language"),
    [
        ("It costs 1,234.50.", "en", "Es kostet 1.234,5.", "de"),
        ("It costs 1,234.50.", "en", "Es kostet 1,234.50.", "de"),
        ("Es waren 3 von 10.", "de", "Of 10 there were 3.", "en"),
        ("٣ من ١٠", "ar", "3 of 10", "en"),
        ("3月5日", "ja", "March 5", "en"),
        ("On March 5", "en", "3月5日", "zh"),
    ],
)
def test_texts_with_the_same_numbers_are_the_same(
    source: str, source_language: str, target: str, target_language: str
) -> None:
    assert same_figures(source, source_language, target, target_language)


@pytest.mark.parametrize(
    ("source", "target"),
    [("3 cats", "4 Katzen"), ("3 cats", "Katzen"), ("1,234 cats", "1,2 Katzen"), ("3", "3 3")],
)
def test_a_changed_lost_or_doubled_number_is_noticed(source: str, target: str) -> None:
    assert not same_figures(source, "en", target, "de")


def shown(source: str, outcome: Outcome) -> str:
    return make_plan(source, "markdown", "en", "de").assemble([outcome]).text


def test_a_translation_with_another_number_shows_the_source() -> None:
    assert shown("I have 3 cats.", Outcome("Ich habe 4 Katzen.")) == "I have 3 cats."


def test_a_translation_may_write_a_number_as_its_language_does() -> None:
    assert shown("About 1000 of 10.", Outcome("Von 10 etwa 1.000.")) == "Von 10 etwa 1.000."


def test_people_may_write_a_number_as_a_word() -> None:
    human = Outcome("Ich habe drei Katzen.", origin="human")
    assert shown("I have 3 cats.", human) == "Ich habe drei Katzen."


@pytest.mark.parametrize(
    "invented", ["https://evil.example", "www.evil.example", "@everyone", "me@evil.example"]
)
def test_a_machine_may_name_no_address_of_its_own(invented: str) -> None:
    assert shown("I have a cat.", Outcome(f"Eine Katze {invented}")) == "I have a cat."
