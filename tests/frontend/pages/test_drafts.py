"""Drafts on pages, as they work without a script; and quotations in posts."""

import re

import pytest

from accounts.queries import actor_for
from core import outbox
from forum.actions import delete_post
from forum.actions.drafts import DRAFTS_MAX, Saving, save_draft
from forum.models import Draft, Quote
from forum.queries.drafts import drafts_at
from forum.quoting import address_of
from tests.builders import a_member, a_post, a_regular, a_role, a_thread
from tests.frontend.pages.conftest import fields_of, path_of, see, text_of
from translation.actions import request
from translation.priority import Priority

pytestmark = pytest.mark.django_db


def begun(member, place, **fields):
    return save_draft(actor=actor_for(member), place=place, saving=Saving(fields, 0, "phone"))


def send(client, path, data):
    return client.post(path, fields_of(client.get(path)) | data)


def test_a_reply_is_saved_without_a_script_and_taken_up_on_another_device(signed_in, category):
    member, thread = a_member(), a_thread(category=category)
    path = f"/en/t/{thread.pk}/reply"
    send(signed_in(member), path, {"body": "Change the bulb.", "save_draft": "1"})
    assert thread.posts.count() == 1
    assert "Change the bulb." in signed_in(member).get(path).content.decode()


FORMS = {
    "ask": lambda thread: "/en/ask/",
    "reply": lambda thread: f"/en/t/{thread.pk}/reply",
    "edit": lambda thread: f"/en/p/{thread.posts.get().pk}/edit/",
}


@pytest.fixture(params=FORMS)
def form(request, signed_in, category):
    """A member's browser and the address of a form of hers that has drafts."""
    member = a_member()
    thread = a_thread(category=category, actor=actor_for(member))
    return signed_in(member), FORMS[request.param](thread)


def typed_in(response):
    """What stands in the large field of a form that came again."""
    found = re.search(
        r"<textarea[^>]*data-body[^>]*>(.*?)</textarea>", response.content.decode(), re.S
    )
    assert found
    return found[1].removeprefix("\n")


def test_a_draft_that_is_too_long_comes_back_with_its_refusal(form):
    client, path = form
    body = "Too much. " * 13_000
    response = send(client, path, {"title": "A lamp hums", "body": body, "save_draft": "1"})
    assert response.status_code == 422
    assert typed_in(response) == body
    assert "at most 120000 characters" in text_of(response)
    assert not Draft.objects.exists()


def test_a_draft_beyond_the_number_that_is_kept_comes_back_with_its_refusal(signed_in, category):
    thread = a_thread(category=category)
    member = a_regular(level=1).member
    for number in range(DRAFTS_MAX):
        begun(member, f"reply/{90_000 + number}", body="x")
    data = {"body": "One more.", "kind": "comment", "save_draft": "1"}
    response = send(signed_in(member), f"/en/t/{thread.pk}/reply", data)
    assert response.status_code == 422
    assert typed_in(response) == "One more."
    assert '<option value="comment" selected>' in response.content.decode()
    assert "You have 100 drafts." in text_of(response)


def test_what_another_device_wrote_does_not_take_the_place_of_what_was_typed(signed_in, category):
    member, thread = a_member(), a_thread(category=category)
    client, path = signed_in(member), f"/en/t/{thread.pk}/reply"
    data = fields_of(client.get(path)) | {"body": "Here", "save_draft": "1"}
    begun(member, f"reply/{thread.pk}", body="There")
    response = client.post(path, data)
    assert response.status_code == 409
    assert typed_in(response) == "Here"
    assert "You also wrote on another device." in text_of(response)
    again = client.post(path, fields_of(response) | {"body": "Here, more", "save_draft": "1"})
    assert again.status_code == 409
    kept = drafts_at(actor_for(member), f"reply/{thread.pk}")
    assert [row.fields["body"] for row in kept] == ["There", "Here, more"]


def test_a_draft_is_kept_although_what_it_replies_to_is_gone(signed_in, category):
    member, post = a_member(), a_post(a_thread(category=category))
    client, path = signed_in(member), f"/en/t/{post.thread_id}/reply"
    data = fields_of(client.get(f"{path}?reply_to={post.pk}"))
    delete_post(actor=actor_for(post.author), post=post)
    assert data["reply_to"] == str(post.pk)
    client.post(path, data | {"body": "You are right.", "save_draft": "1"})
    assert Draft.objects.get().fields["body"] == "You are right."


def test_a_draft_without_text_keeps_what_was_chosen(form):
    client, path = form
    data = {"title": "", "body": " ", "tags": "lamps", "language": "de", "save_draft": "1"}
    response = send(client, path, data)
    assert response.status_code == 422
    assert "There is no text to keep yet." in text_of(response)
    if path == "/en/ask/":
        assert 'value="lamps"' in response.content.decode()


def test_sending_a_reply_deletes_its_draft_in_the_same_transaction(signed_in, category):
    member, thread = a_member(), a_thread(category=category)
    client, path = signed_in(member), f"/en/t/{thread.pk}/reply"
    send(client, path, {"body": "Change the bulb.", "save_draft": "1"})
    send(client, path, {"body": "Change the bulb, please."})
    assert thread.posts.count() == 2
    assert not Draft.objects.exists()


def test_a_reply_that_is_refused_keeps_its_draft(signed_in, category):
    member, thread = a_member(), a_thread(category=category)
    client, path = signed_in(member), f"/en/t/{thread.pk}/reply"
    send(client, path, {"body": "Change the bulb.", "save_draft": "1"})
    assert send(client, path, {"body": " "}).status_code == 422
    assert Draft.objects.count() == 1


def test_what_another_device_wrote_meanwhile_is_not_deleted_by_sending(signed_in, category):
    member, thread = a_member(), a_thread(category=category)
    client, place = signed_in(member), f"reply/{thread.pk}"
    begun(member, place, body="The first half")
    data = fields_of(client.get(f"/en/t/{thread.pk}/reply"))
    version = int(data["draft_version"])
    later = Saving({"body": "The whole"}, version, "phone")
    save_draft(actor=actor_for(member), place=place, saving=later)
    client.post(f"/en/t/{thread.pk}/reply", data | {"body": "The first half"})
    assert [row.fields["body"] for row in drafts_at(actor_for(member), place)] == ["The whole"]


def test_a_change_is_saved_with_the_revision_it_began_with(signed_in, category):
    member = a_member()
    post = a_post(a_thread(category=category), actor=actor_for(member))
    path = f"/en/p/{post.pk}/edit/"
    send(signed_in(member), path, {"body": "Half a change", "save_draft": "1"})
    fields = fields_of(signed_in(member).get(path))
    assert fields["revision"] == "1"
    send(signed_in(member), path, {"body": "The whole change"})
    post.body.refresh_from_db()
    assert post.body.source == "The whole change"
    assert not Draft.objects.exists()


def test_a_change_that_is_sent_twice_is_made_once(signed_in, category):
    member = a_member()
    post = a_post(a_thread(category=category), actor=actor_for(member))
    client, path = signed_in(member), f"/en/p/{post.pk}/edit/"
    data = fields_of(client.get(path)) | {"body": "Changed."}
    assert [client.post(path, data).status_code for _ in "ab"] == [302, 302]
    post.refresh_from_db()
    assert post.revision == 2


def test_the_list_shows_every_draft_with_its_thread_and_where_it_goes_on(signed_in, category):
    member, thread = a_member(), a_thread(category=category, title="A lamp hums")
    begun(member, f"reply/{thread.pk}", body="Change the bulb.")
    begun(member, "ask", title="My kettle", body="It whistles.")
    begun(member, "reply/999999", body="To a thread that is gone.")
    begun(a_member(), "ask", body="Of somebody else.")
    response = signed_in(member).get("/en/drafts/")
    words, html = text_of(response), response.content.decode()
    assert "A lamp hums" in words and "My kettle" in words
    assert "To a thread that is gone." in words and "Of somebody else." not in words
    assert f'href="/en/t/{thread.pk}/reply"' in html and 'href="/en/ask/"' in html


def test_the_list_costs_the_same_however_many_drafts_there_are(
    signed_in, category, django_assert_num_queries
):
    member = a_member()
    threads = [a_thread(category=category) for _ in range(3)]
    begun(member, f"reply/{threads[0].pk}", body="x")
    begun(member, f"edit/{threads[0].posts.get().pk}", body="x")
    client = signed_in(member)
    client.get("/en/drafts/")
    for thread in threads:
        begun(member, f"reply/{thread.pk}", body="y")
        begun(member, f"edit/{thread.posts.get().pk}", body="y")
    with django_assert_num_queries(8):
        client.get("/en/drafts/")


def test_a_draft_is_deleted_from_the_list(signed_in):
    member = a_member()
    begun(member, "ask", title="My kettle", body="It whistles.")
    client = signed_in(member)
    client.post("/en/drafts/delete", {"place": "ask", "conflict": "0"})
    assert not Draft.objects.exists()
    assert client.get("/en/drafts/delete").status_code == 405


@pytest.mark.parametrize(
    ("data", "status"),
    [({"place": "ask", "conflict": "x"}, 404), ({"place": "nowhere"}, 422), ({}, 422)],
)
def test_a_draft_that_cannot_be_named_cannot_be_deleted(signed_in, data, status):
    assert signed_in().post("/en/drafts/delete", data).status_code == status


def test_a_visitor_who_wants_to_see_drafts_signs_in_first(visitor):
    assert visitor.get("/en/drafts/").status_code == 302


def test_a_whole_post_is_quoted_without_a_script_in_the_language_of_the_page(
    signed_in, category, translate
):
    post = a_post(a_thread(category=category), body="Unplug the *lamp*.\n\n> quoted\n\nWait.")
    request(texts=[post.body], languages=["de"], priority=Priority.READER)
    translate()
    client = signed_in(language="de")
    path = f"/de/t/{post.thread_id}/reply?quote={post.pk}"
    body = re.search(r"<textarea[^>]*>(.*?)</textarea>", client.get(path).content.decode(), re.S)
    assert body and f"shown=de#post-{post.pk}" in body[1]
    assert "Ûñplûûĝ" in body[1].replace("\\", "") or "Û" in body[1]
    assert "quoted" not in body[1] and "qûûööt" not in body[1]


def test_nobody_quotes_what_he_may_not_read(signed_in, category):
    thread = a_thread(category=category)
    whisper = a_post(thread, actor=a_role(thread.community, "agent"), whisper=True)
    path = f"/en/t/{thread.pk}/reply?quote={whisper.pk}"
    assert signed_in().get(path).status_code == 404
    assert signed_in().get(f"/en/t/{thread.pk}/reply?quote=x").status_code == 404


@pytest.fixture
def quoted(category, translate):
    """An English post that was read in German and quoted so; and the post that quotes it."""
    post = a_post(a_thread(category=category), body="Unplug the lamp. Wait ten seconds.")
    request(texts=[post.body], languages=["de"], priority=Priority.READER)
    translate()
    seen = post.body.translations.get(language="de").plain
    address = address_of(post.thread_id, post.pk, "de")
    body = f"> [@anna, #2]({address})\n>\n> {seen}\n\nDanke."
    quoting = a_post(post.thread, body=body, language="de")
    assert Quote.objects.get().source == "Unplug the lamp. Wait ten seconds."
    return post, quoting


def test_a_quotation_leads_to_the_post_and_offers_the_original(visitor, quoted):
    post, _quoting = quoted
    html = see(visitor, path_of(post.thread, "de")).content.decode()
    head = re.search(r'<div class="quote__head">.*?</div>', html, re.S)
    assert head and f'href="/de/t/{post.thread_id}/?post={post.pk}#post-{post.pk}"' in head[0]
    assert '<p lang="en" dir="ltr">Unplug the lamp. Wait ten seconds.</p>' in head[0]


def test_the_original_of_a_quotation_goes_with_the_post(visitor, quoted):
    post, _quoting = quoted
    delete_post(actor=a_role(post.thread.community, "operator"), post=post)
    while outbox.dispatch():
        pass
    html = see(visitor, path_of(post.thread, "de")).content.decode()
    assert "A post that is not here any more" in html or "quote__head" in html
    assert "Unplug the lamp" not in html


def test_a_block_quote_that_only_looks_like_a_quotation_stays_as_it_is(visitor, category):
    thread = a_thread(category=category)
    address = address_of(thread.pk, 99999, "de")
    a_post(thread, body=f"> [somebody]({address})\n>\n> words\n\n`<blockquote>&amp;shown=`")
    assert "quote__head" not in see(visitor, path_of(thread)).content.decode()
