"""Who may follow a thread, and what nobody hears who may not see it."""

import json

import pytest
from django.contrib.sessions.models import Session

from accounts.actions import ban_member
from accounts.models import Community, Membership
from accounts.permissions import Actor
from forum.actions import delete_post, restore_post
from forum.models import Category, Post, Thread
from frontend.live import sockets, tail
from frontend.live.database import ask
from frontend.live.hub import present_hub
from tests.builders import a_category, a_community, a_post, a_role, a_thread, an_actor
from tests.frontend.live.conftest import PATIENCE_SECONDS, Reader, a_token, translate

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "The recall is announced on Monday."


def the_thread(
    *, category: str = "public", community: str = "public"
) -> tuple[Thread, dict[str, Actor | None]]:
    """A thread, and somebody of each kind in its community."""
    place = a_community(visibility=community)
    author = a_role(place)
    thread = a_thread(actor=author, category=a_category(place, visibility=category))
    Thread.objects.filter(pk=thread.pk).update(author=author.id)
    people: dict[str, Actor | None] = {
        "visitor": None,
        "stranger": an_actor(),
        "member": a_role(place),
        "banned": a_role(place, state=Membership.State.BANNED),
        "agent": a_role(place, Membership.Role.AGENT),
        "operator": a_role(place, Membership.Role.OPERATOR),
        "superuser": an_actor(is_superuser=True),
    }
    return thread, people


EVERYBODY = {"visitor", "stranger", "member", "banned", "agent", "operator", "superuser"}
STAFF = {"agent", "operator", "superuser"}
OPENED_BY = {
    ("public", "public"): EVERYBODY,
    ("members", "public"): {"member"} | STAFF,
    ("staff", "public"): STAFF,
    ("public", "members"): {"member"} | STAFF,
}


@pytest.fixture
def quick(monkeypatch):
    """Nobody is waited for."""
    monkeypatch.setattr(sockets, "AUTH_SECONDS", 0.05)
    monkeypatch.setattr(sockets, "PROGRAM_SECONDS", 0.05)


@pytest.mark.parametrize(("category", "community"), OPENED_BY)
async def test_a_socket_opens_for_those_who_may_read_the_page(
    open_thread_page, quick, category, community
):
    thread, people = await ask(the_thread, category=category, community=community)
    opened = set()
    for name, actor in people.items():
        reader = await open_thread_page(thread, actor=actor)
        output = await reader.socket.receive_output(timeout=PATIENCE_SECONDS)
        if output["type"] == "websocket.send":
            opened.add(name)
        else:
            assert output["code"] == (4401 if actor is None else 4404)
    assert opened == OPENED_BY[category, community]


async def test_a_thread_that_does_not_exist_is_not_found(open_thread_page):
    reader = await open_thread_page(987654, actor=await ask(an_actor))
    assert await reader.is_closed_with() == 4404


async def test_a_visitor_does_not_learn_which_threads_there_are(open_thread_page, quick):
    private, _people = await ask(the_thread, community="members")
    for number in (private.pk, 987654):
        reader = await open_thread_page(number)
        assert await reader.is_closed_with() == 4401


@pytest.mark.parametrize("path", ["/ws/elsewhere", "/ws/threads/x", "/ws/threads/1/more", "/"])
async def test_another_address_is_not_found(path):
    reader = await Reader(path, []).open()
    assert await reader.is_closed_with() == 4404


@pytest.mark.parametrize("digits", [19, 20, 400, 5000])
async def test_a_number_beyond_all_threads_is_not_found(digits):
    reader = await Reader(f"/ws/threads/{'9' * digits}", []).open()
    assert await reader.is_closed_with() == 4404


async def test_more_is_asked_than_anybody_can_mean(open_thread_page):
    query = "&".join(f"a{number}=1" for number in range(50))
    reader = await Reader(f"/ws/threads/1?{query}", []).open()
    assert await reader.is_closed_with() == 1008


async def test_a_session_from_an_origin_that_is_none_is_refused(open_thread_page):
    thread, people = await ask(the_thread)
    reader = await open_thread_page(thread, actor=people["member"], origin="http://[")
    assert await reader.is_closed_with() == 4403


async def test_a_nul_in_the_session_is_no_session(open_thread_page):
    thread, _people = await ask(the_thread)
    cookie = 'sessionid="abcdefgh\\000ijkl"'
    reader = await open_thread_page(thread, headers={"cookie": cookie})
    await reader.hears("hello")


async def test_one_address_opens_so_many_sockets_and_no_more(open_thread_page, monkeypatch):
    monkeypatch.setattr(sockets, "SOCKETS_MAX", 2)
    thread, _people = await ask(the_thread)
    opened = [await open_thread_page(thread, address="203.0.113.7") for _socket in range(3)]
    await opened[1].hears("hello")
    assert await opened[2].is_closed_with() == 1013
    await (await open_thread_page(thread, address="203.0.113.8")).hears("hello")
    await opened[0].close()
    await (await open_thread_page(thread, address="203.0.113.7")).hears("hello")


async def test_this_machine_opens_as_many_as_it_likes(open_thread_page, monkeypatch):
    monkeypatch.setattr(sockets, "SOCKETS_MAX", 1)
    thread, _people = await ask(the_thread)
    for _socket in range(3):
        await (await open_thread_page(thread, address="127.0.0.1")).hears("hello")


async def test_a_deleted_thread_is_not_found(open_thread_page):
    author = await ask(an_actor)
    thread = await ask(a_thread, actor=author)
    await ask(lambda: delete_post(actor=author, post=thread.posts.get()))
    reader = await open_thread_page(thread)
    assert await reader.is_closed_with() == 4404


async def test_a_session_from_a_page_of_another_site_is_refused(open_thread_page):
    thread, people = await ask(the_thread)
    reader = await open_thread_page(thread, actor=people["member"], origin="http://evil.example")
    assert await reader.is_closed_with() == 4403


async def test_a_session_without_origin_is_refused(open_thread_page):
    thread, people = await ask(the_thread)
    reader = await open_thread_page(thread, actor=people["member"], origin=None)
    assert await reader.is_closed_with() == 4403


async def test_a_session_for_a_host_that_is_not_ours_is_refused(open_thread_page):
    thread, people = await ask(the_thread)
    reader = await open_thread_page(
        thread,
        actor=people["member"],
        origin="http://evil.example",
        headers={"host": "evil.example"},
    )
    assert await reader.is_closed_with() == 4403


async def test_a_visitor_without_origin_reads_what_is_public(open_thread_page):
    thread, _people = await ask(the_thread)
    reader = await open_thread_page(thread, origin=None)
    await reader.hears("hello")


async def test_a_token_opens_what_its_member_may_read(open_thread_page):
    thread, people = await ask(the_thread, community="members")
    token = await ask(a_token, people["member"])
    reader = await open_thread_page(thread, token=token, origin=None)
    await reader.hears("hello")
    assert [message["type"] for message in reader.seen] == ["hello"]


async def test_a_wrong_token_is_refused(open_thread_page):
    thread, _people = await ask(the_thread)
    reader = await open_thread_page(thread, token="lingora_wrong", origin=None)
    assert await reader.is_closed_with() == 4401


async def test_a_token_that_may_not_read_is_refused(open_thread_page):
    thread, people = await ask(the_thread)
    token = await ask(a_token, people["member"], "write")
    reader = await open_thread_page(thread, token=token, origin=None)
    assert await reader.is_closed_with() == 4403


async def test_staff_who_name_their_token_late_are_let_in_again(open_thread_page):
    thread, people = await ask(the_thread)
    await ask(a_post, thread, actor=people["agent"], body=SECRET, whisper=True)
    reader = await open_thread_page(thread, after=1)
    await reader.hears("hello")
    token = await ask(a_token, people["agent"], "read", "moderate")
    await reader.say(type="auth", token=token)
    await reader.hears("hello")
    assert SECRET in (await reader.hears("post.created"))["html"]


async def whispered(open_thread_page, name: str, *, replayed: bool) -> str:
    """All that somebody of this kind hears of a whisper and the public post after it."""
    thread, people = await ask(the_thread)
    reader = await open_thread_page(thread, actor=people[name], after=1) if not replayed else None
    if reader:
        await reader.hears("hello")
    await ask(a_post, thread, actor=people["agent"], body=SECRET, whisper=True)
    await translate()
    await ask(a_post, thread)
    reader = reader or await open_thread_page(thread, actor=people[name], after=1)
    last = await ask(lambda: Thread.objects.get(pk=thread.pk).event)
    await reader.hears_until(last)
    return json.dumps(reader.seen)


@pytest.mark.parametrize("replayed", [False, True])
@pytest.mark.parametrize("name", ["visitor", "stranger", "member", "banned"])
async def test_a_whisper_is_never_heard_by_others(open_thread_page, name, replayed):
    heard = await whispered(open_thread_page, name, replayed=replayed)
    assert SECRET not in heard
    assert heard.count('"post.created"') == 1


@pytest.mark.parametrize("replayed", [False, True])
@pytest.mark.parametrize("name", sorted(STAFF))
async def test_a_whisper_is_heard_by_staff(open_thread_page, name, replayed):
    assert SECRET in await whispered(open_thread_page, name, replayed=replayed)


@pytest.mark.parametrize("visibility", [Post.Visibility.HIDDEN, Post.Visibility.DELETED])
async def test_what_was_removed_meanwhile_is_replayed_as_removed(open_thread_page, visibility):
    thread = await ask(a_thread)
    post = await ask(a_post, thread, body=SECRET)
    await ask(Post.objects.filter(pk=post.pk).update, visibility=visibility)
    reader = await open_thread_page(thread, after=1)
    assert (await reader.hears("post.removed"))["post"] == post.pk
    assert SECRET not in json.dumps(reader.seen)


async def test_a_translation_of_a_removed_post_is_not_told(open_thread_page):
    thread = await ask(a_thread, language="de")
    post = await ask(a_post, thread, language="de", body=SECRET)
    reader = await open_thread_page(thread, lang="es", after=2)
    await reader.hears("presence")
    await ask(Post.objects.filter(pk=post.pk).update, visibility=Post.Visibility.HIDDEN)
    await translate()
    await ask(a_post, thread, language="de")
    await reader.hears("post.created")
    assert SECRET not in json.dumps(reader.seen)


async def test_a_restored_post_comes_back(open_thread_page):
    author = await ask(an_actor)
    thread = await ask(a_thread)
    post = await ask(a_post, thread, actor=author)
    reader = await open_thread_page(thread, after=2)
    await reader.hears("hello")
    await ask(delete_post, actor=author, post=post)
    await reader.hears("post.removed")
    await ask(restore_post, actor=author, post=post)
    assert (await reader.hears("post.created"))["post"] == post.pk


async def test_deleting_the_thread_ends_its_sockets(open_thread_page):
    author = await ask(an_actor)
    thread = await ask(a_thread, actor=author)
    reader = await open_thread_page(thread, after=1)
    await reader.hears("hello")
    await ask(lambda: delete_post(actor=author, post=thread.posts.get()))
    assert await reader.is_closed_with() == 4403


async def test_a_category_made_staffs_ends_the_sockets_of_others(open_thread_page):
    thread, people = await ask(the_thread)
    others = [await open_thread_page(thread, actor=people[name]) for name in ("visitor", "member")]
    agent = await open_thread_page(thread, actor=people["agent"])
    for reader in [*others, agent]:
        await reader.hears("hello")
    await ask(Category.objects.filter(pk=thread.category_id).update, visibility="staff")
    await ask(a_post, await ask(Thread.objects.get, pk=thread.pk), actor=people["agent"])
    for reader in others:
        assert await reader.is_closed_with() == 4403
        assert not reader.numbered()
    await agent.hears("post.created")


async def recheck() -> None:
    await tail.recheck(present_hub(tail.follow))


async def test_a_ban_ends_the_socket_in_a_members_community(open_thread_page):
    thread, people = await ask(the_thread, community="members")
    reader = await open_thread_page(thread, actor=people["member"])
    await reader.hears("hello")
    await ask(
        Membership.objects.filter(member=people["member"].id).update,
        state=Membership.State.BANNED,
    )
    await ask(a_post, thread, actor=people["agent"], body=SECRET)
    assert await reader.is_closed_with() == 4403
    assert SECRET not in json.dumps(reader.seen)


async def test_whoever_is_banned_by_staff_loses_what_members_see(open_thread_page):
    thread, people = await ask(the_thread, community="members")
    reader = await open_thread_page(thread, actor=people["member"])
    await reader.hears("hello")
    await ask(
        ban_member,
        actor=people["operator"],
        membership=await Membership.objects.aget(member=people["member"].id),
        reason="abuse",
    )
    await recheck()
    assert await reader.is_closed_with() == 4403


async def test_a_ban_is_noticed_where_nothing_happens(open_thread_page):
    thread, people = await ask(the_thread, community="members")
    reader = await open_thread_page(thread, actor=people["member"])
    await reader.hears("hello")
    await ask(
        Membership.objects.filter(member=people["member"].id).update,
        state=Membership.State.BANNED,
    )
    await recheck()
    assert await reader.is_closed_with() == 4403


async def test_an_agent_who_is_one_no_more_is_sent_out(open_thread_page):
    thread, people = await ask(the_thread)
    reader = await open_thread_page(thread, actor=people["agent"])
    await reader.hears("hello")
    await ask(
        Membership.objects.filter(member=people["agent"].id).update,
        role=Membership.Role.MEMBER,
    )
    await ask(a_post, thread, actor=people["operator"], body=SECRET, whisper=True)
    assert await reader.is_closed_with() == 4403
    assert SECRET not in json.dumps(reader.seen)


async def test_signing_out_ends_a_socket_that_heard_more_than_visitors(open_thread_page):
    thread, people = await ask(the_thread)
    reader = await open_thread_page(thread, actor=people["agent"])
    await reader.hears("hello")
    await ask(Session.objects.all().delete)
    await recheck()
    assert await reader.is_closed_with() == 4403


async def test_a_community_closed_to_visitors_keeps_its_members(open_thread_page):
    thread, people = await ask(the_thread)
    member = await open_thread_page(thread, actor=people["member"])
    visitor = await open_thread_page(thread)
    await member.hears("hello"), await visitor.hears("hello")
    await ask(Community.objects.filter(pk=thread.community_id).update, visibility="members")
    await recheck()
    assert await visitor.is_closed_with() == 4403
    await ask(a_post, thread, actor=people["agent"])
    await member.hears("post.created")


async def test_the_first_post_of_a_member_keeps_his_socket(open_thread_page):
    thread = await ask(a_thread)
    newcomer = await ask(an_actor)
    reader = await open_thread_page(thread, actor=newcomer, after=1)
    await reader.hears("hello")
    await ask(a_post, thread, actor=newcomer)
    await reader.hears("post.created")
