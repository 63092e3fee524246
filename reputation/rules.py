"""What earns credit, and how much at most: the one table of rules.

Rows of the ledger carry the version of the rules they were written under, and are counted anew
under that version only: whoever changes a rule adds a version and leaves the earlier ones alone.
Points are whole numbers. A cap bounds what its codes come to together, without sign.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

VERSION = 1
"""The rules that new claims are made under."""


class Topic(StrEnum):
    """What is taken back together: a claim ends when its topic is withdrawn for its object."""

    ACCEPT = "accept"
    CONFIRM = "confirm"
    VOTE_UP = "vote_up"
    VOTE_DOWN = "vote_down"
    FIX = "fix"
    ABUSE = "abuse"
    MERGE = "merge"
    LASTING = "lasting"


PERSONAL = frozenset({Topic.CONFIRM, Topic.VOTE_UP, Topic.VOTE_DOWN})
"""Topics in which everybody takes back his own only."""


class Removal(StrEnum):
    """What becomes of a claim when its post is deleted."""

    STAYS = "stays"
    REVERSED = "reversed"  # unless the post stood long
    GIVEN_BACK = "given_back"  # whatever the post was


class Per(StrEnum):
    """What a cap counts apart."""

    OBJECT = "object"
    THREAD = "thread"
    GIVER = "giver"


DAY = timedelta(days=1)
"""As the length of a cap: the UTC day, not the last 24 hours."""
PAIR_TIME = timedelta(days=30)
STANDING = timedelta(0)
"""As the length of a cap: no time; it bounds what stands, so whatever is taken back frees it."""


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `points` over `codes`, counted apart by `per`, in `length`. `reason` is what a
    clipped row says."""

    reason: str
    points: int
    codes: frozenset[str]
    per: Per | None = None
    length: timedelta = STANDING


@dataclass(frozen=True, slots=True)
class Rule:
    """`points` are what one claim asks for (0: the caller says). Of a `quiet` rule nothing is
    booked when a cap leaves nothing. Rules that are not `available` have no event yet: they are
    declared, and refused."""

    points: int
    topic: Topic = Topic.LASTING
    caps: tuple[Cap, ...] = ()
    removal: Removal = Removal.STAYS
    quiet: bool = False
    available: bool = True


def _cap(reason: str, points: int, *codes: str, per: Per | None = None, days: int = 0) -> Cap:
    return Cap(reason, points, frozenset(codes), per, timedelta(days=days))


_DAY = _cap(
    "day_cap",
    200,
    *("solved_me_too", "answer_up", "guide_up", "question_up", "edit_ok"),
    *("translation_fix_ok", "term_ok", "local_note_ok", "flag_ok", "dup_ok"),
    days=1,
)
_PAIR = _cap(
    "pair_cap",
    60,
    *("answer_accepted", "solved_me_too", "answer_up", "guide_up", "question_up"),
    *("bridge_language", "bridge_country", "short_notice", "translation_fix_ok"),
    per=Per.GIVER,
    days=PAIR_TIME.days,
)
_FLAGS = _cap("flags_a_day", 10, "flag_ok", days=1)
_DUPLICATES = _cap("duplicates_a_day", 20, "dup_ok", days=1)


def _per_post(points: int, *codes: str) -> Cap:
    return _cap("post_cap", points, *codes, per=Per.OBJECT)


def _bridge(code: str) -> Rule:
    pair = _cap("bridge_pair", 15, code, per=Per.GIVER, days=PAIR_TIME.days)
    caps = (_cap("bridges_a_day", 50, code, days=1), pair, _PAIR)
    return Rule(5, Topic.ACCEPT, caps, Removal.REVERSED)


def _welcome(code: str, points: int, topic: Topic, *, available: bool = True) -> Rule:
    once = _cap("once", points, code)
    return Rule(points, topic, (once,), quiet=True, available=available)


_VERSION_1: dict[str, Rule] = {
    "answer_accepted": Rule(
        15,
        Topic.ACCEPT,
        (_cap("thread_cap", 15, "answer_accepted", per=Per.THREAD), _PAIR),
        Removal.REVERSED,
    ),
    "accept_given": Rule(
        2, Topic.ACCEPT, (_cap("accepts_a_day", 10, "accept_given", days=1),), Removal.REVERSED
    ),
    "solved_me_too": Rule(
        5, Topic.CONFIRM, (_per_post(50, "solved_me_too"), _PAIR, _DAY), Removal.REVERSED
    ),
    "answer_up": Rule(
        10, Topic.VOTE_UP, (_per_post(300, "answer_up"), _PAIR, _DAY), Removal.REVERSED
    ),
    "guide_up": Rule(
        10,
        Topic.VOTE_UP,
        (_per_post(300, "guide_up"), _PAIR, _DAY),
        Removal.REVERSED,
        available=False,
    ),
    "question_up": Rule(
        5, Topic.VOTE_UP, (_per_post(50, "question_up"), _PAIR, _DAY), Removal.REVERSED
    ),
    "post_down": Rule(-2, Topic.VOTE_DOWN, (_per_post(20, "post_down"),)),
    "down_cast": Rule(-1, Topic.VOTE_DOWN, removal=Removal.GIVEN_BACK),
    "edit_ok": Rule(2, caps=(_cap("lifetime_cap", 1000, "edit_ok"), _DAY), available=False),
    "translation_fix_ok": Rule(
        3, Topic.FIX, (_cap("fixes_a_day", 30, "translation_fix_ok", days=1), _PAIR, _DAY)
    ),
    "term_ok": Rule(5, caps=(_cap("terms_a_day", 25, "term_ok", days=1), _DAY)),
    "local_note_ok": Rule(
        8, caps=(_cap("notes_a_day", 40, "local_note_ok", days=1), _DAY), available=False
    ),
    "bridge_language": _bridge("bridge_language"),
    "bridge_country": _bridge("bridge_country"),
    "short_notice": Rule(
        5,
        Topic.ACCEPT,
        (_cap("short_notices_a_day", 50, "short_notice", days=1), _PAIR),
        Removal.REVERSED,
    ),
    "helper_rated": Rule(0, available=False),
    "handover_ok": Rule(
        3, caps=(_cap("handovers_a_day", 15, "handover_ok", days=1),), available=False
    ),
    "flag_ok": Rule(1, caps=(_FLAGS, _DAY)),
    "dup_ok": Rule(2, Topic.MERGE, (_DUPLICATES, _DAY)),
    "idea_planned": Rule(10, caps=(_per_post(10, "idea_planned"),), available=False),
    "idea_done": Rule(30, caps=(_per_post(30, "idea_done"),), available=False),
    "bounty": Rule(0, available=False),
    "endorsed": Rule(10, caps=(_per_post(10, "endorsed"),), available=False),
    "abuse_confirmed": Rule(-100, Topic.ABUSE, (_per_post(100, "abuse_confirmed"),)),
    "welcome_languages": _welcome("welcome_languages", 1, Topic.LASTING, available=False),
    "welcome_accept": _welcome("welcome_accept", 2, Topic.ACCEPT),
    "welcome_fix": _welcome("welcome_fix", 3, Topic.FIX),
}

VERSIONS: dict[int, dict[str, Rule]] = {1: _VERSION_1}


def rule(code: str, *, version: int = VERSION) -> Rule:
    """The rule of a code under a version. Raises KeyError for what no version knows."""
    return VERSIONS[version][code]


# What decides beside the points.

ACCEPT_HOLD = timedelta(days=7)
"""How long an accept is held that comes from an account younger than `NEW_ACCOUNT`, and how long
a vote of an unverified or new account waits at most."""
NEW_ACCOUNT = timedelta(hours=48)
SHORT_NOTICE = timedelta(minutes=60)
BRIDGE_MIN_CHARS = 80
BRIDGE_MIN_CONFIDENCE = 0.8
COUNTRY_KEPT = timedelta(days=30)
"""How long both must have named their countries for an answer to be a bridge between them."""
REMOVAL_DELAY = timedelta(hours=24)
STOOD_LONG = timedelta(days=60)
STOOD_SCORE = 3
TRUST_TIME = timedelta(days=180)
