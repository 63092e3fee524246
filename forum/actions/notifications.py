"""Telling members what happened. Receivers call these; each may be called again at any time."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from django.db import transaction
from django.utils import timezone

from forum.actions.telling import News, tell
from forum.models import Confirmation, Flag, Notification, Post, Vote
from forum.notifications_planning import Type, told_of_edit, told_of_post, told_of_solution
from forum.queries.addressees import facts_of, may_be_told
from translation.models import Correction

_QUIET = (Post.Visibility.REVIEW, Post.Visibility.HIDDEN)
AT_ONCE = 500
"""How many members are told in one transaction."""


def notify_of_post(*, post_id: int, edited: bool = False) -> int:
    """Tell whom a new post, or one that was `edited`, concerns; how many are told now.

    Nobody is told of what waits for review or is gone meanwhile, nor twice of the same post.
    """
    post = _post(post_id)
    if post is None or post.visibility in _QUIET:
        return 0
    facts = facts_of(post)
    types = told_of_edit(facts) if edited else told_of_post(facts)
    return _tell_all(post, types, key=f"post:{post.pk}", actor=post.author_id)


def notify_of_solution(*, post_id: int) -> int:
    """Tell of an answer that was accepted; how many are told now."""
    post = _post(post_id)
    if post is None or post.accepted is None:
        return 0
    types = told_of_solution(facts_of(post))
    return _tell_all(post, types, key=f"accepted:{post.pk}", actor=post.thread.author_id)


def _post(post_id: int) -> Post | None:
    rows = Post.objects.select_related(
        "thread__community", "thread__category", "thread__title", "body", "reply_to"
    )
    return rows.filter(pk=post_id).first()


def _tell_all(post: Post, types: Mapping[int, Type], *, key: str, actor: int | None) -> int:
    news = News(key=key, thread=post.thread, post=post, actor_id=actor)
    return sum(
        len(tell(news=news, members=may_be_told(post, ids, actor=actor), types=types))
        for ids in _batches(sorted(types))
    )


def _batches(ids: list[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


@transaction.atomic
def sum_up_votes(*, post_id: int) -> Notification | None:
    """Bring today's one notification of who found a post useful up to date, or make it; None
    where there is nothing (any more) to tell."""
    post = _post(post_id)
    if post is None or post.author_id is None:
        return None
    today = timezone.now().date()
    data = _votes_of(post, today)
    key = f"votes:{post.pk}:{today:%Y-%m-%d}"
    mine = Notification.objects.filter(member=post.author_id, key=key)
    if not any(data.values()):
        mine.filter(seen=None).delete()
        return None
    if not mine.update(data=data):
        _tell_author(post, Type.VOTES, key=key, data=data)
    return mine.first()


def _votes_of(post: Post, day: date) -> dict[str, int]:
    """How many members called the post useful that day, and how many it helped."""
    votes = Vote.objects.filter(post=post, value=1, created__date=day)
    helped = Confirmation.objects.filter(post=post, created__date=day)
    return {"votes": votes.count(), "helped": helped.count()}


def _tell_author(
    post: Post, type: Type, *, key: str, data: Mapping[str, object], actor: int | None = None
) -> None:
    author = post.author_id
    if author is None or author == actor:
        return
    news = News(key=key, thread=post.thread, post=post, actor_id=actor, data=data)
    tell(news=news, members=may_be_told(post, [author], actor=actor), types={author: type})


def notify_of_language_report(*, post_id: int, language: str) -> None:
    """Ask the author of a post whether it is in `language`, as somebody says. Who said it is
    not told."""
    post = _post(post_id)
    if post is not None and post.body.language != language:
        key = f"language:{post.pk}:{language}"
        _tell_author(post, Type.LANGUAGE_REPORTED, key=key, data={"language": language})


def notify_of_correction(*, correction_id: int) -> None:
    """Tell the author of a text that somebody translated a sentence of it better (once a day for
    each language), and who proposed it that others took it over."""
    found = Correction.objects.filter(pk=correction_id, state=Correction.State.APPROVED).first()
    post = _post_of(found) if found else None
    if found is None or post is None:
        return
    data = {"language": found.target_language}
    day = f"{timezone.now():%Y-%m-%d}"
    key = f"translated:{found.text_id}:{found.target_language}:{day}"
    _tell_author(post, Type.TRANSLATION_FIXED, key=key, data=data, actor=found.author_id)
    if found.author_id is not None and found.decided_by_id not in {None, found.author_id}:
        _tell_corrector(post, found)


def _tell_corrector(post: Post, found: Correction) -> None:
    member, decided_by = found.author_id, found.decided_by_id
    assert member is not None
    news = News(
        key=f"correction:{found.pk}",
        thread=post.thread,
        post=post,
        actor_id=decided_by,
        data={"language": found.target_language, "taken_over": True},
    )
    people = may_be_told(post, [member], actor=decided_by)
    tell(news=news, members=people, types={member: Type.TRANSLATION_FIXED})


@transaction.atomic
def notify_of_decision(*, flag_id: int) -> None:
    """Tell the member who reported a post that it was decided. It leads to the reasons, and to no
    post, which he may not see any more. Whom the decision concerns hears of it by
    `forum.actions.notices`."""
    flag = Flag.objects.select_related("member").filter(pk=flag_id).first()
    if flag is None or flag.state == Flag.State.OPEN:
        return
    if flag.member is not None:
        news = News(key=f"decided:{flag.pk}", data={"report": str(flag.token)})
        tell(news=news, members=[flag.member], types={flag.member.pk: Type.MODERATION})


def _post_of(found: Correction) -> Post | None:
    """The post a corrected text is the body of; of a title, the opening one."""
    body = Post.objects.filter(body=found.text_id)
    opening = Post.objects.filter(thread__title=found.text_id, kind=Post.Kind.OPENING)
    pk = (body | opening).values_list("pk", flat=True).first()
    return _post(pk) if pk else None


@transaction.atomic
def withdraw(*, key: str | None = None, post_id: int | None = None) -> int:
    """What a key or a post told is no news any more: nobody is reminded of it, mails that wait
    are not sent. It comes back as read where the post does. How many that were."""
    rows = Notification.objects.filter(**({"key": key} if key else {"post": post_id}))
    now = timezone.now()
    rows.filter(seen=None).update(seen=now)
    return rows.filter(read=None).update(read=now)
