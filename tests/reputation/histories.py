"""Random histories of a small forum, as news that can be told in any order and more than once.

The forum's own rows are made once; what its members do afterwards is a list of events with the
times and numbers the outbox would have given them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from accounts.queries import actor_for
from core.events import Event, Told
from forum.events import (
    AnswerAccepted,
    AnswerConfirmed,
    AnswerUnaccepted,
    AnswerUnconfirmed,
    PostDeleted,
    PostRestored,
    PostVoted,
)
from forum.models import Post, Thread
from reputation import receivers
from reputation.actions import settle_due_removals
from reputation.actions.reconciling import mend_ledger
from reputation.models import Balance, LedgerRow
from reputation.queries.replaying import replayed_points, wrong_balances
from tests.builders import a_category, a_post, a_thread
from tests.reputation.people import a_known_member

News = tuple[Event, Told]
BEGIN = datetime(2026, 3, 1, 20, tzinfo=UTC)
"""In the evening, so that a few hours lead into another day."""

HEARERS: dict[type[Event], Callable[[Event, Told], None]] = {
    PostVoted: receivers.hear_vote,
    AnswerConfirmed: receivers.hear_confirmation,
    AnswerUnconfirmed: receivers.hear_confirmation_end,
    AnswerAccepted: receivers.hear_acceptance,
    AnswerUnaccepted: receivers.hear_acceptance_end,
    PostDeleted: receivers.hear_deletion,
    PostRestored: receivers.hear_return,
}


def tell(news: Iterable[News]) -> None:
    """Let reputation hear events, as the outbox would tell them."""
    for event, told in news:
        HEARERS[type(event)](event, told)


class Forum:
    """Threads with answers, all by a few authors, and members who judge them."""

    def __init__(self, *, threads: int = 2, answers: int = 4, voters: int = 4) -> None:
        long_ago = BEGIN - timedelta(days=10)
        category = a_category()
        self.community = category.community
        self.asker, self.helper, *others = (a_known_member(days=400) for _ in range(2 + voters))
        self.voters = others
        self.posts: list[Post] = []
        for _ in range(threads):
            thread = a_thread(actor=actor_for(self.asker), category=category)
            for number in range(answers):
                author = self.asker if number == 3 else self.helper
                self.posts.append(a_post(thread, actor=actor_for(author), kind="answer"))
        Thread.objects.update(created=long_ago)
        Post.objects.update(created=long_ago)
        Post.objects.filter(kind="answer").update(created=long_ago + timedelta(hours=5))


@dataclass
class Life:
    """What happens in a forum: only what its own actions would let happen, with undoing."""

    forum: Forum
    now: datetime = BEGIN
    news: list[News] = field(default_factory=list)
    votes: dict[tuple[int, int], int] = field(default_factory=dict)
    confirmed: set[tuple[int, int]] = field(default_factory=set)
    accepted: dict[int, int] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)

    def happen(self, event: Event) -> None:
        self.news.append((event, Told(len(self.news) + 1, self.now)))

    def wait(self, time: timedelta) -> None:
        self.now += time

    def vote(self, post: Post, voter: int, value: int) -> None:
        member = self.forum.voters[voter % len(self.forum.voters)].pk
        before = self.votes.get((post.pk, member), 0)
        if post.pk in self.deleted or before == value:
            return
        self.votes[post.pk, member] = value
        self.happen(
            PostVoted(
                thread_id=post.thread_id,
                post_id=post.pk,
                member_id=member,
                value=value,
                before=before,
            )
        )

    def storm(self, voter: int) -> None:
        """One member likes everything: what caps are for."""
        for post in self.forum.posts:
            self.vote(post, voter, 1)
        self.confirm(self.forum.posts[voter % len(self.forum.posts)], voter)

    def confirm(self, post: Post, voter: int) -> None:
        """Or take it back."""
        member = self.forum.voters[voter % len(self.forum.voters)].pk
        if post.pk in self.deleted:
            return
        known = (post.pk, member) in self.confirmed
        self.confirmed ^= {(post.pk, member)}
        made = AnswerUnconfirmed if known else AnswerConfirmed
        self.happen(made(thread_id=post.thread_id, post_id=post.pk, member_id=member))

    def accept(self, post: Post) -> None:
        """Or take it back."""
        before = self.accepted.get(post.thread_id)
        if post.pk in self.deleted:
            return
        if before:
            self._unaccept(before, post.thread_id)
        if before != post.pk:
            self.accepted[post.thread_id] = post.pk
            self.happen(AnswerAccepted(thread_id=post.thread_id, post_id=post.pk))

    def _unaccept(self, post: int, thread: int, score: int | None = None) -> None:
        del self.accepted[thread]
        self.happen(AnswerUnaccepted(thread_id=thread, post_id=post, score_when_deleted=score))

    def delete(self, post: Post) -> None:
        """Or bring it back."""
        if post.pk in self.deleted:
            self.deleted.remove(post.pk)
            self.happen(PostRestored(thread_id=post.thread_id, post_id=post.pk))
            return
        self.deleted.add(post.pk)
        score = sum(value for (of, _voter), value in self.votes.items() if of == post.pk)
        if self.accepted.get(post.thread_id) == post.pk:
            self._unaccept(post.pk, post.thread_id, score)
        self.happen(PostDeleted(thread_id=post.thread_id, post_id=post.pk, score=score))

    def undo_everything(self, order: Callable[[list], list] = list) -> None:
        """Until nothing is voted, confirmed, accepted or deleted; in any `order`."""
        posts = {post.pk: post for post in self.forum.posts}
        for pk in order(sorted(self.deleted)):
            self.delete(posts[pk])
        steps = [
            *(("vote", key) for key, value in sorted(self.votes.items()) if value),
            *(("confirm", key) for key in sorted(self.confirmed)),
            *(("accept", (pk, 0)) for pk in sorted(self.accepted.values())),
        ]
        for step, (pk, member) in order(steps):
            numbers = [voter.pk for voter in self.forum.voters]
            if step == "vote":
                self.vote(posts[pk], numbers.index(member), 0)
            elif step == "confirm":
                self.confirm(posts[pk], numbers.index(member))
            else:
                self.accept(posts[pk])


def settle() -> None:
    """What the worker does by the clock."""
    while settle_due_removals():
        pass


def balances() -> dict[int, int]:
    """Points by member."""
    rows = Balance.objects.values_list("membership__member", "points")
    return {member: points for member, points in rows if points}


def check_ledger() -> None:
    """What holds whatever happened: sums, reversals, replay, nothing to mend."""
    assert not wrong_balances().exists()
    for row in LedgerRow.objects.exclude(reverses=None).select_related("reverses"):
        assert row.reverses is not None
        assert (row.applied, row.reverses.state) == (-row.reverses.applied, "posted")
    for balance in Balance.objects.select_related("membership"):
        assert replayed_points(balance) == balance.points
    assert mend_ledger() == 0


def gains(codes: Iterable[str]) -> Sequence[LedgerRow]:
    """The rows that count now: posted, and not taken back."""
    rows = LedgerRow.objects.filter(code__in=codes, state="posted", reverses=None)
    return list(rows.filter(reversed_by=None))
