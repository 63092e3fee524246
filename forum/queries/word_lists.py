"""What lists of words hold, and what they find."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Community
from accounts.permissions import Actor, Privilege, require
from core.errors import InvalidInput
from core.prepared import prepared
from forum.models import ListedWord, Post
from forum.queries.posts import visible_to
from forum.word_matching import Entry, Match, matches
from translation.detection import detect, prose
from translation.models import Text

LATELY = 500
"""How many posts are looked through to show what a list would have caught."""
CAUGHT_MAX = 50


@dataclass(frozen=True, slots=True)
class Caught:
    """A post that says a listed word, with what it says."""

    post: Post
    said: tuple[str, ...]


def words_of(actor: Actor, community: Community) -> list[ListedWord]:
    """All words of a community's lists, for who keeps them. Raises NotSignedIn, NotPermitted."""
    require(actor, Privilege.MANAGE_WORDS, community)
    return list(ListedWord.objects.filter(community=community))


def said_in(community: Community, texts: Iterable[Text]) -> list[Match]:
    """What of a community's lists stands in texts, by the language they claim and the one they
    seem to be in; one query."""
    entries = [Entry(*row) for row in _entries(community=community.pk)]
    if not entries:
        return []
    return [match for text in texts for match in matches(text.source, _codes(text), entries)]


@prepared
def _entries(*, community: int) -> "QuerySet[ListedWord, tuple[str, str, str]]":
    rows = ListedWord.objects.filter(community=community)
    return rows.values_list("word", "language", "treatment")


def _codes(text: Text) -> list[str]:
    """Nobody gets around a list by naming another language."""
    try:
        seems = detect(prose(text.source, text.markup), author_languages=[text.language])
    except InvalidInput:
        return [text.language]
    return [text.language, seems.language]


def caught_lately(actor: Actor, community: Community, entries: Sequence[Entry]) -> list[Caught]:
    """Which of the newest posts these entries would have caught, newest first, as far as the actor
    may read them. One query. Raises NotSignedIn, NotPermitted."""
    require(actor, Privilege.MANAGE_WORDS, community)
    rows = visible_to(actor).filter(thread__community=community)
    found = []
    for post in rows.select_related("body", "author").order_by("-pk")[:LATELY]:
        said = matches(post.body.source, [post.body.language], entries)
        if said:
            found.append(Caught(post, tuple(dict.fromkeys(one.said for one in said))))
    return found[:CAUGHT_MAX]
