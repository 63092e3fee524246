"""What a socket says, and in which order."""

import pytest

from forum.actions import delete_post, edit_post
from forum.models import ReadDemand, Thread, ThreadEvent
from forum.queries import languages_read, newest_events
from frontend import limits
from frontend.limits import Limit
from frontend.live import sockets, tail
from frontend.live.database import ask
from tests.builders import a_post, a_thread, an_actor
from tests.frontend.live.conftest import translate

pytestmark = pytest.mark.django_db(transaction=True)


async def test_the_first_message_is_hello_with_the_newest_number(open_thread_page):
    thread = await ask(a_thread)
    reader = await open_thread_page(thread, after=0)
    assert await reader.hears("hello") == {"type": "hello", "event": thread.event}
    assert reader.seen[0]["type"] == "hello"


async def test_what_came_after_the_page_follows_hello_at_once(open_thread_page):
    thread = await ask(a_thread)
    post = await ask(a_post, thread)
    reader = await open_thread_page(thread, after=1)
    told = await reader.hears("post.created")
    assert (told["event"], told["post"]) == (2, post.pk)
    assert f'id="post-{post.pk}"' in told["html"]


async def test_nothing_is_replayed_to_whoever_asks_for_nothing(open_thread_page):
    thread = await ask(a_thread)
    reader = await open_thread_page(thread)
    await reader.hears("hello")
    post = await ask(a_post, thread)
    assert (await reader.hears("post.created"))["post"] == post.pk
    assert len(reader.numbered()) == 1


async def test_a_new_post_arrives_on_the_open_page(open_thread_page):
    thread = await ask(a_thread)
    reader = await open_thread_page(thread, after=1)
    await reader.hears("hello")
    post = await ask(a_post, thread, body="It was the channel.")
    told = await reader.hears("post.created")
    assert (told["event"], told["post"]) == (2, post.pk)
    assert "It was the channel." in told["html"]


async def test_a_new_post_brings_the_header_with_its_counter(open_thread_page):
    thread = await ask(a_thread)
    reader = await open_thread_page(thread, after=1)
    await reader.hears("hello")
    await ask(a_post, thread)
    assert "1 reply" in (await reader.hears("post.created"))["header"]


async def test_a_translation_replaces_the_waiting_original(open_thread_page):
    thread = await ask(a_thread, language="de", body="Mein Router trennt sich.")
    reader = await open_thread_page(thread, lang="es", after=thread.event)
    await reader.hears("presence")
    await translate()
    told = await reader.hears("post.translated")
    assert 'lang="es"' in told["html"]
    assert "Mein Router trennt sich." in told["html"]


async def test_a_translation_into_another_language_is_not_told(open_thread_page):
    thread = await ask(a_thread, language="de", body="Mein Router trennt sich.")
    spanish = await open_thread_page(thread, lang="es", after=thread.event)
    german = await open_thread_page(thread, lang="de", after=thread.event)
    await spanish.hears("presence")
    await translate()
    await spanish.hears("post.translated")
    post = await ask(a_post, thread, language="de")
    assert (await german.hears("post.created"))["post"] == post.pk
    assert len(german.numbered()) == 1


async def test_readers_of_one_language_are_sent_the_same_bytes(open_thread_page, monkeypatch):
    thread = await ask(a_thread)
    one, other = [await open_thread_page(thread, after=1) for _ in range(2)]
    await one.hears("hello"), await other.hears("hello")
    await ask(a_post, thread)
    assert await one.hears("post.created") == await other.hears("post.created")


async def test_several_events_of_a_post_fold_into_its_newest_state(open_thread_page):
    author = await ask(an_actor)
    thread = await ask(a_thread)
    post = await ask(a_post, thread, actor=author)
    await ask(edit_post, actor=author, post=post, revision=1, body="It was the cable after all.")
    reader = await open_thread_page(thread, after=1)
    told = await reader.hears("post.created")
    assert told["event"] == 3
    assert "It was the cable after all." in told["html"]
    assert len(reader.numbered()) == 1


async def test_an_edit_arrives_as_an_update(open_thread_page):
    author = await ask(an_actor)
    thread = await ask(a_thread)
    post = await ask(a_post, thread, actor=author)
    reader = await open_thread_page(thread, after=2)
    await reader.hears("hello")
    await ask(edit_post, actor=author, post=post, revision=1, body="It was the cable after all.")
    assert "the cable after all" in (await reader.hears("post.updated"))["html"]


async def test_a_deleted_post_is_removed_from_the_open_page(open_thread_page):
    author = await ask(an_actor)
    thread = await ask(a_thread)
    post = await ask(a_post, thread, actor=author)
    reader = await open_thread_page(thread, after=2)
    await reader.hears("hello")
    await ask(delete_post, actor=author, post=post)
    told = await reader.hears("post.removed")
    assert told["post"] == post.pk
    assert "html" not in told


async def test_event_numbers_only_rise(open_thread_page):
    thread = await ask(a_thread, language="de")
    reader = await open_thread_page(thread, lang="fr", after=0)
    for _ in range(5):
        await ask(a_post, thread, language="de")
        await translate()
    last = await ask(lambda: Thread.objects.get(pk=thread.pk).event)
    numbers = [message["event"] for message in await reader.hears_until(last)]
    assert numbers == sorted(set(numbers))


async def test_whoever_is_behind_the_backlog_is_told_to_load_again(open_thread_page):
    thread = await ask(a_thread)
    await ask(a_post, thread)
    await ask(ThreadEvent.objects.filter(thread=thread, number__lte=2).delete)
    await ask(a_post, thread)
    reader = await open_thread_page(thread, after=1)
    await reader.hears("resync")
    assert [message["type"] for message in reader.seen] == ["hello", "resync"]


async def test_whoever_missed_very_much_is_told_to_load_again(open_thread_page, monkeypatch):
    monkeypatch.setattr(sockets, "REPLAY_EVENTS_MAX", 2)
    thread = await ask(a_thread)
    for _post in range(3):
        await ask(a_post, thread)
    newest = (await ask(newest_events, [thread.pk]))[thread.pk]
    near = await open_thread_page(thread, after=newest - 2)
    await near.hears("post.created")
    reader = await open_thread_page(thread, after=0)
    await reader.hears("resync")
    assert reader.numbered() == []


async def test_a_number_from_the_future_means_load_again(open_thread_page):
    thread = await ask(a_thread)
    reader = await open_thread_page(thread, after=999)
    await reader.hears("resync")


async def test_a_tail_that_fails_is_started_again_and_says_so(open_thread_page, monkeypatch):
    thread = await ask(a_thread)
    reader = await open_thread_page(thread, after=1)
    await reader.hears("hello")
    look, failures = tail.look, iter([True])

    async def look_badly(hub):
        if next(failures, False):
            raise ConnectionError("the database went away")
        await look(hub)

    monkeypatch.setattr(tail, "look", look_badly)
    await reader.hears("resync")
    await ask(a_post, thread)
    await reader.hears("post.created")


async def test_joining_says_that_the_language_is_read_here(open_thread_page):
    thread = await ask(a_thread)
    reader = await open_thread_page(thread, lang="pt-BR")
    await reader.say(type="ping")
    await reader.hears("pong")
    read = await ask(lambda: list(ReadDemand.objects.values_list("thread", "language")))
    assert read == [(thread.pk, "pt-BR")]


async def test_a_ping_is_answered(open_thread_page):
    reader = await open_thread_page(await ask(a_thread))
    await reader.say(type="ping")
    assert await reader.hears("pong") == {"type": "pong"}


@pytest.mark.parametrize("nonsense", ["{", "[]", "null", '"x"', "[" * 3000, '{"type": "dance"}'])
async def test_nonsense_is_left_unanswered(open_thread_page, nonsense):
    reader = await open_thread_page(await ask(a_thread))
    await reader.say_text(nonsense)
    await reader.say(type="ping")
    await reader.hears("pong")


async def test_a_message_that_is_too_long_ends_the_socket(open_thread_page):
    reader = await open_thread_page(await ask(a_thread))
    await reader.hears("hello")
    await reader.say(type="ping", note="x" * 5000)
    assert await reader.is_closed_with() == 1009


async def test_a_client_that_talks_without_end_is_cut_off(open_thread_page):
    reader = await open_thread_page(await ask(a_thread))
    for _ in range(50):
        await reader.say(type="ping")
    assert await reader.is_closed_with() == 1008


async def test_presence_counts_readers_and_names_writers(open_thread_page):
    thread = await ask(a_thread)
    writer = await ask(an_actor, display_name="Noor")
    reader = await open_thread_page(thread)
    assert (await reader.hears("presence"))["readers"] == 1
    writing = await open_thread_page(thread, actor=writer)
    await writing.say(type="writing")
    told = await reader.hears("presence")
    assert told == {"type": "presence", "readers": 2, "writing": ["Noor"]}


async def test_a_visitor_is_never_named_as_writing(open_thread_page):
    thread = await ask(a_thread)
    reader = await open_thread_page(thread)
    await reader.say(type="writing")
    assert (await reader.hears("presence"))["writing"] == []


async def test_a_visitor_who_reads_too_much_is_let_in_but_not_listened_to(
    open_thread_page, monkeypatch
):
    monkeypatch.setattr(limits, "DEMANDS_OF_VISITORS", Limit("demands", 1, 86_400))
    thread = await ask(a_thread)
    for lang in ("de", "es"):
        reader = await open_thread_page(thread, lang=lang, address="203.0.113.7")
        await reader.hears("hello")
        await reader.say(type="ping")
        await reader.hears("pong")
    assert await ask(languages_read, thread.community_id, thread.pk) == ["de"]
