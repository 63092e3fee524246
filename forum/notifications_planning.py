"""Who is told of what, and why. Pure: decides, touches nothing.

Every person is told of a happening once, for the strongest reason. Whether somebody may see the
post, is blocked or banned is asked later, of those few who remain (`forum.queries.addressees`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from forum.models import Notification, Post, Subscription

Type = Notification.Type
Level = Subscription.Level

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFacts:
    """What is known of a post and of those it may concern (ids of members).

    `asker` opened the thread. `levels` are those at which members hear of such a post
    (`forum.levels`); whoever is not named hears at the normal one.
    """

    author: int | None
    asker: int | None
    kind: str
    replied_to: int | None = None
    mentioned: frozenset[int] = NOBODY
    quoted: frozenset[int] = NOBODY
    levels: Mapping[int, str] = field(default_factory=dict)


def told_of_post(facts: PostFacts) -> dict[int, Type]:
    """Whom a new post concerns, each with the strongest reason."""
    return _strongest(facts, [*_addressed(facts), _following(facts)])


def told_of_edit(facts: PostFacts) -> dict[int, Type]:
    """Whom a changed post concerns: those it names. Who was told of it before hears no more."""
    return _strongest(facts, [(Type.MENTION, facts.mentioned), (Type.QUOTE, facts.quoted)])


def told_of_solution(facts: PostFacts) -> dict[int, Type]:
    """Whom the acceptance of an answer concerns: its author, and who watches the thread. Who
    opened it accepted it."""
    found = dict.fromkeys(_watching(facts), Type.SOLVED)
    if facts.author is not None and facts.levels.get(facts.author) != Level.MUTED:
        found[facts.author] = Type.ACCEPTED
    found.pop(facts.asker or 0, None)
    return found


def _strongest(facts: PostFacts, reasons: Iterable[tuple[Type, Iterable[int]]]) -> dict[int, Type]:
    found: dict[int, Type] = {}
    for reason, members in reasons:
        for member in members:
            if member != facts.author and facts.levels.get(member) != Level.MUTED:
                found.setdefault(member, reason)
    return found


def _addressed(facts: PostFacts) -> Iterator[tuple[Type, Iterable[int]]]:
    if facts.kind == Post.Kind.ANSWER and facts.asker is not None:
        yield Type.ANSWER, [facts.asker]
    if facts.replied_to is not None:
        yield Type.REPLY, [facts.replied_to]
    yield Type.MENTION, facts.mentioned
    yield Type.QUOTE, facts.quoted


def _following(facts: PostFacts) -> tuple[Type, Iterable[int]]:
    opening = facts.kind == Post.Kind.OPENING
    return Type.FOLLOWED_LIST if opening else Type.FOLLOWED_THREAD, _watching(facts)


def _watching(facts: PostFacts) -> list[int]:
    return [member for member, level in facts.levels.items() if level == Level.WATCHING]
