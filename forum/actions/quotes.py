"""Remembering what a post quotes, with the original of what its writer read in translation."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from accounts.permissions import Actor
from core import languages
from core.errors import LingoraError
from forum.actions.timeline import note_post
from forum.models import Post, Quote, ThreadEvent
from forum.queries.posts import posts_by_id
from forum.quoting import Quotation, quotations, source_of
from translation.correcting import present_of, source_of as original_of
from translation.models import Text
from translation.queries import Reader, render
from translation.sentences import Sentence, sentences_of
from translation.spelling import spelled


def quotes_of(*, actor: Actor, text: Text, before: Iterable[Quote] = ()) -> list[Quote]:
    """What a text quotes, as rows without a post yet: made before the thread is held.

    What `actor` may not read is not remembered. Sources of `before` stay as they were, even where
    the quoted post has been edited since.
    """
    found = [each for each in quotations(text.source) if _is_known(each.language)]
    if not found:
        return []
    sources = {_key(row): row.source for row in before}
    quoted = posts_by_id(actor, {each.post_id for each in found})
    return [
        _row(position, each, quoted[each.post_id], sources)
        for position, each in enumerate(found)
        if each.post_id in quoted and quoted[each.post_id].body_id != text.pk
    ]


def keep_quotes(*, post: Post, quotes: Sequence[Quote]) -> None:
    """Remember what a new post quotes."""
    for row in quotes:
        row.post = post
    Quote.objects.bulk_create(quotes)


@transaction.atomic
def record_quotes(*, actor: Actor, post: Post) -> None:
    """Bring what is remembered of a post's quotations in line with its text."""
    before = list(post.quotes.all())
    quotes = quotes_of(actor=actor, text=post.body, before=before)
    if before:
        post.quotes.all().delete()
    keep_quotes(post=post, quotes=quotes)


def _key(row: Quote) -> tuple[int, str, str]:
    return row.quoted_id, row.language, row.shown


def _row(
    position: int,
    found: Quotation,
    quoted: Post,
    before: Mapping[tuple[int, str, str], str],
) -> Quote:
    row = Quote(
        position=position,
        quoted=quoted,
        language=languages.canonical(found.language),
        shown=found.text,
        source_language=quoted.body.language,
    )
    known = before.get(_key(row))
    row.source = _source(quoted.body, row.language, found.text) if known is None else known
    return row


def _is_known(code: str) -> bool:
    try:
        languages.canonical(code)
    except LingoraError:
        return False
    return True


def _source(text: Text, language: str, shown: str) -> str:
    """The sentences of `text` behind what was read in `language`; empty where it was read as it
    was written."""
    translated = render([text], Reader(language=language))[text.pk].translated
    if translated is None:
        return ""
    pairs = [
        (original_of(sentence), _as_read(sentence))
        for sentence in sentences_of(text, translated.lang)
    ]
    return source_of(shown, pairs)


def _as_read(sentence: Sentence) -> str:
    """A sentence's translation; where there is none the original stands."""
    return spelled(present_of(sentence), sentence.segment.atoms) or original_of(sentence)


@transaction.atomic
def tell_quoting(*, post: Post) -> None:
    """Let pages that quote a post hear that it may be read by more or by fewer people now."""
    rows = Post.objects.filter(quotes__quoted=post).exclude(visibility=Post.Visibility.DELETED)
    for row in rows.distinct().select_related("thread__community", "thread__category"):
        note_post(row, ThreadEvent.Type.POST_UPDATED)
