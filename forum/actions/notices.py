"""Telling members what was decided about their posts, threads and memberships."""

from django.db import transaction

from accounts.models import AuditEntry, Member
from accounts.reasons import Reason
from forum.actions.telling import News, tell
from forum.models import Appeal, DecisionNotice, Notification, Post
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
        news = News(key=f"entry:{entry.pk}", data=_data(entry))
        tell(news=news, members=[member], types={member.pk: Notification.Type.MODERATION})
        _have_translated(notice.statement, member)
    return notice


@transaction.atomic
def tell_of_appeal(*, appeal: Appeal) -> None:
    """Tell who appealed what became of it. Once."""
    member, entry_id = appeal.notice.member, appeal.notice.entry_id
    data = {"entry": entry_id, "appeal": appeal.state}
    news = News(key=f"appeal:{appeal.pk}", data=data)
    tell(news=news, members=[member], types={member.pk: Notification.Type.MODERATION})
    _have_translated(appeal.answer, member)


def _data(entry: AuditEntry) -> dict[str, object]:
    """What the line says: codes, and the name of the community, which is nobody's text."""
    community = entry.community.name if entry.community else ""
    reason = entry.reason if entry.reason in Reason.values else ""
    return {"entry": entry.pk, "verb": entry.verb, "reason": reason, "community": community}


def _post_of(entry: AuditEntry) -> Post | None:
    rows = Post.objects.filter(author=entry.member_id)
    if entry.subject_type == "post":
        return rows.filter(pk=entry.subject_id).first()
    if entry.subject_type == "thread":
        return rows.filter(thread=entry.subject_id, kind=Post.Kind.OPENING).first()
    return None


def _have_translated(text: Text | None, member: Member) -> None:
    if text is not None and text.language != member.reading_language:
        request(texts=[text], languages=[member.reading_language], priority=Priority.LIVE)
