"""Masking personal data in posts: in what a post says, its title and poll, and what it said before.

These are parts of actions: callers ask for the privilege and hold the thread.
"""

from collections.abc import Collection, Iterator

from accounts.actions.audit import record
from accounts.models import AuditEntry, Member
from forum.actions.timeline import note_post, note_thread
from forum.models import PollOption, Post, Quote, ThreadEvent
from translation.actions.masking import mask_text, unmask_text
from translation.models import Text


def mask(
    post: Post,
    *,
    by: Member | None,
    pieces: Collection[str] = (),
    detect: bool = True,
    reason: str = "",
    note: str = "",
) -> AuditEntry | None:
    """Seal what detectors find in a post (unless `detect` is false), and every one of `pieces`;
    None where nothing was found. `by` None: the program did. What is sealed nobody reads, until it
    is put back."""
    tokens = [
        token
        for text in _texts_of(post)
        for token in mask_text(text=text, pieces=pieces, detect=detect)
    ]
    if not tokens:
        return None
    _follow(post)
    return record(
        community=post.thread.community,
        actor=by,
        verb="post.masked",
        subject=("post", post.pk),
        member=post.author,
        reason=reason,
        note=note,
        after={"tokens": tokens},
    )


def unmask(post: Post, *, entry: AuditEntry, by: Member | None) -> AuditEntry:
    """Put back what a decision had masked."""
    tokens = entry.after["tokens"]
    count = sum(unmask_text(text=text, tokens=tokens) for text in _texts_of(post))
    _follow(post)
    return record(
        community=post.thread.community,
        actor=by,
        verb="post.unmasked",
        subject=("post", post.pk),
        member=post.author,
        after={"fragments": count},
        undoes=entry,
    )


def _texts_of(post: Post) -> Iterator[Text]:
    yield post.body
    if post.kind == Post.Kind.OPENING:
        yield post.thread.title
    for option in PollOption.objects.filter(poll__post=post).select_related("text"):
        yield option.text
    for revision in post.revisions.select_related("body", "title_text"):
        yield from (text for text in (revision.body, revision.title_text) if text)


def _follow(post: Post) -> None:
    """Let everything else that holds words of the post, and open pages, follow."""
    for revision in post.revisions.select_related("body", "title_text"):
        revision.source = revision.body.source if revision.body else revision.source
        revision.title = revision.title_text.source if revision.title_text else revision.title
        revision.save(update_fields=["source", "title"])
    Quote.objects.filter(quoted=post).update(source="")
    note_post(post, ThreadEvent.Type.POST_UPDATED)
    if post.kind == Post.Kind.OPENING:
        note_thread(post.thread)
