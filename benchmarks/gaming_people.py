"""The people of `benchmarks.gaming`: what honest and dishonest members do in a month.

Each kind of player adds deeds to a day: a minute, and what is done then. Who and when is drawn
from one seed, so that every run plays the same month.
"""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from accounts.models import Member
from benchmarks.gaming_town import Town
from forum.models import Post, Thread

Deed = tuple[float, Callable[[], object]]
DAY_MINUTES = 24 * 60
QUESTIONS_A_DAY = 4
VOTES_A_DAY = 16
BUSY_DAY = 15
BUSY = 4
"""Times as many questions and votes on the day after a release."""
EXPERTS, HELPERS, READERS = 6, 14, 60
KEEN = 15
"""Readers who read a lot, and widely."""
KEEN_SHARE = 0.4
"""Of all votes, those that only they cast."""
EVENING = 5
"""Old answers that one of them likes in an evening."""
FAVOURITE_SHARE = 0.25
"""Of the votes of a member who has a favourite expert, those that go to him anyway."""
BURST = 6
"""As many as anybody may give one author in a day."""


@dataclass
class Honest:
    """Experts and helpers answer, askers thank and accept, readers like what they read, a few of
    them most of it. Some have a favourite; two are friends, who help each other once a fortnight;
    now and then who reads a lot goes through an expert's old answers in an evening."""

    town: Town
    dice: random.Random
    experts: list[Member] = field(default_factory=list)
    helpers: list[Member] = field(default_factory=list)
    readers: list[Member] = field(default_factory=list)
    answers: list[Post] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.experts = [self.town.member() for _ in range(EXPERTS)]
        self.helpers = [self.town.member() for _ in range(HELPERS)]
        self.readers = [self.town.member() for _ in range(READERS)]
        self.keen = self.readers[:KEEN]
        self.favourites = dict(zip(self.readers[KEEN:][:12], self.experts * 2, strict=True))

    def day(self, number: int) -> Iterator[Deed]:
        busy = BUSY if number == BUSY_DAY else 1
        for _ in range(QUESTIONS_A_DAY * busy):
            yield self.dice.uniform(0, 900), self._question
        for _ in range(VOTES_A_DAY * busy):
            yield self.dice.uniform(900, DAY_MINUTES - 60), self._vote
        if number % 14 == 5:
            yield from self._friends_thank()
        if number % 12 == 11:
            yield from self._evening_with_an_expert(number)

    def _question(self) -> None:
        asker = self.dice.choice(self.readers + self.helpers)
        thread = self.town.question(asker)
        able = [one for one in [*self.experts * 2, *self.helpers] if one != asker]
        for helper in {self.dice.choice(able) for _ in range(self.dice.randint(1, 3))}:
            self.answers.append(self.town.answer(helper, thread))
        self._thank(asker, self.answers[-1])

    def _thank(self, asker: Member, answer: Post) -> None:
        if self.dice.random() < 0.7:
            self.town.accept(asker, answer)
        if self.dice.random() < 0.6:
            self.town.vote(asker, answer)

    def _vote(self) -> None:
        keen = self.dice.random() < KEEN_SHARE
        voter = self.dice.choice(self.keen if keen else self.readers + self.helpers + self.experts)
        recent = [post for post in self.answers[-60:] if post.author_id != voter.pk]
        liked = [post for post in recent if post.author_id == self._favourite(voter)]
        if self.dice.random() < FAVOURITE_SHARE and liked:
            recent = liked
        if recent:
            self.town.vote(voter, self.dice.choice(recent))

    def _favourite(self, voter: Member) -> int:
        return self.favourites[voter].pk if voter in self.favourites else 0

    def _friends_thank(self) -> Iterator[Deed]:
        one, other = self.helpers[:2]
        for asker, helper in ((one, other), (other, one)):
            yield 1000.0, partial(self._help, asker, helper)

    def _help(self, asker: Member, helper: Member) -> None:
        answer = self.town.answer(helper, self.town.question(asker))
        self.answers.append(answer)
        self.town.accept(asker, answer)
        self.town.vote(asker, answer)

    def _evening_with_an_expert(self, number: int) -> Iterator[Deed]:
        reader, expert = self.keen[number % KEEN], self.experts[number % EXPERTS]
        known = [post for post in self.answers if post.author_id == expert.pk][:40]
        for minute, post in enumerate(self.dice.sample(known, min(EVENING, len(known)))):
            yield 1200.0 + minute, partial(self.town.vote, reader, post)


class Cheats(ABC):
    """Members who want points for nothing; `name` is what the table calls them. Whatever one of
    them gives another is dishonest."""

    name = ""

    def __init__(self, town: Town, dice: random.Random, honest: Honest) -> None:
        self.town, self.dice, self.honest = town, dice, honest
        self.members: list[Member] = []
        self.posts: list[Post] = []
        self.liked: set[int] = set()

    def recruit(self, number: int, **known: bool) -> None:
        self.members = [self.town.member(**known) for _ in range(number)]

    def write(self, member: Member) -> Post:
        """An answer in somebody's thread, to be voted on."""
        thread = self.dice.choice(self.honest.answers).thread
        self.posts.append(self.town.answer(member, thread))
        return self.posts[-1]

    def write_two(self, member: Member) -> None:
        for _ in range(2):
            self.write(member)

    def like(self, voter: Member, author: Member, most: int) -> None:
        theirs = [post for post in self.posts if post.author_id == author.pk]
        for post in theirs[-most:]:
            self.town.vote(voter, post)

    @abstractmethod
    def day(self, number: int) -> Iterator[Deed]:
        """What they do on a day of the game, each deed with its minute."""


class Pair(Cheats):
    """Two who like whatever the other writes."""

    name = "a pair"

    def day(self, number: int) -> Iterator[Deed]:
        if not self.members:
            self.recruit(2)
        one, other = self.members
        for author, voter in ((one, other), (other, one)):
            yield 300.0, partial(self.write_two, author)
            yield 600.0, partial(self.like, voter, author, 2)


class Ring(Cheats):
    """Six who like in a circle, so that nobody gives back."""

    name = "a ring of six"

    def day(self, number: int) -> Iterator[Deed]:
        if not self.members:
            self.recruit(6)
        if number % 2:
            return
        for at, author in enumerate(self.members):
            voter = self.members[at - 1]
            yield 310.0, partial(self.write, author)
            yield 610.0, partial(self.like, voter, author, 2)


class Bursts(Cheats):
    """One who goes through all old posts of a friend within minutes, again and again."""

    name = "bursts"

    def day(self, number: int) -> Iterator[Deed]:
        if not self.members:
            self.recruit(2)
        author, voter = self.members
        if number % 4 == 3:
            old = self.posts[len(self.liked) :][:BURST]
            yield 220.0, partial(self._like_all, voter, old)
        yield 320.0, partial(self.write_two, author)

    def _like_all(self, voter: Member, old: list[Post]) -> None:
        """He waits until there are enough."""
        for post in old if len(old) == BURST else []:
            self.liked.add(post.pk)
            self.town.vote(voter, post)


class Puppets(Cheats):
    """A master whose accounts ask, accept, like and confirm what he answers; half of them never
    confirmed an address."""

    name = "a master and his eight puppets"

    def day(self, number: int) -> Iterator[Deed]:
        if not self.members:
            self.recruit(5)
            self.members += [self.town.member(verified=False) for _ in range(4)]
        if number % 3 == 0:
            for puppet in self.members[1:]:
                yield 330.0, partial(self._ask, puppet)

    def _ask(self, puppet: Member) -> None:
        master = self.members[0]
        answer = self.town.answer(master, self.town.question(puppet))
        self.town.accept(puppet, answer)
        self.town.vote(puppet, answer)
        for other in self.dice.sample(self.members[1:], 2):
            if other != puppet:
                self.town.confirm(other, answer)


class Copies(Cheats):
    """One who pastes the same answer under every question; honest readers fall for it."""

    name = "the same answer pasted again"

    def day(self, number: int) -> Iterator[Deed]:
        if not self.members:
            self.recruit(1)
            self.text = self.town.words(30)
        yield 340.0, self._paste

    def _paste(self) -> None:
        thread: Thread = self.dice.choice(self.honest.answers[-20:]).thread
        post = self.town.answer(self.members[0], thread, body=self.text)
        if self.posts:
            self.town.dishonest_posts.add(post.pk)
        self.posts.append(post)
        for voter in self.dice.sample(self.honest.readers, 2):
            self.town.vote(voter, post)


class Hiding(Cheats):
    """Two who like each other every other day and a stranger as often, to look like readers."""

    name = "a pair that hides among others"

    def day(self, number: int) -> Iterator[Deed]:
        if not self.members:
            self.recruit(2)
        if number % 2:
            one, other = self.members
            for author, voter in ((one, other), (other, one)):
                yield 345.0, partial(self.write, author)
                yield 645.0, partial(self.like, voter, author, 1)
                yield 655.0, partial(self._like_a_stranger, voter)

    def _like_a_stranger(self, voter: Member) -> None:
        self.town.vote(voter, self.dice.choice(self.honest.answers[-20:]))


class Careful(Cheats):
    """Two who like each other four times in a month and others as often: like friends."""

    name = "a pair that stays below every limit"

    def day(self, number: int) -> Iterator[Deed]:
        if not self.members:
            self.recruit(2)
        if number % 7 == 3:
            one, other = self.members
            for author, voter in ((one, other), (other, one)):
                yield 350.0, partial(self.write, author)
                yield 650.0, partial(self.like, voter, author, 1)
                yield 660.0, partial(self._like_the_newest, voter)

    def _like_the_newest(self, voter: Member) -> None:
        self.town.vote(voter, self.honest.answers[-1])


CHEATS: tuple[type[Cheats], ...] = (Pair, Ring, Bursts, Puppets, Copies, Hiding, Careful)
