"""Whether a first post looks like spam: named signals, each of some weight. Pure.

Spam wants to lead somewhere. What holds no link to elsewhere, no address and no number sells
nothing, and none of these signals looks at it. No signal by itself holds a post back but a link
to a place that the community knows; no language weighs anything. Numbers that depend on how much
a sign says are counted in key strokes, so that Japanese is not "too short" nor "too fast".
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from forum.hosts import plain_host
from forum.scripts import share_of_others
from translation.masking import mail_addresses, phone_numbers


class Signal(StrEnum):
    """What was noticed."""

    KNOWN_HOST = "known_host"
    MOSTLY_LINKS = "mostly_links"
    MANY_LINKS = "many_links"
    CONTACT = "contact"
    REPEATED = "repeated"
    COPIED = "copied"
    OTHER_SCRIPT = "other_script"
    FAST = "fast"
    SERVICE = "service"
    LISTED_WORD = "listed_word"


WEIGHTS = {
    Signal.KNOWN_HOST: 3,
    Signal.MOSTLY_LINKS: 1,
    Signal.MANY_LINKS: 1,
    Signal.CONTACT: 1,
    Signal.REPEATED: 2,
    Signal.COPIED: 2,
    Signal.OTHER_SCRIPT: 1,
    Signal.FAST: 1,
    Signal.SERVICE: 3,
    Signal.LISTED_WORD: 2,
}
ENOUGH = 2
"""So much weight holds a post back: two small signals, or one that is no accident."""

STROKES_PER_LINK = 60
"""About ten words: who has something to say beside a link says so much."""
LINKS_FEW = 1
LETTERS_MIN = 20
FOREIGN_SHARE = 0.5
STROKES_A_SECOND = 15
"""180 words a minute; hardly anybody types so fast for long (Dhakal et al. 2018: 52 on average)."""
HEAD_START_SECONDS = 20
"""What was typed before the first pause, when the draft was first kept."""
SHINGLE = 5
SHINGLES_MIN = 30
SHINGLED_CHARS = 4000
"""So much of a text is compared: spam says what it wants at once."""
ALIKE = 0.8
MESSENGERS = frozenset(
    "api.whatsapp.com chat.whatsapp.com discord.gg line.me m.me signal.me t.me telegram.me "
    "wa.me".split()
)
"""Hosts behind which a person waits: an address like any other."""

_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DENSE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a post about to be published. `source` is Markdown, with the title above
    it; `links` are the addresses it leads to outside of here. `seconds` is how long it was written
    on, where that is known. `own` are other texts of its author, `others` those of others nearby;
    `known_hosts` those the community wants no links to."""

    source: str
    links: tuple[str, ...] = ()
    language: str = "und"
    seconds: float | None = None
    own: Collection[str] = ()
    others: Collection[str] = ()
    known_hosts: Collection[str] = ()


def signals_in(draft: Draft) -> list[Signal]:
    """What is to be noticed, in the order of `Signal`."""
    if not leads_somewhere(draft.source, draft.links):
        return []
    return [signal for signal in Signal if signal in set(_noticed(draft))]


def weight_of(signals: Collection[str]) -> int:
    """What signals weigh together; codes of versions to come weigh nothing."""
    return sum(WEIGHTS[Signal(code)] for code in signals if code in WEIGHTS)


def leads_somewhere(source: str, links: Collection[str]) -> bool:
    """True where a text offers a way to somebody or something elsewhere."""
    return bool(links) or _has_contact(own_words(source))


def ways_out(source: str, links: Collection[str]) -> frozenset[str]:
    """Where a text leads: links, addresses and numbers."""
    return frozenset([*links, *_contacts(own_words(source))])


def plain_links(text: str) -> tuple[str, ...]:
    """The links that a text without any markup names."""
    return tuple(dict.fromkeys(_URL.findall(text)))


def own_words(source: str) -> str:
    """A text without what it quotes, and without code."""
    for left_out in (_FENCED, _QUOTED, _CODE):
        source = left_out.sub(" ", source)
    return source


def is_known(host: str, known: Collection[str]) -> bool:
    """True where `host` or a domain above it is among the known ones."""
    return any(name in known for name in with_parents(host))


def with_parents(host: str) -> list[str]:
    """A host and all domains above it: ``a.b.c``, ``b.c``, ``c``."""
    parts = host.split(".")
    return [".".join(parts[start:]) for start in range(len(parts))]


def strokes(text: str) -> int:
    """How many keys it takes to write something: about three for a Chinese, Japanese or Korean
    sign, which says about as much as three letters."""
    return len(text) + 2 * len(_DENSE.findall(text))


def alike(one: str, other: str) -> bool:
    """True where the shorter of two texts stands nearly whole in the longer one. What is short is
    said by many: it is like nothing."""
    ours, theirs = _shingles(one), _shingles(other)
    fewer = min(len(ours), len(theirs))
    return fewer >= SHINGLES_MIN and len(ours & theirs) >= ALIKE * fewer


def _noticed(draft: Draft) -> Iterator[Signal]:
    words = _URL.sub(" ", own_words(draft.source))
    hosts = {plain_host(link) for link in draft.links}
    if any(is_known(host, draft.known_hosts) for host in hosts):
        yield Signal.KNOWN_HOST
    if strokes("".join(words.split())) < STROKES_PER_LINK * len(draft.links):
        yield Signal.MOSTLY_LINKS
    if len(draft.links) > LINKS_FEW:
        yield Signal.MANY_LINKS
    if _has_contact(own_words(draft.source)) or not hosts.isdisjoint(MESSENGERS):
        yield Signal.CONTACT
    yield from _as_others(draft, words)
    letters, foreign = share_of_others(words, draft.language)
    if letters >= LETTERS_MIN and foreign > FOREIGN_SHARE:
        yield Signal.OTHER_SCRIPT
    if draft.seconds is not None and _is_fast(words, draft.seconds):
        yield Signal.FAST


def _as_others(draft: Draft, words: str) -> Iterator[Signal]:
    if any(alike(words, own_words(text)) for text in draft.own):
        yield Signal.REPEATED
    if any(alike(words, own_words(text)) for text in draft.others):
        yield Signal.COPIED


def _has_contact(words: str) -> bool:
    return any(True for _contact in _contacts(words))


def _contacts(words: str) -> Iterator[str]:
    for detect in (mail_addresses, phone_numbers):
        yield from (words[start:end] for start, end, _kind in detect(words))


def _is_fast(words: str, seconds: float) -> bool:
    return strokes(words) > STROKES_A_SECOND * (max(seconds, 0) + HEAD_START_SECONDS)


def _shingles(text: str) -> frozenset[str]:
    plain = "".join(sign for sign in text.casefold() if sign.isalnum())[:SHINGLED_CHARS]
    return frozenset(plain[at : at + SHINGLE] for at in range(len(plain) - SHINGLE + 1))
