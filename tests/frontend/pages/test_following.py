"""The menu to follow something, and the list of what one follows."""

import pytest

from accounts.queries import actor_for
from forum.actions import set_subscription
from forum.models import Subscription
from tests.builders import a_category, a_community, a_member, a_thread, an_actor
from tests.frontend.pages.conftest import path_of, see, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return a_member()


def test_the_menu_on_a_thread_follows_it(category, reader, signed_in):
    thread, client = a_thread(category=category), signed_in(reader)
    assert f'value="thread-{thread.pk}"' in see(client, path_of(thread)).content.decode()
    form = {"target": f"thread-{thread.pk}", "level": "watching", "next": path_of(thread)}
    answer = client.post("/en/follow", form, headers={"accept": "text/html"})
    assert answer.headers["Location"] == path_of(thread)
    assert Subscription.objects.get().level == "watching"
    assert "follow--watching" in see(client, path_of(thread)).content.decode()


def test_categories_have_the_menu_on_their_page(category, signed_in):
    html = see(signed_in(), "/en/c/lamps/bulbs/").content.decode()
    assert f'value="category-{category.pk}"' in html


def test_categories_and_members_are_followed_the_same_way(category, reader, signed_in):
    client, other = signed_in(reader), a_member()
    for target in (f"category-{category.pk}", f"author-{other.pk}"):
        assert client.post("/en/follow", {"target": target, "level": "muted"}).status_code == 204
    assert Subscription.objects.filter(member=reader, level="muted").count() == 2


@pytest.mark.parametrize("target", ["", "thread-", "thread-0", "forum-1", "thread-" + "9" * 20])
def test_nothing_cannot_be_followed(reader, signed_in, target):
    form = {"target": target, "level": "watching"}
    assert signed_in(reader).post("/en/follow", form).status_code == 404


def test_a_level_there_is_not_is_refused(category, reader, signed_in):
    form = {"target": f"category-{category.pk}", "level": "loud"}
    assert signed_in(reader).post("/en/follow", form).status_code == 422


def test_nobody_follows_what_he_may_not_see_nor_himself(reader, signed_in):
    hidden = a_category(a_community(visibility="members"))
    client = signed_in(reader)
    form = {"level": "watching"}
    assert client.post("/en/follow", form | {"target": f"category-{hidden.pk}"}).status_code == 404
    assert client.post("/en/follow", form | {"target": f"author-{reader.pk}"}).status_code == 422


def test_following_leads_nowhere_else(category, reader, signed_in):
    form = {"target": f"category-{category.pk}", "level": "muted", "next": "https://example.org/"}
    answer = signed_in(reader).post("/en/follow", form, headers={"accept": "text/html"})
    assert answer.headers["Location"] == "/en/following/"


def test_visitors_are_asked_to_sign_in(category, visitor):
    form = {"target": f"category-{category.pk}", "level": "muted"}
    for answer in (visitor.get("/en/following/"), visitor.post("/en/follow", form)):
        assert answer.status_code == 302
    assert (
        "follow__panel" not in see(visitor, path_of(a_thread(category=category))).content.decode()
    )


def test_what_one_follows_is_listed_by_kind(category, reader, signed_in):
    actor, followed = actor_for(reader), a_member(display_name="Lampenfreundin")
    thread = a_thread(category=category, title="The lamp is dark")
    set_subscription(actor=actor, level="watching", thread=thread)
    set_subscription(actor=actor, level="tracking", category=category)
    set_subscription(actor=actor, level="muted", author=followed)
    client = signed_in(reader)
    assert "The lamp is dark" in text_of(see(client, "/en/following/"))
    assert category.name.plain in text_of(see(client, "/en/following/?kind=category"))
    assert "Lampenfreundin" in text_of(see(client, "/en/following/?kind=author"))
    assert "You follow nothing of this kind" in text_of(see(client, "/en/following/?kind=tag"))
    assert see(client, "/en/following/?kind=nonsense").status_code == 200


def test_the_list_costs_the_same_however_long(
    category, reader, signed_in, django_assert_max_num_queries
):
    client = signed_in(reader)
    for _ in range(8):
        thread = a_thread(category=category, language="de", actor=an_actor("de"))
        set_subscription(actor=actor_for(reader), level="watching", thread=thread)
    client.get("/en/following/")
    with django_assert_max_num_queries(7):
        client.get("/en/following/")
