"""Opening a thread: title, what is like it, the rest; and changing tags."""

import pytest

from forum.actions import accept_answer, create_product, create_tag
from forum.models import Tag, Thread, ThreadTag
from tests.builders import a_category, a_post, a_role, a_thread, an_actor
from tests.frontend.pages.conftest import fields_of, see, text_of

pytestmark = pytest.mark.django_db

OPENED = "/en/c/lamps/ask/?title=My+lamp+flickers"


@pytest.fixture
def solved(category):
    asker = an_actor()
    thread = a_thread(category=category, actor=asker, title="The lamp flickers at night")
    accept_answer(actor=asker, post=a_post(thread))
    return thread


@pytest.fixture
def tag(category):
    return create_tag(community=category.community, name="Bad light", language="en")


def filled(category, **changes):
    return {
        "kind": "question",
        "category": str(category.pk),
        "title": "My lamp flickers",
        "body": "It flickers every evening at eight.",
        "language": "en",
        "country": "",
        **changes,
    }


def ask(client, category, **changes):
    return client.post(OPENED, fields_of(client.get(OPENED)) | filled(category, **changes))


def test_the_title_is_asked_for_first(category, signed_in):
    html = see(signed_in(), "/en/c/lamps/ask/").content.decode()
    assert 'name="title"' in html and 'name="body"' not in html


def test_what_is_like_it_is_shown_before_the_body_is_asked_for(category, solved, signed_in):
    html = see(signed_in(), OPENED).content.decode()
    assert html.index(f"/en/t/{solved.pk}/") < html.index('name="body"')
    assert 'value="My lamp flickers"' in html


def test_what_is_like_it_appears_while_typing(category, solved, visitor):
    path = "/en/similar?community=lamps&title="
    assert "The lamp flickers at night" in text_of(visitor.get(path + "lamp+flickers"))
    assert "lamp" not in text_of(visitor.get(path + "xy"))
    assert visitor.get(path + "%00lamp%00").status_code == 200
    assert visitor.get("/en/similar?community=%00x").status_code == 404


def test_a_hidden_community_has_nothing_alike(category, solved, visitor, signed_in):
    type(category.community).objects.update(visibility="members")
    assert visitor.get("/en/similar?community=lamps&title=lamp").status_code == 404
    assert "flickers" not in text_of(visitor.get("/en/similar?title=lamp+flickers"))


def test_a_link_fills_the_form_in(category, tag, signed_in):
    html = see(signed_in(), OPENED + f"&category={category.pk}&tags=bad-light").content.decode()
    assert f'<option value="{category.pk}" selected' in html and 'value="bad-light"' in html


def test_what_a_link_brings_survives_the_first_step(category, tag, signed_in):
    html = see(signed_in(), "/en/c/lamps/ask/?tags=bad-light").content.decode()
    assert '<input type="hidden" name="tags" value="bad-light">' in html


def test_a_question_is_asked_with_all_that_it_is_about(category, tag, signed_in):
    product = create_product(community=category.community, name="Glimmer", language="en")
    about = {"product": product.pk, "product_version": "2.1", "urgency": "2", "tags": "Bad light, "}
    assert ask(signed_in(), category, **about).status_code == 302
    thread = Thread.objects.get()
    assert (thread.product, thread.product_version, thread.urgency) == (product, "2.1", 2)
    assert ThreadTag.objects.get(thread=thread).tag == tag


@pytest.mark.parametrize("typed", ["a, b", "a، b", "a、b", "a，b"])
def test_names_are_parted_by_the_commas_of_any_script(category, signed_in, typed):
    for name in "ab":
        create_tag(community=category.community, name=name, language="en")
    ask(signed_in(), category, tags=typed)
    assert ThreadTag.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tags": "Nothing like this"}, "There is no tag “Nothing like this” here"),
        ({"tags": "a,b,c,d,e,f"}, "at most 5 tags"),
        ({"tags": "!!!"}, "needs a letter or a digit"),
        ({"urgency": "7"}, "7"),
        ({"kind": "announcement"}, "announcement"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_lost(category, tag, signed_in, changes, words):
    response = ask(signed_in(), category, **changes)
    assert response.status_code == 422
    assert words in text_of(response)
    assert "It flickers every evening at eight." in response.content.decode()
    assert not Thread.objects.exists()


def test_urgency_of_what_is_no_question_is_let_go(category, signed_in):
    assert ask(signed_in(), category, kind="discussion", urgency="2").status_code == 302
    assert Thread.objects.get().urgency == 0


def test_a_product_of_somewhere_else_is_refused(category, signed_in):
    foreign = create_product(community=a_category().community, name="Other", language="en")
    create_product(community=category.community, name="Glimmer", language="en")
    assert ask(signed_in(), category, product=foreign.pk).status_code == 422


def test_only_staff_is_offered_announcements(signed_in):
    category = a_category(kinds=["question", "announcement"])
    path = f"/en/c/{category.community.slug}/ask/?title=News"
    agent = a_role(category.community, "agent")
    assert "Announcement" in text_of(see(signed_in(agent.member), path))
    assert "Announcement" not in text_of(see(signed_in(), path))


def test_tags_are_completed_as_they_are_read(category, tag, visitor):
    found = visitor.get(f"/en/complete-tags?category={category.pk}&q=bad").json()["items"]
    assert found == [{"name": "Bad light", "lang": "en", "dir": "ltr"}]


@pytest.mark.parametrize("wanted", ["", "x", "9" * 30, "-1", "%00", "999999"])
def test_tags_of_no_category_are_not_found(category, visitor, wanted):
    assert visitor.get(f"/en/complete-tags?category={wanted}&q=b").status_code == 404


def test_the_author_changes_the_tags(category, tag, signed_in, visitor):
    author = an_actor()
    thread = a_thread(category=category, actor=author)
    client, path = signed_in(author.member), f"/en/t/{thread.pk}/tags/"
    assert "Add tags" in text_of(see(client, f"/en/t/{thread.pk}/"))
    assert client.post(path, {"tags": "Bad light"}).status_code == 302
    assert "Bad light" in text_of(see(visitor, f"/en/t/{thread.pk}/"))
    assert 'value="Bad light"' in see(client, path).content.decode()


def test_wrong_tags_come_back_as_they_were_typed(category, signed_in):
    author = an_actor()
    thread = a_thread(category=category, actor=author)
    response = signed_in(author.member).post(f"/en/t/{thread.pk}/tags/", {"tags": "Unknown"})
    assert response.status_code == 422 and 'value="Unknown"' in response.content.decode()
    assert not Tag.objects.exists()


def test_others_do_not_change_the_tags(category, signed_in, visitor):
    thread = a_thread(category=category)
    path = f"/en/t/{thread.pk}/tags/"
    assert signed_in().get(path).status_code == 403
    assert visitor.get(path).status_code == 302
    assert "Add tags" not in text_of(see(signed_in(), f"/en/t/{thread.pk}/"))
