"""The page on which product, version, country and urgency of a thread are corrected."""

import pytest

from accounts.queries import actor_for
from forum.actions import (
    Details,
    create_product,
    describe_thread,
    lock_from_changes,
    retire_product,
)
from frontend import limits
from frontend.limits import Limit
from tests.builders import a_member, a_role, a_thread
from tests.frontend.pages.conftest import path_of, see, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return a_member()


@pytest.fixture
def thread(author, category):
    return a_thread(category=category, actor=actor_for(author), title="A lamp hums")


@pytest.fixture
def lamp(category):
    return create_product(community=category.community, name="Glimmer", language="en")


def about(thread):
    return f"/en/t/{thread.pk}/about/"


def test_the_author_corrects_it_without_a_script(signed_in, thread, author, lamp):
    client = signed_in(author)
    assert f'href="{about(thread)}"' in see(client, path_of(thread)).content.decode()
    typed = {"product": lamp.pk, "product_version": "2.1", "country": "DE", "urgency": "1"}
    page = client.post(about(thread), typed, follow=True)
    words = text_of(page)
    assert "Glimmer" in words and "2.1" in words and "Germany" in words
    assert "It disturbs me" in words


def test_the_form_shows_how_it_stands(signed_in, thread, author, lamp):
    details = Details(product=lamp, product_version="2.1", urgency=2)
    describe_thread(actor=actor_for(author), thread=thread, details=details, country="FR")
    html = signed_in(author).get(about(thread)).content.decode()
    for chosen in (f'value="{lamp.pk}" selected', 'value="FR" selected'):
        assert chosen in html
    assert 'value="2" selected' in html and 'value="2.1"' in html


def test_others_are_not_offered_to_correct_it_and_cannot(signed_in, visitor, thread):
    client = signed_in()
    assert about(thread) not in see(client, path_of(thread)).content.decode()
    assert client.get(about(thread)).status_code == 403
    assert client.post(about(thread), {"country": "DE"}).status_code == 403
    assert visitor.get(about(thread)).status_code == 302
    assert client.get("/en/t/999999/about/").status_code == 404


def test_staff_is_offered_to_correct_it_even_where_it_is_locked(signed_in, thread, author):
    agent = a_role(thread.community, "agent")
    lock_from_changes(actor=agent, thread=thread)
    assert about(thread) not in see(signed_in(author), path_of(thread)).content.decode()
    assert about(thread) in see(signed_in(agent.member), path_of(thread)).content.decode()
    assert signed_in(agent.member).post(about(thread), {"country": "DE"}).status_code == 302


@pytest.mark.parametrize(
    "typed",
    [
        {"country": "XX"},
        {"urgency": "7"},
        {"product": "999999"},
        {"product": str(2**80)},
        {"product_version": "3.0"},
        {"product_version": "3" * 50},
        {"product_version": "3\0", "country": "x\0"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(signed_in, thread, author, lamp, typed):
    wanted = {"country": "DE", "urgency": "1", "product": "", "product_version": ""} | typed
    page = signed_in(author).post(about(thread), wanted)
    assert page.status_code == 422
    if "country" not in typed:
        assert 'value="DE" selected' in page.content.decode()
    thread.refresh_from_db()
    assert (thread.country, thread.urgency, thread.product) == ("", 0, None)


def test_too_much_at_once_keeps_what_was_typed(signed_in, thread, author, monkeypatch):
    monkeypatch.setattr(limits, "WRITES", Limit("writes", 0, 86_400))
    page = signed_in(author).post(about(thread), {"country": "DE"})
    assert page.status_code == 429
    assert 'value="DE" selected' in page.content.decode()


def test_a_retired_product_is_offered_to_its_threads_only(signed_in, thread, author, lamp):
    client = signed_in(author)
    describe_thread(actor=actor_for(author), thread=thread, details=Details(product=lamp))
    retire_product(product=lamp)
    assert "Glimmer" in client.get(about(thread)).content.decode()
    client.post(about(thread), {"product": "", "country": ""})
    assert "Glimmer" not in client.get(about(thread)).content.decode()


def test_only_questions_are_asked_how_urgent_they_are(signed_in, category, author):
    thread = a_thread(category=category, actor=actor_for(author), kind="discussion")
    html = signed_in(author).get(about(thread)).content.decode()
    assert 'name="country"' in html and 'name="urgency"' not in html


def test_the_page_takes_as_many_queries_for_many_products(
    signed_in, thread, author, lamp, django_assert_num_queries
):
    client = signed_in(author)
    client.get(about(thread))
    for number in range(5):
        create_product(community=thread.community, name=f"Lamp {number}", language="en")
    with django_assert_num_queries(6):
        client.get(about(thread))
