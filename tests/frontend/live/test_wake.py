"""How the tail learns that there is something to look at."""

import asyncio

import pytest
from redis import Redis

from forum.models import Thread, ThreadEvent
from frontend.live import tail, wake
from frontend.live.database import ask
from frontend.live.hub import all_hubs
from tests.builders import a_post, a_thread

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(thread: Thread) -> int:
    """Another process tells that the opening post was edited: no signal is heard here."""
    number = Thread.objects.get(pk=thread.pk).event + 1
    event = ThreadEvent(
        thread=thread, number=number, type=ThreadEvent.Type.POST_UPDATED, post=thread.posts.get()
    )
    ThreadEvent.objects.bulk_create([event])
    Thread.objects.filter(pk=thread.pk).update(event=number)
    return number


@pytest.fixture
def sleepy(monkeypatch):
    """The tail hardly ever looks by itself."""
    monkeypatch.setattr(tail, "POLL_SECONDS", 60.0)


async def test_what_another_process_did_is_found_by_polling(open_thread_page):
    thread = await ask(a_thread)
    reader = await open_thread_page(thread)
    await reader.hears("hello")
    number = await ask(elsewhere, thread)
    assert (await reader.hears("post.updated"))["event"] == number


async def test_what_this_process_did_wakes_the_tail_at_once(open_thread_page, sleepy):
    thread = await ask(a_thread)
    reader = await open_thread_page(thread)
    await reader.hears("hello")
    await ask(a_post, thread)
    await reader.hears("post.created")


async def test_redis_wakes_the_tails_of_other_processes(
    open_thread_page, sleepy, settings, redis_url
):
    settings.REDIS_URL = redis_url
    thread = await ask(a_thread)
    reader = await open_thread_page(thread)
    await reader.hears("hello")
    with Redis.from_url(redis_url) as client:
        while not await asyncio.to_thread(client.pubsub_numsub, wake.CHANNEL) > [
            (wake.CHANNEL.encode(), 0)
        ]:
            await asyncio.sleep(0.01)
        await ask(elsewhere, thread)
        client.publish(wake.CHANNEL, str(thread.pk))
    await reader.hears("post.updated")


async def test_a_change_is_told_by_redis(settings, redis_url, transactional_db):
    settings.REDIS_URL = redis_url
    with Redis.from_url(redis_url) as client, client.pubsub() as subscription:
        subscription.subscribe(wake.CHANNEL)
        subscription.get_message(timeout=5)
        thread = await ask(a_thread)
        told = subscription.get_message(timeout=5)
    assert told["data"] == str(thread.pk).encode()


async def test_a_redis_that_does_not_answer_costs_a_writer_little(
    settings, monkeypatch, transactional_db
):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(wake, "_ailing_until", 0.0)
    thread = await ask(a_thread)
    assert wake._ailing_until > 0.0
    assert thread.pk


async def test_nothing_is_asked_while_nothing_is_open(open_thread_page):
    thread = await ask(a_thread)
    reader = await open_thread_page(thread)
    await reader.hears("hello")
    await reader.close()
    for hub in all_hubs():
        while hub._tail:
            await asyncio.sleep(0.01)
        assert not hub.rooms
