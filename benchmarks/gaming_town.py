"""The town of `benchmarks.gaming`: its clock, its members' deeds, and who gave whom what."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions import join
from accounts.models import Member
from accounts.queries import actor_for
from core.errors import LingoraError
from core.models import Outbox
from forum.actions import accept_answer, confirm_answer, vote
from forum.models import Post, Thread
from tests.builders import a_category, a_member, a_post, a_thread
from tests.reputation.lives import hear

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
VOCABULARY = [f"{first}{last}" for first in ("ro", "ca", "mi", "lu", "ten", "spa") for last in (
    *("ter", "ble", "nal", "dix", "gor", "pel", "sun", "vak", "wim", "zod"),
)]  # fmt: skip
LEVEL = 2


class Clock:
    """Django's clock, set by whoever plays: all of the program asks `timezone.now`."""

    def __init__(self) -> None:
        self.moment = BEGIN

    def wind_up(self) -> None:
        timezone.now = self.now

    def now(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment


class Town:
    """Deeds that the program refuses are counted by who wanted to give whom: an attempt has its
    points, too. `dishonest_posts` earn dishonestly whoever votes on them."""

    def __init__(self, clock: Clock, dice: random.Random) -> None:
        self.clock, self.dice = clock, dice
        self.category = a_category()
        self.community = self.category.community
        self.refused: Counter[tuple[int, int]] = Counter()
        self.dishonest_posts: set[int] = set()
        self._numbers, self._heard = count(1), 0

    def member(self, *, verified: bool = True) -> Member:
        """Who joined long ago, may vote, and reads the language of all others."""
        member = a_member(date_joined=self.clock.moment - timedelta(days=200))
        if verified:
            EmailAddress.objects.create(user=member, email=member.email, verified=True)
        membership = join(member=member, community=self.community)
        membership.level_granted = LEVEL
        membership.save()
        return member

    def words(self, number: int) -> str:
        return " ".join(self.dice.choices(VOCABULARY, k=number)).capitalize() + "."

    def question(self, asker: Member) -> Thread:
        thread = a_thread(
            actor=actor_for(asker), category=self.category, title=self.words(5), body=self.words(25)
        )
        self.clock.moment += timedelta(minutes=self.dice.choice([5, 20, 90]))
        return thread

    def answer(self, member: Member, thread: Thread, *, body: str = "") -> Post:
        return a_post(thread, actor=actor_for(member), kind="answer", body=body or self.words(30))

    def vote(self, voter: Member, post: Post) -> None:
        self._try(voter, post, vote, value=1)

    def confirm(self, member: Member, post: Post) -> None:
        self._try(member, post, confirm_answer)

    def accept(self, asker: Member, post: Post) -> None:
        self._try(asker, post, accept_answer)

    def _try(self, giver: Member, post: Post, deed, **options: object) -> None:
        try:
            deed(actor=actor_for(giver), post=post, **options)
        except LingoraError as error:
            if error.code in ("votes_used_up", "votes_kept_apart"):
                self.refused[giver.pk, post.author_id or 0] += 1

    def tell(self) -> None:
        """Let the ledger hear what happened."""
        rows = Outbox.objects.filter(pk__gt=self._heard, name__startswith="forum.")
        fresh: Iterable[Outbox] = list(rows.order_by("pk"))
        for row in fresh:
            self._heard = row.pk
        hear(fresh)
