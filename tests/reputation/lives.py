"""Random lives of a small forum, lived through its real actions, in a time of their own.

Every step is an action of a member (or of the operator), refused where it is not allowed. What it
publishes is told to the receivers of `reputation` as the outbox would tell it: at once, or later in
any order and more than once.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import count

from accounts.actions import ban_member, join, lift_sanction
from accounts.models import Member, Membership, Sanction
from accounts.permissions import Actor
from accounts.queries import actor_for
from core.errors import LingoraError
from core.events import Told, receivers_of, restore, tell
from core.models import Outbox
from forum.actions import (
    accept_answer,
    confirm_answer,
    delete_post,
    edit_post,
    restore_post,
    unaccept_answer,
    unconfirm_answer,
    vote,
)
from forum.actions.merging import merge_threads
from forum.actions.unmerging import undo_merge
from forum.models import Confirmation, Post, Thread, ThreadMerge, Vote
from reputation.actions import release_due, settle_due_removals
from tests.builders import a_category, a_post, a_role, a_thread
from tests.reputation.histories import BEGIN
from tests.reputation.people import a_known_member

Step = tuple[str, int, int, int]
News = list[Outbox]
STEPS = (
    *("vote", "vote", "vote", "storm", "confirm", "accept", "accept", "delete", "edit"),
    *("merge", "part", "ban", "wait", "wait"),
)
WORDS = (
    "antenna battery cable display engine filter gateway handle inverter jack keyboard lamp modem "
    "network oven panel queue router switch tube update valve window yard zone"
).split()
_texts = count()


def a_body() -> str:
    """Unlike all others, so that nothing is a copy."""
    return " ".join(random.Random(next(_texts)).choices(WORDS, k=14))


class House:
    """A community with its members; made once, before any life begins."""

    def __init__(self) -> None:
        self.category = a_category()
        self.community = self.category.community
        self.operator = a_role(self.community, Membership.Role.OPERATOR)
        self.asker, self.helper, *self.voters = (self._member(days=400) for _ in range(5))
        self.voters.append(self._newcomer())
        self.threads = [self._thread() for _ in range(3)]

    def _member(self, *, days: int) -> Member:
        member = a_known_member(days=days)
        membership = join(member=member, community=self.community)
        membership.level = 2
        membership.save()
        return member

    def _newcomer(self) -> Member:
        """Whose votes wait."""
        member = self._member(days=0)
        Member.objects.filter(pk=member.pk).update(date_joined=BEGIN - timedelta(hours=1))
        return member

    def _thread(self) -> Thread:
        asker, helper = actor_for(self.asker), actor_for(self.helper)
        thread = a_thread(actor=asker, category=self.category, body=a_body())
        for author in (helper, helper, asker):
            a_post(thread, actor=author, kind="answer", body=a_body())
        Post.objects.filter(thread=thread).update(created=BEGIN - timedelta(days=10))
        return thread


class Life:
    """What happens in a house from `BEGIN` on."""

    def __init__(self, house: House) -> None:
        self.house, self.now = house, BEGIN
        self.told_until = Outbox.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.news: News = []
        self.refused = 0

    def live(self, steps: Iterable[Step]) -> Iterator[News]:
        """Take the steps; the news of each."""
        for what, post, who, value in steps:
            try:
                getattr(self, what)(self._post(post), who, value)
            except LingoraError:
                self.refused += 1
            yield self._fresh_news()

    def _post(self, number: int) -> Post:
        posts = Post.objects.filter(thread__in=self.house.threads).order_by("pk")
        return posts.select_related("thread__community")[number % posts.count()]

    def _fresh_news(self) -> News:
        rows = Outbox.objects.filter(pk__gt=self.told_until, name__startswith="forum.")
        rows.update(created=self.now)
        Vote.objects.filter(created__gt=self.now).update(created=self.now)
        fresh = list(rows.order_by("pk"))
        self.told_until = max((row.pk for row in fresh), default=self.told_until)
        self.news += fresh
        return fresh

    def _voter(self, number: int) -> Actor:
        voters = self.house.voters
        return actor_for(Member.objects.get(pk=voters[number % len(voters)].pk))

    def vote(self, post: Post, who: int, value: int) -> None:
        vote(actor=self._voter(who), post=post, value=value, reason="wrong" if value < 0 else "")

    def storm(self, post: Post, who: int, value: int) -> None:
        """One member likes all of a thread: what caps and bursts are for."""
        for one in Post.objects.filter(thread=post.thread_id, visibility="public").order_by("pk"):
            vote(actor=self._voter(who), post=one, value=1)

    def confirm(self, post: Post, who: int, value: int) -> None:
        deed = unconfirm_answer if value < 0 else confirm_answer
        deed(actor=self._voter(who), post=post)

    def accept(self, post: Post, who: int, value: int) -> None:
        deed = unaccept_answer if value < 0 or post.accepted else accept_answer
        deed(actor=actor_for(self.house.asker), post=post)

    def delete(self, post: Post, who: int, value: int) -> None:
        deed = restore_post if post.visibility == Post.Visibility.DELETED else delete_post
        deed(actor=self.house.operator, post=post)

    def edit(self, post: Post, who: int, value: int) -> None:
        edit_post(actor=self.house.operator, post=post, revision=post.revision, body=a_body())

    def merge(self, post: Post, who: int, value: int) -> None:
        target = self.house.threads[who % len(self.house.threads)]
        merge_threads(actor=self.house.operator, source=post.thread, target=target)

    def part(self, post: Post, who: int, value: int) -> None:
        for merge in ThreadMerge.objects.filter(state=ThreadMerge.State.DONE).order_by("-pk"):
            undo_merge(actor=self.house.operator, merge=merge)

    def ban(self, post: Post, who: int, value: int) -> None:
        """Or let back in."""
        known = Sanction.objects.filter(membership__member=self._voter(who).member, lifted=None)
        if known.exists():
            lift_sanction(actor=self.house.operator, sanction=known[0])
            return
        membership = Membership.objects.get(member=self._voter(who).member)
        ban_member(actor=self.house.operator, membership=membership, reason="rules")

    def wait(self, post: Post, who: int, value: int) -> None:
        self.now += timedelta(minutes=7) if value > 0 else timedelta(hours=1 + 9 * who)

    def undo_everything(self, chance: random.Random) -> None:
        """Until nothing is merged, deleted, voted, confirmed or accepted."""
        for sanction in Sanction.objects.filter(lifted=None):
            lift_sanction(actor=self.house.operator, sanction=sanction)
        self.part(self._post(0), 0, 0)
        for post in Post.objects.filter(visibility=Post.Visibility.DELETED):
            restore_post(actor=self.house.operator, post=post)
        deeds = [
            *((vote, row) for row in Vote.objects.all()),
            *((unconfirm_answer, row) for row in Confirmation.objects.all()),
            *((unaccept_answer, row) for row in Post.objects.exclude(accepted=None)),
        ]
        for deed, row in chance.sample(deeds, len(deeds)):
            self._undo(deed, row)
        self._fresh_news()

    def _undo(self, deed, row) -> None:
        if deed is unaccept_answer:
            deed(actor=actor_for(self.house.asker), post=row)
        else:
            options = {"value": 0} if deed is vote else {}
            deed(actor=actor_for(row.member), post=row.post, **options)


def hear(news: Iterable[Outbox]) -> None:
    """Let `reputation` hear news as the outbox would tell them."""
    for row in news:
        event = restore(row.name, row.payload)
        for name, function in receivers_of(row.name).items():
            if event is not None and name.startswith("reputation."):
                tell(name, function, event, Told(row.pk, row.created))


def pass_time() -> None:
    """What the worker does by the clock."""
    while settle_due_removals():
        pass
    while release_due():
        pass
