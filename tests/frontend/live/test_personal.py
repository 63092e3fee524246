"""What is new for a member, on every page that he has open."""

import pytest

from forum.actions.notification_reading import mark_notifications_seen
from forum.actions.notifications import notify_of_post
from frontend.live import personal
from frontend.live.database import ask
from tests.builders import a_post, a_thread, an_actor
from tests.frontend.live.conftest import Reader, a_token, session_cookie

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def open_bell(transactional_db):
    """Opens sockets of members; all are closed when the test ends."""
    opened: list[Reader] = []

    async def open_socket(*, actor=None, token=None, origin="http://testserver"):
        given = {"host": "testserver"} | ({"origin": origin} if origin else {})
        if actor:
            given["cookie"] = await ask(session_cookie, actor)
        pairs = [(name.encode(), value.encode()) for name, value in given.items()]
        reader = await Reader("/ws/me", pairs).open()
        opened.append(reader)
        if token:
            await reader.say(type="auth", token=token)
        return reader

    yield open_socket
    for reader in opened:
        await reader.close()
    await personal.present_office().closed()


def an_answer_for(actor):
    post = a_post(a_thread(actor=actor))
    notify_of_post(post_id=post.pk)


async def test_a_member_hears_of_what_is_new(open_bell):
    actor = await ask(an_actor)
    bell = await open_bell(actor=actor)
    await bell.hears("hello")
    assert (await bell.hears("notifications"))["unseen"] == 0
    await ask(an_answer_for, actor)
    assert (await bell.hears("notifications"))["unseen"] == 1


async def test_what_one_page_has_seen_the_others_hear(open_bell):
    actor = await ask(an_actor)
    await ask(an_answer_for, actor)
    bell = await open_bell(actor=actor)
    assert (await bell.hears("notifications"))["unseen"] == 1
    await ask(lambda: mark_notifications_seen(actor=actor))
    assert (await bell.hears("notifications"))["unseen"] == 0


async def test_nobody_hears_of_another(open_bell):
    actor, other = await ask(lambda: (an_actor(), an_actor()))
    bell = await open_bell(actor=other)
    await ask(an_answer_for, actor)
    assert (await bell.hears("notifications"))["unseen"] == 0


async def test_a_program_names_its_token(open_bell):
    actor = await ask(an_actor)
    token = await ask(a_token, actor)
    bell = await open_bell(token=token, origin=None)
    await bell.hears("hello")


async def test_a_wrong_token_is_refused(open_bell):
    bell = await open_bell(token="lingora_wrong", origin=None)
    assert await bell.is_closed_with() == 4401


async def test_visitors_are_refused_after_a_while(open_bell, monkeypatch):
    monkeypatch.setattr(personal, "AUTH_SECONDS", 0.05)
    bell = await open_bell()
    assert await bell.is_closed_with() == 4401


async def test_a_session_that_another_site_sends_along_is_refused(open_bell):
    actor = await ask(an_actor)
    bell = await open_bell(actor=actor, origin="https://elsewhere.example")
    assert await bell.is_closed_with() == 4403


async def test_a_session_that_has_ended_hears_no_more(open_bell):
    actor = await ask(an_actor)
    bell = await open_bell(actor=actor)
    await bell.hears("notifications")
    await ask(lambda: type(actor.member).objects.filter(pk=actor.id).update(is_active=False))
    await personal.present_office().recheck()
    assert await bell.is_closed_with() == 4401


async def test_a_ping_is_answered(open_bell):
    bell = await open_bell(actor=await ask(an_actor))
    await bell.say(type="ping")
    await bell.hears("pong")
