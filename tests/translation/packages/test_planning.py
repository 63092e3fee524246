"""What the language set-up decides in which situation."""

from dataclasses import replace

import pytest

from translation.engines.base import Pair
from translation.packages.index import Offer
from translation.packages.planning import Apt, Plan, Situation, plan

FRESH = Situation(
    offered=("en", "de", "es"),
    installed={},
    apertium_missing=("apertium-eng-spa",),
    apt=True,
    root=True,
)
ALL = {Pair("en", "de"), Pair("de", "en"), Pair("en", "es"), Pair("es", "en")}
OFFERS = tuple(
    Offer(pair, f"{pair.source}_{pair.target}", "1.9", urls=("https://x",)) for pair in sorted(ALL)
)
SILENT = replace(FRESH, asked=True)


def test_a_fresh_installation_asks_the_index() -> None:
    assert plan(FRESH) == Plan(ask_index=True)


def test_what_the_index_offers_is_installed_in_the_order_of_languages() -> None:
    decided = plan(replace(FRESH, asked=True, offers=OFFERS))
    assert [offer.code for offer in decided.install] == ["en_de", "de_en", "en_es", "es_en"]
    assert decided.apt is Apt.NOTHING


def test_only_what_is_missing_is_installed() -> None:
    installed = dict.fromkeys(ALL - {Pair("es", "en")}, "1.0")
    decided = plan(replace(FRESH, installed=installed, asked=True, offers=OFFERS))
    assert [offer.code for offer in decided.install] == ["es_en"]


def test_a_complete_installation_does_nothing() -> None:
    assert plan(replace(FRESH, installed=dict.fromkeys(ALL, "1.9"))) == Plan()


def test_an_index_that_served_lately_is_left_alone() -> None:
    assert plan(replace(FRESH, index_served=True)) == Plan()


def test_an_index_that_was_silent_lately_is_not_asked() -> None:
    assert not plan(replace(FRESH, index_silent=True)).ask_index


@pytest.mark.parametrize(
    ("situation", "apt"),
    [
        (SILENT, Apt.INSTALL),
        (replace(SILENT, terminal=True), Apt.ASK),
        (replace(SILENT, root=False), Apt.PRINT),
        (replace(SILENT, root=False, terminal=True), Apt.PRINT),
        (replace(SILENT, root=False, terminal=True, sudo=True), Apt.ASK),
        (replace(SILENT, root=False, sudo=True), Apt.PRINT),
        (replace(SILENT, apt=False), Apt.NOTHING),
        (replace(SILENT, apertium_missing=()), Apt.NOTHING),
        (replace(SILENT, terminal=True, apt_refused=True), Apt.NOTHING),
        (replace(SILENT, apt_failed=True), Apt.NOTHING),
    ],
)
def test_system_packages_without_an_index(situation: Situation, apt: Apt) -> None:
    decided = plan(situation)
    assert decided.apt is apt
    assert decided.system_packages == (() if apt is Apt.NOTHING else ("apertium-eng-spa",))
