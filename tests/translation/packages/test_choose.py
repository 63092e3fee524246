"""Which packages connect some languages."""

from itertools import permutations

from translation.engines.base import Pair
from translation.packages.choose import choose
from translation.packages.index import Offer


def offers(*codes: str, version: str = "1.9") -> list[Offer]:
    return [Offer(Pair(*code.split("_")), code, version, urls=("https://x",)) for code in codes]


def both_ways(*codes: str) -> list[Offer]:
    return offers(*(f"{a}_{b}" for code in codes for a, b in permutations(("en", code))))


def pairs(chosen: tuple[Offer, ...]) -> list[str]:
    return [offer.code for offer in chosen]


def test_languages_are_connected_through_english() -> None:
    chosen = choose(["de", "fr"], both_ways("de", "fr", "ja"), {})
    assert pairs(chosen.install) == ["en_de", "de_en", "en_fr", "fr_en"]


def test_english_alone_needs_nothing() -> None:
    assert choose(["en"], both_ways("de"), {}).install == ()


def test_a_region_is_served_by_its_general_form() -> None:
    chosen = choose(["pt-BR"], both_ways("pt"), {})
    assert pairs(chosen.install) == ["en_pt", "pt_en"]


def test_a_region_with_packages_of_its_own_gets_them() -> None:
    chosen = choose(["pt-BR"], both_ways("pt", "pt-BR"), {})
    assert pairs(chosen.install) == ["en_pt-BR", "pt-BR_en"]


def test_without_english_direct_packages_connect() -> None:
    assert pairs(choose(["ca", "es"], offers("ca_es", "es_ca"), {}).install) == ["ca_es", "es_ca"]


def test_what_nothing_connects_is_named() -> None:
    assert choose(["de", "mi"], both_ways("de"), {}).unconnected == ("mi",)


def test_what_is_installed_stays() -> None:
    chosen = choose(["de"], both_ways("de"), {Pair("en", "de"): "1.9"})
    assert pairs(chosen.install) == ["de_en"]
    assert pairs(chosen.present) == ["en_de"]


def test_a_newer_version_is_installed() -> None:
    chosen = choose(["de"], offers("en_de", version="1.10"), {Pair("en", "de"): "1.9"})
    assert pairs(chosen.install) == ["en_de"]
