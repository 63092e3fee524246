"""Following: what members want to be told of."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.permissions import Actor
from core.errors import InvalidInput
from forum.actions.checks import check_member
from forum.models import Category, Post, Subscription, Tag, Thread
from forum.queries.following import category_by_id, member_by_id, tag_by_id
from forum.queries.threads import thread_for

Level = Subscription.Level


@transaction.atomic
def set_subscription(
    *,
    actor: Actor,
    level: str,
    thread: Thread | None = None,
    tag: Tag | None = None,
    category: Category | None = None,
    author: Member | None = None,
) -> Subscription:
    """Follow exactly one thread, tag, category or member at `level`. Twice is once.

    Raises NotSignedIn, NotFound for what the actor may not see, InvalidInput for no level there
    is, for oneself, and for none or several targets.
    """
    member = check_member(actor)
    targets = {"thread": thread, "tag": tag, "category": category, "author": author}
    given: dict[str, Any] = {name: row for name, row in targets.items() if row is not None}
    if level not in Level.values:
        raise InvalidInput(fields={"level": _("Choose one of the levels.")})
    if len(given) != 1 or author == member:
        raise InvalidInput(fields={"target": _("This cannot be followed.")})
    _check_seen(actor, **given)
    row, _is_new = Subscription.objects.update_or_create(
        member=member, **given, defaults={"level": level}
    )
    return row


def _check_seen(
    actor: Actor,
    *,
    thread: Thread | None = None,
    tag: Tag | None = None,
    category: Category | None = None,
    author: Member | None = None,
) -> None:
    """Raise NotFound for what the actor may not see, or what is gone."""
    if thread:
        thread_for(actor, thread.pk)
    if tag:
        tag_by_id(actor, tag.pk)
    if category:
        category_by_id(actor, category.pk)
    if author:
        member_by_id(author.pk)


def follow_own(*, post: Post) -> None:
    """Whoever opens a question watches it, whoever writes in a thread tracks it, unless they
    chose otherwise before."""
    if post.author_id is None:
        return
    asks = post.kind == Post.Kind.OPENING and post.thread.kind == Thread.Kind.QUESTION
    level = Level.WATCHING if asks else Level.TRACKING
    row = Subscription(member_id=post.author_id, thread_id=post.thread_id, level=level)
    Subscription.objects.bulk_create([row], ignore_conflicts=True)
