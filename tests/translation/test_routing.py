import pytest

from core.errors import LingoraError
from tests.translation.scripted import backend
from translation.routing import (
    best_route,
    engines as running,
    pairs_available,
    routes,
    target_codes,
)


def test_a_direct_route_comes_before_a_pivot(engines):
    engines("a", a=backend(routes=("de>en", "en>es", "de>es")))
    assert [route.languages for route in routes("de", "es")] == [
        ["de", "es"],
        ["de", "en", "es"],
    ]


def test_without_a_direct_route_english_is_the_pivot(engines):
    engines("a", "b", a=backend(routes=("de>en",)), b=backend(routes=("en>es",)))
    assert best_route("de", "es").label == "a de_en > b en_es"


def test_engines_are_tried_in_their_order(engines):
    engines("b", "a", a=backend(), b=backend())
    assert best_route("de", "en").hops[0].engine.alias == "b"


def test_an_experimental_engine_gives_way_to_any_other(engines):
    engines("poor", "good", poor=backend(poor=True), good=backend())
    route = best_route("de", "en")
    assert (route.hops[0].engine.alias, route.experimental) == ("good", False)


def test_a_rule_for_a_pair_changes_the_order(engines, settings):
    engines("a", "b", a=backend(), b=backend())
    settings.TRANSLATION_ENGINES_BY_PAIR = "de-en=b,a"
    assert [route.label for route in routes("de", "en")] == ["b de_en", "a de_en"]


def test_an_engine_that_a_rule_leaves_out_is_not_tried(engines, settings):
    engines("a", "b", a=backend(), b=backend())
    settings.TRANSLATION_ENGINES_BY_PAIR = "de-*=b"
    assert [route.label for route in routes("de", "en")] == ["b de_en"]


def test_an_engine_may_serve_only_the_pairs_of_a_rule(engines, settings):
    both = ("de>en", "en>de")
    engines("a", a=backend(routes=both), b=backend(routes=both))
    settings.TRANSLATION_ENGINES_BY_PAIR = "de-en=b"
    assert [route.label for route in routes("de", "en")] == ["b de_en"]
    assert [route.label for route in routes("en", "de")] == ["a en_de"]


def test_a_rule_counts_more_than_what_is_experimental(engines, settings):
    engines("poor", "good", poor=backend(poor=True), good=backend())
    settings.TRANSLATION_ENGINES_BY_PAIR = "de-en=poor,good"
    assert best_route("de", "en").label == "poor de_en"


def test_direct_routes_come_before_pivots_whatever_a_rule_says(engines, settings):
    engines("a", "b", a=backend(routes=("de>en", "en>es")), b=backend(routes=("de>es",)))
    settings.TRANSLATION_ENGINES_BY_PAIR = "de-es=a,b; *-*=a"
    assert [route.label for route in routes("de", "es")] == ["b de_es", "a de_en > a en_es"]


def test_a_general_target_serves_its_regional_readers(engines):
    engines("a", a=backend(routes=("es>pt",)))
    assert best_route("es", "pt-BR").languages == ["es", "pt"]
    assert target_codes("pt-BR") == ["pt-BR", "pt"]


def test_a_regional_source_uses_the_engine_of_the_general_language(engines):
    engines("a", a=backend(routes=("pt>es",)))
    assert best_route("pt-BR", "es").languages == ["pt", "es"]


def test_no_engine_means_no_route(engines):
    engines("a", a=backend(routes=("de>en",)))
    assert best_route("pl", "ar") is None


def test_a_language_needs_no_route_into_itself(engines):
    engines("a", a=backend(routes=("pt>pt-BR",)))
    assert routes("pt", "pt-BR") == []


def test_the_fingerprint_of_a_route_changes_with_its_engine(engines):
    engines("a", a=backend())
    before = best_route("de", "en").fingerprint
    running()[0].version = "2"
    assert best_route("de", "en").fingerprint != before


def test_all_engines_together_offer_all_their_pairs(engines):
    engines("a", "b", a=backend(routes=("de>en",)), b=backend(routes=("en>es",)))
    assert {(pair.source, pair.target) for pair in pairs_available()} == {
        ("de", "en"),
        ("en", "es"),
    }


def test_an_unknown_engine_is_an_error_of_configuration(engines):
    engines("a", a={"BACKEND": "nowhere.Engine"})
    with pytest.raises(Exception, match="nowhere") as caught:
        best_route("de", "en")
    assert not isinstance(caught.value, LingoraError)
