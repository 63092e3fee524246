"""What becomes of a world: read, edited, corrected, deleted, closed."""

from dataclasses import replace

from django.utils import timezone

from accounts.models import Community, Membership
from accounts.permissions import Actor
from core import outbox
from forum.actions import delete_post, edit_post, set_about
from forum.actions.legal import accept_terms, store_legal_page
from forum.actions.revisions import GRACE
from forum.models import Post, Thread
from forum.queries import post_for
from tests.frontend.surfaces.words import Word, words
from tests.frontend.surfaces.world import IN_THREADS, OF_LAW, OF_PLACES, World, opening_of
from translation import execution
from translation.actions import propose_correction, request
from translation.models import Text
from translation.priority import Priority

EDITABLE = frozenset("title question answer second second_body about terms".split())
CORRECTABLE = (IN_THREADS | OF_PLACES | OF_LAW) - {"card", "whisper"}


def untouched(world: World, code: str) -> World:
    """Nothing is translated yet."""
    return world


def translated(world: World, code: str) -> World:
    """Everything can be read in the language `code`."""
    texts = list(Text.objects.filter(language="de"))
    request(texts=texts, languages=[code], priority=Priority.READER)
    work()
    return world


def work() -> None:
    """Deliver all news and do all the translating that is due."""
    while outbox.dispatch() or execution.work_off():
        pass


def edited(world: World, code: str) -> World:
    """What can be edited says something else, in all languages."""
    world = translated(world, code)
    said = {**world.words, **words(sorted(EDITABLE), first=100)}
    _let_write(world, world.asker, world.helper)
    # What is changed soon after it was written leaves no earlier version.
    Post.objects.update(created=timezone.now() - 2 * GRACE)
    old, new = world.words["question"].written, said["question"].written
    body = world.question.body.source.replace(old, new)
    _edit(world.asker, world.question, body, said["title"])
    _edit(world.asker, opening_of(world.second), said["second_body"].sentence, said["second"])
    _edit(world.helper, world.answer, said["answer"].sentence)
    set_about(actor=world.asker, about=said["about"].sentence, language="de")
    source = said["terms"].sentence
    store_legal_page(community=world.community, kind="terms", source=source, language="de")
    before = {name: world.words[name] for name in EDITABLE}
    return translated(replace(world, words=said, before=before), code)


def _let_write(world: World, *people: Actor) -> None:
    for actor in people:
        accept_terms(actor=actor, community=world.community)


def _edit(actor: Actor, post: Post, body: str, title: Word | None = None) -> None:
    present = post_for(actor, post.pk)
    edit_post(
        actor=actor,
        post=present,
        revision=present.revision,
        body=body,
        title=title.sentence if title else None,
    )


def corrected(world: World, code: str) -> World:
    """People have put every text into better words."""
    world = translated(world, code)
    for name in sorted(CORRECTABLE):
        _correct(world, world.words[name], code)
    work()
    return world


def _correct(world: World, word: Word, code: str) -> None:
    text = Text.objects.filter(source__contains=word.written).earliest("pk")
    # A sentence, the description of an image, or a name, which is a sentence of its own.
    described = word.written if "\n" in text.source else text.source
    source = word.sentence if word.sentence in text.source else described
    propose_correction(
        actor=world.agent,
        text=text,
        community=world.community,
        language=code,
        segments=[(source, word.in_better_words(source))],
    )


def without_answer(world: World, code: str) -> World:
    """Its author has deleted the answer."""
    return _without(translated(world, code), world.helper, world.answer)


def without_threads(world: World, code: str) -> World:
    """Their author has deleted the threads with everything in them."""
    world = translated(world, code)
    threads: tuple[Thread, ...] = (world.thread, world.second)
    return _without(world, world.asker, *map(opening_of, threads))


def _without(world: World, actor: Actor, *posts: Post) -> World:
    _let_write(world, actor)
    for post in posts:
        delete_post(actor=actor, post=post_for(actor, post.pk))
    work()
    return world


def closed(world: World, code: str) -> World:
    """The community is for its members, and nobody of those who look is one any more."""
    world = translated(world, code)
    Membership.objects.all().delete()
    visibility = Community.Visibility.MEMBERS
    Community.objects.filter(pk=world.community.pk).update(visibility=visibility)
    return world
