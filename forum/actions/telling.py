"""Writing down what members are told, with its deliveries. Whom and why is decided elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from accounts.models import Member
from core import languages
from forum.models import Notification, NotificationDelivery, Post, Thread
from forum.notification_times import planned
from forum.queries.notifications import habits_of, last_mails
from translation.actions import request
from translation.priority import Priority

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One happening. `key` names it for good: nobody is told of a key twice."""

    key: str
    thread: Thread | None = None
    post: Post | None = None
    actor_id: int | None = None
    data: Data = field(default_factory=dict)


@transaction.atomic
def tell(*, news: News, members: Iterable[Member], types: Mapping[int, str]) -> list[Notification]:
    """Write one notification for each of `members` who has none of this key yet, of the type
    that `types` says; the new ones, and their deliveries with them.

    Two that tell the same at once write it once.
    """
    people = {member.pk: member for member in members}
    told = Notification.objects.filter(key=news.key, member__in=people)
    for member_id in told.values_list("member", flat=True):
        del people[member_id]
    rows = [_row(news, member, types[member]) for member in people]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    # Whoever came first wrote the row; so ids are asked for, not taken from what was tried.
    written = list(Notification.objects.filter(key=news.key, member__in=people))
    _plan_deliveries(written, people)
    _have_translated(news, people.values())
    return written


def _row(news: News, member: int, type: str) -> Notification:
    return Notification(
        member_id=member,
        key=news.key,
        type=type,
        thread=news.thread,
        post=news.post,
        actor_id=news.actor_id,
        data=dict(news.data),
    )


def _plan_deliveries(rows: list[Notification], people: Mapping[int, Member]) -> None:
    now = timezone.now()
    habits, mails = habits_of(people.values()), last_mails(people, now=now)
    deliveries = []
    for row in rows:
        last_mail = mails.get(row.member_id)
        plan = planned(habits[row.member_id], type=row.type, now=now, last_mail=last_mail)
        if plan:
            channel, due = plan
            deliveries.append(NotificationDelivery(notification=row, channel=channel, due=due))
    NotificationDelivery.objects.bulk_create(deliveries, ignore_conflicts=True)


def _have_translated(news: News, members: Iterable[Member]) -> None:
    """Everybody who is told shall read it in his own language, and soon."""
    if news.thread is None:
        return
    texts = [news.thread.title, *([news.post.body] if news.post else [])]
    allowed = news.thread.community.languages
    for text in texts:
        wanted = {
            member.reading_language
            for member in members
            if not _reads(member, text.language)
            and (not allowed or member.reading_language in allowed)
        }
        if wanted:
            request(texts=[text], languages=sorted(wanted), priority=Priority.LIVE)


def _reads(member: Member, language: str) -> bool:
    return any(languages.serves(language, code) for code in member.languages_left_alone)
