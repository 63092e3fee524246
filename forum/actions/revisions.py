"""Earlier versions of posts: which are kept, and how one comes back."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.permissions import Actor
from forum.models import Post, PostRevision
from translation.actions import keep_version, version_of
from translation.models import Text

GRACE = timedelta(minutes=5)
"""What somebody changes so soon after he wrote it leaves no earlier version."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a post says before an edit; with the title of its thread where it opens one."""

    body: Text
    title: Text | None

    @classmethod
    def of(cls, post: Post) -> "Version":
        opening = post.kind == Post.Kind.OPENING
        return cls(version_of(post.body), version_of(post.thread.title) if opening else None)


@transaction.atomic
def begin_revision(actor: Actor, post: Post, before: Version, *, keep: bool = False) -> None:
    """Count the edit, and keep what stood there unless the editor wrote that himself just now.

    With `keep` it is kept in any case. The thread is held already.
    """
    if keep or not _in_grace(actor, post):
        _keep(actor, post, before)
    post.revision += 1
    post.edited = timezone.now()
    post.save(update_fields=["revision", "edited"])


def _in_grace(actor: Actor, post: Post) -> bool:
    """The time runs from when the version that would be kept was begun, so it cannot be drawn
    out by one edit after the other."""
    newest = post.revisions.order_by("-revision").first()
    began, by = (newest.created, newest.editor_id) if newest else (post.created, post.author_id)
    return actor.id is not None and by == actor.id and timezone.now() - began < GRACE


def _keep(actor: Actor, post: Post, before: Version) -> PostRevision:
    title = before.title and keep_version(version=before.title, of=post.thread.title)
    return PostRevision.objects.create(
        post=post,
        revision=post.revision,
        source=before.body.source,
        title=title.source if title else "",
        body=keep_version(version=before.body, of=post.body),
        title_text=title,
        language=before.body.language,
        editor=actor.member,
    )
