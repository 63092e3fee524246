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
from forum.word_matching import Entry, Match, WordList, matches
from translation.detection import detect, prose
from translation.models import Text

LATELY = 500
"""How many posts are looked through to show what a list would have caught."""
LATELY_CHARS = 500_000
"""So many characters are cut into words for it, of posts and, once for each language, of the list.
After that, older posts are not looked at: a long list of words must not keep a server busy."""
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
    may read them. At most `CAUGHT_MAX` of `LATELY` posts, and `LATELY_CHARS` in all. One query.
    Raises NotSignedIn, NotPermitted."""
    require(actor, Privilege.MANAGE_WORDS, community)
    rows = visible_to(actor).filter(thread__community=community)
    wanted, chars = WordList(entries), 0
    found: list[Caught] = []
    for post in rows.select_related("body", "author").order_by("-pk")[:LATELY]:
        if len(found) == CAUGHT_MAX or chars > LATELY_CHARS:
            break
        chars += len(post.body.source) + wanted.chars_to_cut(post.body.language)
        said = wanted.said_in(post.body.source, [post.body.language])
        if said:
            found.append(Caught(post, tuple(dict.fromkeys(one.said for one in said))))
    return found
