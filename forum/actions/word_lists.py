"""Keeping the lists of words, and treating posts that say one of them.

Originals are checked, translations are not. Who writes is never told which word it was: that would
only teach how to write around it.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.models import Community
from accounts.permissions import Actor, Privilege, allowed, require
from accounts.reasons import Reason
from core import languages
from core.errors import InvalidInput
from forum.actions.checks import check_member
from forum.actions.first_posts import hold
from forum.actions.masking import mask
from forum.actions.reviewing import open_review
from forum.models import ListedWord, Post, ReviewItem
from forum.queries.word_lists import said_in
from forum.spam import Signal
from forum.word_matching import Match, key_of
from translation.models import Text

Treatment = ListedWord.Treatment
WORDS_MAX = 5000
"""Words of a community in all its lists."""
CHARS_MAX = 120


class WordRefused(InvalidInput):
    code = "word_refused"
    message = _("Something in this is not wanted here. Please put it another way.")

    def __init__(self) -> None:
        super().__init__(fields={"body": self.message})


@transaction.atomic
def write_list(
    *, actor: Actor, community: Community, language: str, treatment: str, words: Iterable[str]
) -> int:
    """Let a list hold these words and no others; how many those are. A word that stands in another
    list of the language moves here. Raises NotSignedIn, NotPermitted, InvalidLanguage,
    InvalidInput."""
    check_member(actor)
    require(actor, Privilege.MANAGE_WORDS, community)
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    code = languages.canonical(language) if language else ""
    if treatment not in Treatment.values:
        raise InvalidInput(fields={"treatment": _("Choose one of these.")})
    rows = _rows(actor, community, code, treatment, words)
    here = ListedWord.objects.filter(community=community, language=code)
    before = here.filter(treatment=treatment).count()
    here.filter(treatment=treatment).delete()
    here.filter(key__in=[row.key for row in rows]).delete()
    _check_room(community, len(rows))
    ListedWord.objects.bulk_create(rows, batch_size=500)
    record(
        community=community,
        actor=actor.member,
        verb="words.changed",
        subject=("community", community.pk),
        before={"language": code, "treatment": treatment, "words": before},
        after={"language": code, "treatment": treatment, "words": len(rows)},
    )
    return len(rows)


def _rows(
    actor: Actor, community: Community, code: str, treatment: str, words: Iterable[str]
) -> list[ListedWord]:
    """Each word once. Raises InvalidInput."""
    found: dict[str, ListedWord] = {}
    for said in check_list(words):
        key = key_of(said, code)[:240]
        if key.strip("\x1f "):
            found[key] = ListedWord(
                community=community,
                language=code,
                word=said,
                key=key,
                treatment=treatment,
                added_by=actor.member,
            )
    return list(found.values())


def check_list(words: Iterable[str]) -> list[str]:
    """Words as a list holds them, each once. Raises InvalidInput (`fields`: words)."""
    found: dict[str, None] = {}
    for word in words:
        said = " ".join(word.replace("\0", "").encode("utf-8", "ignore").decode().split())
        if len(said) > CHARS_MAX:
            message = _("A word has at most %(most)d characters.") % {"most": CHARS_MAX}
            raise InvalidInput(fields={"words": message})
        if said:
            found[said] = None
    _check_count(len(found))
    return list(found)


def _check_room(community: Community, coming: int) -> None:
    _check_count(ListedWord.objects.filter(community=community).count() + coming)


def _check_count(count: int) -> None:
    if count > WORDS_MAX:
        message = _("All lists together have at most %(most)d words.") % {"most": WORDS_MAX}
        raise InvalidInput(fields={"words": message})


def check_words(actor: Actor, post: Post) -> list[Match]:
    """What a post that was just written says of the lists, for `treat_words`. Raises what
    `check_texts` raises."""
    opening = post.kind == Post.Kind.OPENING
    return check_texts(actor, post, [post.body, post.thread.title] if opening else [post.body])


def check_texts(actor: Actor, post: Post, texts: Iterable[Text]) -> list[Match]:
    """What these texts of a post say of the lists; whispers and staff are not checked. Raises
    WordRefused."""
    community = post.thread.community
    if post.visibility == Post.Visibility.STAFF:
        return []
    if allowed(actor, Privilege.MANAGE_THREADS, community):
        return []
    found = said_in(community, texts)
    if any(one.entry.treatment == Treatment.BLOCK for one in found):
        raise WordRefused
    return found


def treat_words(actor: Actor, post: Post, found: Collection[Match]) -> bool:
    """Mask what is to be masked in a new post, and hold it back where it is to be reviewed first;
    True where it waits. Its thread is held."""
    _mask(post, found)
    review = any(one.entry.treatment == Treatment.REVIEW for one in found)
    if not review or actor.exempt:
        return False
    hold(post, [Signal.LISTED_WORD])
    return True


def treat_edit(actor: Actor, post: Post, found: Collection[Match]) -> None:
    """The same for a post that people have read: it stays, and somebody looks at it."""
    _mask(post, found)
    if any(one.entry.treatment == Treatment.REVIEW for one in found) and not actor.exempt:
        open_review(
            community=post.thread.community,
            kind=ReviewItem.Kind.FLAGGED,
            subject=("post", post.pk),
            language=post.body.language,
            post=post,
            member=post.author,
        )


def _mask(post: Post, found: Collection[Match]) -> None:
    pieces = {one.said for one in found if one.entry.treatment == Treatment.MASK}
    if pieces:
        # Personal data stays: nobody reported it, and keeping the post would not put it back.
        longest_first = sorted(pieces, key=len, reverse=True)
        mask(post, by=None, pieces=longest_first, detect=False, reason=Reason.RULES)
