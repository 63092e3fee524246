"""What programs read: lists, threads, posts, in the language they ask for."""

from base64 import urlsafe_b64encode
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Community, Member, Membership
from accounts.queries import actor_for
from core import worker
from forum.actions import delete_post, publish_post
from forum.models import Category, Post, ReadDemand, Thread
from tests.builders import a_category, a_community, a_member, a_post, a_role, a_thread, an_actor
from tests.frontend.api.callers import Caller, a_caller

QUERIES_MOST = 12


def answers_of(thread: Thread) -> list[Post]:
    return list(thread.posts.exclude(kind="opening").order_by("number"))


def test_a_thread_has_everything_the_contract_names(visitor: Caller, thread: Thread) -> None:
    answer = visitor.get(f"/threads/{thread.pk}", lang="en").data
    assert set(answer) == {
        *("id", "url", "kind", "state", "closed", "locked", "merged_into", "community"),
        *("category", "tags", "title", "author", "language", "country", "created"),
        *("product", "product_version", "urgency", "pinned"),
        *("posts_count", "accepted_posts", "posts", "event"),
    }
    assert (answer["community"], answer["category"]) == ("aurora", "routers")
    assert answer["posts_count"] == 1
    assert [post["kind"] for post in answer["posts"]["items"]] == ["opening", "answer"]


def test_a_post_has_everything_the_contract_names(visitor: Caller, thread: Thread) -> None:
    post = answers_of(thread)[0]
    answer = visitor.get(f"/posts/{post.pk}", lang="de").data
    assert set(answer) == {
        *("id", "number", "url", "author", "body", "language", "reply_to", "kind", "accepted"),
        *("score", "visibility", "created", "edited", "revision"),
        *("voted", "confirmations", "confirmed", "poll"),
    }
    assert answer["body"] == {
        "original": {
            "lang": "de",
            "dir": "ltr",
            "source": "Der **Kanal** war bei mir schuld.",
            "html": "<p>Der <strong>Kanal</strong> war bei mir schuld.</p>\n",
        },
        "shown": {
            "lang": "de",
            "dir": "ltr",
            "html": "<p>Der <strong>Kanal</strong> war bei mir schuld.</p>\n",
            "text": "Der Kanal war bei mir schuld.",
        },
        "translation": {
            "requested": "de",
            "state": "original",
            "origin": None,
            "engine": "",
            "route": [],
            "quality": None,
            "uncertain": False,
            "reason": "",
            "human": 0.0,
        },
    }


def test_the_address_of_a_post_leads_to_its_page(visitor: Caller, thread: Thread) -> None:
    post = answers_of(thread)[0]
    url = visitor.get(f"/posts/{post.pk}", lang="de").data["url"]
    assert f"/de/t/{thread.pk}/" in url
    assert url.endswith(f"?post={post.pk}")


def test_a_translation_that_is_not_there_leaves_the_original_shown(
    visitor: Caller, thread: Thread
) -> None:
    title = visitor.get(f"/threads/{thread.pk}", lang="es").data["title"]
    assert title["shown"]["lang"] == "en"
    assert title["translation"]["requested"] == "es"
    assert title["translation"]["state"] == "pending"


def test_what_a_member_reads_is_translated_for_the_next_time(
    caller: Caller, thread: Thread
) -> None:
    caller.get(f"/threads/{thread.pk}", lang="es")
    worker.run_once()
    answer = caller.get(f"/threads/{thread.pk}", lang="es").data
    shown = [answer["title"], *(post["body"] for post in answer["posts"]["items"])]
    assert {text["shown"]["lang"] for text in shown} == {"es"}
    assert {text["translation"]["state"] for text in shown} == {"ready"}
    assert answer["title"]["translation"]["route"] == ["en", "es"]


def test_languages_to_keep_are_left_as_written(caller: Caller, thread: Thread) -> None:
    caller.get(f"/threads/{thread.pk}", lang="es")
    worker.run_once()
    answer = caller.get(f"/threads/{thread.pk}", lang="es", keep="de,fr").data
    languages = [post["body"]["shown"]["lang"] for post in answer["posts"]["items"]]
    assert languages == ["es", "de"]


def test_without_a_language_the_accounts_languages_hold(thread: Thread) -> None:
    reader = a_caller(a_member("es", kept_languages=["de"]))
    posts = reader.get(f"/threads/{thread.pk}").data["posts"]["items"]
    assert [post["body"]["translation"]["state"] for post in posts] == ["pending", "original"]


def test_a_language_that_is_asked_for_always_translates(thread: Thread) -> None:
    reader = a_caller(a_member("es", kept_languages=["de"]))
    posts = reader.get(f"/threads/{thread.pk}", lang="es").data["posts"]["items"]
    assert [post["body"]["translation"]["state"] for post in posts] == ["pending", "pending"]


def test_without_an_account_the_browsers_language_holds(visitor: Caller, thread: Thread) -> None:
    headers = {"Accept-Language": "ja;q=0.9, en;q=0.1"}
    title = visitor.get(f"/threads/{thread.pk}", headers=headers).data["title"]
    assert title["translation"]["requested"] == "ja"


@pytest.mark.parametrize(
    ("asked", "read"), [("de-AT", "de"), ("pt_br", "pt-BR"), ("zh-TW", "zh-Hant")]
)
def test_a_regional_language_is_read_in_the_one_that_serves_it(
    asked: str, read: str, visitor: Caller, thread: Thread
) -> None:
    title = visitor.get(f"/threads/{thread.pk}", lang=asked).data["title"]
    assert title["translation"]["requested"] == read


@pytest.mark.parametrize("fields", ["shown,translation", "-original", "shown"])
def test_originals_can_be_left_out(fields: str, visitor: Caller, thread: Thread) -> None:
    answer = visitor.get(f"/threads/{thread.pk}", lang="es", fields=fields).data
    assert set(answer["title"]) == {"shown", "translation"}
    assert set(answer["posts"]["items"][0]["body"]) == {"shown", "translation"}


def test_fields_that_do_not_exist_are_refused(visitor: Caller, thread: Thread) -> None:
    answer = visitor.get(f"/threads/{thread.pk}", fields="password")
    assert answer.status_code == 422
    assert list(answer.data["error"]["fields"]) == ["fields"]


@pytest.mark.parametrize("tag", ["xx-nonsense", "klingon", "eu", "-", "<script>"])
def test_a_language_that_is_not_offered_is_refused(
    tag: str, visitor: Caller, thread: Thread
) -> None:
    answer = visitor.get(f"/threads/{thread.pk}", lang=tag)
    assert answer.status_code == 422
    assert "lang" in answer.data["error"]["fields"]


def test_a_language_to_keep_that_does_not_exist_is_refused(visitor: Caller, thread: Thread) -> None:
    answer = visitor.get(f"/threads/{thread.pk}", lang="de", keep="fr,klingon")
    assert (answer.status_code, answer.data["error"]["code"]) == (422, "invalid_language")


# Demand


def test_reading_as_a_member_is_demand_for_the_thread(caller: Caller, thread: Thread) -> None:
    caller.get(f"/threads/{thread.pk}", lang="ja")
    assert ReadDemand.objects.filter(thread=thread, language="ja").exists()


def test_listing_as_a_member_is_demand_for_the_community(caller: Caller, thread: Thread) -> None:
    caller.get("/threads", lang="ja", community="aurora")
    demand = ReadDemand.objects.get(language="ja")
    assert (demand.community, demand.thread) == (thread.community, None)


def test_reading_as_a_visitor_records_nothing(visitor: Caller, thread: Thread) -> None:
    visitor.get(f"/threads/{thread.pk}", lang="ja")
    visitor.get("/threads", lang="ja", community="aurora")
    assert not ReadDemand.objects.exists()


def test_reading_without_a_language_records_nothing(caller: Caller, thread: Thread) -> None:
    caller.get(f"/threads/{thread.pk}")
    assert not ReadDemand.objects.exists()


# Lists


def some_threads(category: Category, count: int) -> list[Thread]:
    return [a_thread(category=category, title=f"Question {number}") for number in range(count)]


def test_following_the_cursors_meets_every_thread_once(visitor: Caller, category: Category) -> None:
    made = {thread.pk for thread in some_threads(category, 7)}
    met: list[int] = []
    cursor = ""
    while True:
        page = visitor.get("/threads", limit=3, cursor=cursor).data
        met += [item["id"] for item in page["items"]]
        if not page["next"]:
            break
        cursor = page["next"]
    assert (sorted(met), len(met)) == (sorted(made), 7)


def test_a_cursor_survives_insertions(visitor: Caller, category: Category) -> None:
    some_threads(category, 4)
    first = visitor.get("/threads", limit=2, order="newest").data
    before = visitor.get("/threads", limit=2, cursor=first["next"], order="newest").data
    some_threads(category, 2)
    after = visitor.get("/threads", limit=2, cursor=first["next"], order="newest").data
    assert [item["id"] for item in after["items"]] == [item["id"] for item in before["items"]]


def test_the_way_back_leads_to_the_first_page(visitor: Caller, category: Category) -> None:
    some_threads(category, 4)
    first = visitor.get("/threads", limit=2).data
    second = visitor.get("/threads", limit=2, cursor=first["next"]).data
    back = visitor.get("/threads", limit=2, cursor=second["previous"]).data
    assert [item["id"] for item in back["items"]] == [item["id"] for item in first["items"]]


def cursor_of(content: str) -> str:
    return urlsafe_b64encode(content.encode()).decode().rstrip("=")


WRONG_CURSORS = [
    "wrong",
    "Ÿ",
    *map(
        cursor_of,
        [
            "{}",
            "[[[[[[",
            "[" * 100_000,
            '["last_activity",0,5,1]',
            '["last_activity",0,null,1]',
            '["last_activity",0,"2026-01-01",1]',
            '["last_activity",0,"2026-01-01T00:00:00+00:00",true]',
            '["number",0,Infinity,1]',
            '["number",0,"2026-01-01T00:00:00+00:00",1]',
        ],
    ),
]


@pytest.mark.parametrize("cursor", WRONG_CURSORS)
@pytest.mark.parametrize("path", ["/threads", "/threads/{}/posts"])
def test_a_wrong_cursor_is_a_bad_request(
    cursor: str, path: str, visitor: Caller, thread: Thread
) -> None:
    answer = visitor.get(path.format(thread.pk), cursor=cursor)
    assert (answer.status_code, answer.data["error"]["code"]) == (400, "bad_cursor")


def test_a_cursor_beyond_all_numbers_is_an_empty_page(visitor: Caller, thread: Thread) -> None:
    cursor = cursor_of(f'["number",0,{10**30},{10**30}]')
    assert visitor.get(f"/threads/{thread.pk}/posts", cursor=cursor).data["items"] == []


def test_a_cursor_of_another_list_is_a_bad_request(
    visitor: Caller, category: Category, thread: Thread
) -> None:
    some_threads(category, 3)
    a_post(thread)
    of_posts = visitor.get(f"/threads/{thread.pk}/posts", limit=1).data["next"]
    of_threads = visitor.get("/threads", limit=1).data["next"]
    assert visitor.get("/threads", cursor=of_posts).status_code == 400
    assert visitor.get(f"/threads/{thread.pk}/posts", cursor=of_threads).status_code == 400


def test_threads_are_filtered_by_place_kind_and_state(
    visitor: Caller, category: Category, thread: Thread
) -> None:
    talk = a_thread(category=category, kind="discussion")
    elsewhere = a_thread()
    assert ids(visitor.get("/threads", community="aurora")) == [talk.pk, thread.pk]
    assert ids(
        visitor.get("/threads", community="aurora", category="routers", kind="question")
    ) == [thread.pk]
    assert ids(visitor.get("/threads", state="solved")) == []
    assert elsewhere.pk in ids(visitor.get("/threads"))


def ids(answer: Any) -> list[int]:
    return [item["id"] for item in answer.data["items"]]


def test_posts_open_around_a_post(visitor: Caller, thread: Thread) -> None:
    made = [a_post(thread) for _number in range(10)]
    page = visitor.get(f"/threads/{thread.pk}/posts", around=made[7].pk, limit=5)
    assert made[7].pk in ids(page)
    assert page.data["previous"]


def test_posts_are_read_newest_first_where_that_is_asked(visitor: Caller, thread: Thread) -> None:
    page = visitor.get(f"/threads/{thread.pk}/posts", order="newest").data
    assert [item["number"] for item in page["items"]] == [2, 1]


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": "many"},
        {"order": "best"},
        {"state": "closed"},
        {"category": "routers"},
        {"community": "x' OR 1=1 --"},
    ],
)
def test_wrong_filters_are_refused_by_name(
    query: dict[str, Any], visitor: Caller, thread: Thread
) -> None:
    answer = visitor.get("/threads", **query)
    assert (answer.status_code, answer.data["error"]["code"]) == (422, "invalid_input")
    assert answer.data["error"]["fields"]


def test_a_list_of_twenty_threads_takes_a_constant_number_of_queries(
    category: Category, caller: Caller
) -> None:
    some_threads(category, 20)
    caller.get("/threads", lang="es", community="aurora")
    with CaptureQueriesContext(connection) as queries:
        page = caller.get("/threads", lang="es", community="aurora").data
    assert len(page["items"]) == 20
    assert len(queries) <= QUERIES_MOST


def test_a_thread_of_twenty_posts_takes_a_constant_number_of_queries(
    thread: Thread, caller: Caller
) -> None:
    for number, language in zip(range(18), "de es fr it ja ar".split() * 3, strict=True):
        a_post(thread, actor=an_actor(language), language=language, body=f"Text {number} @nobody")
    caller.get(f"/threads/{thread.pk}", lang="pl")
    worker.run_once()
    with CaptureQueriesContext(connection) as queries:
        answer = caller.get(f"/threads/{thread.pk}", lang="pl").data
    assert len(answer["posts"]["items"]) == 20
    assert len(queries) <= QUERIES_MOST


# Languages, communities, members


def test_languages_tell_what_is_translated_into_what(visitor: Caller, db: None) -> None:
    languages = {item["code"]: item for item in visitor.get("/languages", lang="de").data}
    german = languages["de"]
    assert set(german) == {*("code", "name", "native_name", "direction", "interface", "from", "to")}
    assert (german["name"], german["native_name"]) == ("Deutsch", "Deutsch")
    assert languages["ar"]["direction"] == "rtl"
    assert "es" in german["to"]
    assert "ja" in german["from"]


def test_a_new_installation_has_one_community_with_one_category(visitor: Caller, db: None) -> None:
    answer = visitor.get("/communities", lang="en").data
    assert [len(item["categories"]) for item in answer["items"]] == [1]
    assert answer["next"] is None


def test_communities_name_their_categories_in_the_readers_language(
    caller: Caller, category: Category
) -> None:
    caller.get("/threads", lang="es", community="aurora")
    worker.run_once()
    items = caller.get("/communities", lang="es").data["items"]
    item = next(item for item in items if item["slug"] == "aurora")
    assert item["categories"][0]["slug"] == "routers"
    assert item["categories"][0]["name"]["shown"]["lang"] == "es"


def test_members_are_told_without_their_address(visitor: Caller, member: Member) -> None:
    answer = visitor.get(f"/members/{member.username}")
    assert answer.data["username"] == member.username
    assert member.email.encode() not in answer.content


def test_a_member_reads_who_she_is(community: Community) -> None:
    role = a_role(community, Membership.Role.AGENT, level=2)
    assert role.member
    answer = a_caller(role.member).get("/me").data
    assert answer["communities"] == [
        {"community": "aurora", "role": "agent", "level": 2, "state": "active"}
    ]
    assert answer["scopes"] == ["read", "write"]


# What is not for everybody


def test_a_foreign_community_is_not_there(caller: Caller) -> None:
    hidden = a_category(a_community(slug="inner", visibility="members"))
    insider = a_role(hidden.community)
    thread = a_thread(actor=insider, category=hidden)
    post = thread.posts.get()
    for path in (
        f"/threads/{thread.pk}",
        f"/threads/{thread.pk}/posts",
        f"/posts/{post.pk}",
        f"/posts/{post.pk}/translations",
        "/threads?community=inner",
    ):
        assert caller.get(path).status_code == 404
    assert thread.pk not in ids(caller.get("/threads"))
    assert "inner" not in [item["slug"] for item in caller.get("/communities").data["items"]]
    assert insider.member
    assert a_caller(insider.member).get(f"/threads/{thread.pk}").status_code == 200


def test_a_deleted_post_is_gone_everywhere(visitor: Caller, thread: Thread) -> None:
    post = answers_of(thread)[0]
    assert post.author
    delete_post(actor=actor_for(post.author), post=post)
    assert visitor.get(f"/posts/{post.pk}").status_code == 404
    assert visitor.get(f"/posts/{post.pk}/translations").status_code == 404
    assert post.pk not in ids(visitor.get(f"/threads/{thread.pk}/posts"))
    assert b"schuld" not in visitor.get(f"/threads/{thread.pk}").content


def test_a_whisper_is_for_staff_only(visitor: Caller, thread: Thread) -> None:
    agent = a_role(thread.community, Membership.Role.AGENT)
    whisper = publish_post(
        actor=agent, thread=thread, body="Known fault, refund quietly.", whisper=True
    )
    reply = publish_post(actor=agent, thread=thread, body="We are on it.", reply_to=whisper)
    assert visitor.get(f"/posts/{whisper.pk}").status_code == 404
    assert b"refund" not in visitor.get(f"/threads/{thread.pk}").content
    assert visitor.get(f"/posts/{reply.pk}").data["reply_to"] is None
    trusted = a_caller(agent.member, scopes="read,moderate")
    assert trusted.get(f"/posts/{whisper.pk}").data["visibility"] == "staff"


def test_translations_of_a_post_are_listed_with_their_state(caller: Caller, thread: Thread) -> None:
    post = answers_of(thread)[0]
    caller.get(f"/threads/{thread.pk}", lang="es")
    worker.run_once()
    answer = caller.get(f"/posts/{post.pk}/translations").data
    spanish = next(item for item in answer["items"] if item["lang"] == "es")
    assert set(spanish) == {"lang", "state", "origin", "engine", "quality", "reason", "updated"}
    assert (spanish["state"], answer["next"]) == ("ready", None)
