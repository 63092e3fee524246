"""Fills an empty forum with as many threads and posts as one likes, in bulk, for measuring.

The rows are those that the actions write, each sample rendered once and stored many times. Nothing
is published, so nobody is told and nothing is queued. Every text has a translation into
`READ_IN`, so that pages show one. The same numbers make the same forum. In a large one most threads
are copies of a thousand others, made by the database itself.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.actions import join
from accounts.models import Community, Member
from benchmarks.content import sentences
from benchmarks.load_copies import Block, copy_block
from forum.models import Category, Post, Thread
from translation.models import Text, Translation
from translation.pipeline import PIPELINE_VERSION, RENDERER_VERSION, render_original

READ_IN = "es"
WRITTEN_IN = "en"
MEMBERS = 200
SAMPLES = 200
BATCH = 5000
BLOCK = 1000
"""Threads that are copied together."""
SEED = 20261122
SECONDS_APART = 20


@dataclass(frozen=True, slots=True)
class Load:
    """What was made, for those who measure."""

    long_thread: int
    busy_member: str


@transaction.atomic
def fill(*, threads: int, posts: int, long_posts: int) -> Load:
    """Make `threads` threads with `posts` posts in all, one of them with `long_posts` of these.

    The first of the members wrote every hundredth post.
    """
    community = Community.objects.get()
    category = Category.objects.filter(community=community).first()
    if category is None:
        raise LookupError("the forum has no category")
    filler = _Filler(community, category)
    rest = (posts - long_posts) // max(1, threads - 1)
    long_thread = filler.thread(long_posts)
    filler.threads(min(threads - 1, BLOCK), rest)
    copies, left = divmod(max(0, threads - 1 - BLOCK), BLOCK)
    filler.copy_last(copies)
    filler.threads(left, rest)
    return Load(long_thread=long_thread, busy_member=filler.people[0].username)


class _Filler:
    """Collects rows and stores them in batches; numbers rows itself, so that they can point at
    each other before they are stored."""

    def __init__(self, community: Community, category: Category) -> None:
        self.community, self.category = community, category
        self.dice = random.Random(SEED)
        self.people = _people(community)
        self.samples = [_sample(source) for source in islice(sentences(WRITTEN_IN), SAMPLES)]
        self.rows: dict[type[models.Model], list[Any]] = {
            model: [] for model in (Text, Translation, Thread, Post)
        }
        self.next_id: dict[type[models.Model], int] = {
            model: _last_id(model) + 1 for model in (Text, Thread, Post)
        }
        self.clock = timezone.now() - timedelta(days=365)
        self.written = 0
        self.block = Block(self.next_id, self.next_id, timedelta())

    def threads(self, number: int, posts_each: int) -> None:
        """Threads, stored; the last block that can be copied."""
        self.store()
        first, began = dict(self.next_id), self.clock
        for _number in range(number):
            self.thread(posts_each)
        self.store()
        self.block = Block(first, dict(self.next_id), self.clock - began)

    def copy_last(self, copies: int) -> None:
        """The last threads again, so many times, each time later."""
        for number in range(1, copies + 1):
            copy_block(self.block, number)
        for model, length in self.block.lengths().items():
            self.next_id[model] += copies * length
        self.clock += copies * self.block.lasts

    def thread(self, count: int) -> int:
        """A thread with `count` posts; its number."""
        thread = Thread(
            pk=self._take_id(Thread),
            community=self.community,
            category=self.category,
            kind=Thread.Kind.DISCUSSION,
            title_id=self._text(),
            author=self.dice.choice(self.people),
            language=WRITTEN_IN,
            last_number=count,
            posts_count=count - 1,
        )
        self.rows[Thread].append(thread)
        posts = [self._post(thread, number) for number in range(1, count + 1)]
        thread.created, thread.last_activity = posts[0].created, posts[-1].created
        self.rows[Post].extend(posts)
        if len(self.rows[Text]) >= BATCH:
            self.store()
        return int(thread.pk)

    def _post(self, thread: Thread, number: int) -> Post:
        self.written += 1
        busy = self.written % 100 == 0
        return Post(
            pk=self._take_id(Post),
            thread=thread,
            number=number,
            kind=Post.Kind.OPENING if number == 1 else Post.Kind.COMMENT,
            body_id=self._text(),
            author=self.people[0] if busy else self.dice.choice(self.people),
            created=self._later(),
        )

    def _text(self) -> int:
        sample = self.dice.choice(self.samples)
        pk = self._take_id(Text)
        self.rows[Text].append(Text(pk=pk, community=self.community, **sample))
        self.rows[Translation].append(_translated(pk, sample))
        return pk

    def _later(self) -> datetime:
        self.clock += timedelta(seconds=SECONDS_APART)
        return self.clock

    def _take_id(self, model: type[models.Model]) -> int:
        pk = self.next_id[model]
        self.next_id[model] += 1
        return pk

    def store(self) -> None:
        """Write what was collected. Times are set as given, not as of now."""
        for model, rows in self.rows.items():
            with _TimesAsGiven(model):
                model._default_manager.bulk_create(rows, batch_size=BATCH)
            rows.clear()


class _TimesAsGiven:
    """Within it `auto_now` and `auto_now_add` of a model leave alone what has a value."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = [field for field in model._meta.fields if isinstance(field, models.DateTimeField)]
        self._before = [(field, field.auto_now, field.auto_now_add) for field in fields]

    def __enter__(self) -> None:
        for field, _now, _add in self._before:
            field.auto_now = field.auto_now_add = False

    def __exit__(self, *exception: object) -> None:
        for field, now, add in self._before:
            field.auto_now, field.auto_now_add = now, add


def _people(community: Community) -> list[Member]:
    made = Member.objects.bulk_create(
        Member(username=f"load-{number}", reading_language=WRITTEN_IN, country="AT")
        for number in range(MEMBERS)
    )
    for member in made:
        join(member=member, community=community)
    return made


def _last_id(model: type[models.Model]) -> int:
    return model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0


def _sample(source: str) -> dict[str, Any]:
    """The columns of a text, as `write_text` fills them."""
    rendition = render_original(source, "markdown", WRITTEN_IN)
    text = Text(source=source, format=Text.Format.MARKDOWN, language=WRITTEN_IN)
    now = timezone.now()
    return {
        "source": source,
        "format": Text.Format.MARKDOWN,
        "language": WRITTEN_IN,
        "language_origin": Text.LanguageOrigin.AUTHOR,
        "checksum": text.compute_checksum(),
        "html": rendition.html,
        "plain": rendition.text,
        "renderer_version": RENDERER_VERSION,
        "created": now,
        "changed": now,
    }


def _translated(text_id: int, sample: dict[str, Any]) -> Translation:
    return Translation(
        text_id=text_id,
        language=READ_IN,
        html=sample["html"],
        plain=sample["plain"],
        source_checksum=sample["checksum"],
        source_language=WRITTEN_IN,
        route=[WRITTEN_IN, READ_IN],
        engine="measured",
        pipeline_version=PIPELINE_VERSION,
        renderer_version=RENDERER_VERSION,
        origin=Translation.Origin.MACHINE,
        quality=0.9,
        segments=1,
        created=sample["created"],
        updated=sample["created"],
    )
