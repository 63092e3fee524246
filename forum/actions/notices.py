"""Telling members what was decided about their posts, threads and memberships."""

from django.db import transaction

from accounts.models import AuditEntry
from forum.actions.telling import News, tell
from forum.models import DecisionNotice, Notification, Post
from translation.actions import request
from translation.models import Text
from translation.priority import Priority


@transaction.atomic
def notify_decision(
    *, entry: AuditEntry, post: Post | None = None, statement: Text | None = None
) -> DecisionNotice | None:
    """Tell `entry.member` what was decided, why, by whom and how to appeal; twice is once.

    `post` is what it is about (known by itself where the entry's subject is a post), `statement`
    what the decider says to him beside the reason. None where there is nobody to tell: no member,
    or one who decided about himself.
    """
    member = entry.member
    if member is None or not member.is_active or entry.actor_id == member.pk:
        return None
    notice, new = DecisionNotice.objects.get_or_create(
        entry=entry,
        defaults={"member": member, "post": post or _post_of(entry), "statement": statement},
    )
    if new:
        # Without post and thread: the line leads to the decision, also where they may not see
        # any more what it is about.
        news = News(
            key=f"entry:{entry.pk}", data={"entry": entry.pk, "subject": entry.subject_type}
        )
        tell(news=news, members=[member], types={member.pk: Notification.Type.MODERATION})
        _have_translated(notice)
    return notice


def _post_of(entry: AuditEntry) -> Post | None:
    rows = Post.objects.filter(author=entry.member_id)
    if entry.subject_type == "post":
        return rows.filter(pk=entry.subject_id).first()
    if entry.subject_type == "thread":
        return rows.filter(thread=entry.subject_id, kind=Post.Kind.OPENING).first()
    return None


def _have_translated(notice: DecisionNotice) -> None:
    language = notice.member.reading_language
    if notice.statement is not None and notice.statement.language != language:
        request(texts=[notice.statement], languages=[language], priority=Priority.LIVE)
