"""Decides what the language set-up does, from a description of the situation; touches nothing.

First the Argos index: when it answers, what connects the offered languages is installed. When it
does not, the starter packages remain, and Apertium's pairs on Debian and Ubuntu.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from translation.engines.base import Pair
from translation.packages.choose import choose
from translation.packages.index import Offer


class Apt(Enum):
    """What to do about system packages."""

    NOTHING = "nothing"
    ASK = "ask"
    INSTALL = "install"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the decision depends on.

    `offers` is None where the index was not asked or did not answer; `asked` tells which.
    `index_served` and `index_silent` are memories of a recent start.
    """

    offered: tuple[str, ...]
    installed: Mapping[Pair, str]
    asked: bool = False
    offers: tuple[Offer, ...] | None = None
    index_served: bool = False
    index_silent: bool = False
    apertium_missing: tuple[str, ...] = ()
    apt: bool = False
    apt_refused: bool = False
    apt_failed: bool = False
    root: bool = False
    terminal: bool = False
    sudo: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do next. `ask_index` comes first; then the plan is made again."""

    ask_index: bool = False
    install: tuple[Offer, ...] = ()
    apt: Apt = Apt.NOTHING
    system_packages: tuple[str, ...] = ()


def plan(situation: Situation) -> Plan:
    """The decision; touches nothing."""
    if situation.offers is not None:
        chosen = choose(situation.offered, situation.offers, situation.installed)
        missing = [one for one in chosen.install if one.pair not in situation.installed]
        return Plan(install=tuple(missing))
    if situation.index_served or _is_complete(situation):
        return Plan()
    if not (situation.asked or situation.index_silent):
        return Plan(ask_index=True)
    how = _about_system_packages(situation)
    packages = situation.apertium_missing if how is not Apt.NOTHING else ()
    return Plan(apt=how, system_packages=packages)


def _is_complete(situation: Situation) -> bool:
    """True where every offered language goes into English and back by an installed package."""
    chosen = choose(situation.offered, (), situation.installed)
    pairs = set(situation.installed)
    both_ways = all(Pair(pair.target, pair.source) in pairs for pair in pairs)
    return both_ways and not chosen.unconnected


def _about_system_packages(situation: Situation) -> Apt:
    if not situation.apertium_missing or not situation.apt:
        return Apt.NOTHING
    if situation.apt_refused or situation.apt_failed:
        return Apt.NOTHING
    if situation.terminal and (situation.root or situation.sudo):
        return Apt.ASK
    return Apt.INSTALL if situation.root else Apt.PRINT
