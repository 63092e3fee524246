"""Asking, answering, editing, deleting, accepting: through forms, as browsers send them."""

import pytest
from django.test import Client

from accounts.queries import actor_for
from forum.actions import edit_post
from forum.models import Post, Thread
from tests.builders import a_member, a_post, a_role, a_thread, an_actor
from tests.frontend.pages.conftest import fields_of, path_of, see, text_of

pytestmark = pytest.mark.django_db


def question(place, **changes):
    return {
        "kind": "question",
        "category": str(place.pk),
        "title": "Warum flackert die Lampe?",
        "body": "Sie flackert jeden Abend um acht Uhr.",
        "language": "",
        "country": "DE",
        **changes,
    }


def send(client, path, data):
    """Open a form, fill it in, send it."""
    opened = f"{path}?title=Lamp" if path.endswith("/ask/") else path
    return client.post(path, fields_of(client.get(opened)) | data)


def test_a_visitor_who_wants_to_ask_signs_in_first_and_comes_back(visitor, category):
    response = visitor.get("/de/c/lamps/ask/")
    assert response.headers["Location"] == "/de/accounts/login/?next=/de/c/lamps/ask/"


def test_a_member_asks_and_sees_the_thread(signed_in, category):
    client = signed_in(language="de")
    response = send(client, "/de/ask/", question(category))
    thread = Thread.objects.get()
    assert response.headers["Location"] == path_of(thread, "de")
    assert (thread.title.language, thread.country) == ("de", "DE")
    assert "Sie flackert jeden Abend" in text_of(see(client, path_of(thread, "de")))


def test_the_form_of_a_community_offers_its_categories_only(signed_in, category):
    other = a_thread().category
    html = signed_in().get("/en/c/lamps/ask/?title=Lamp").content.decode()
    assert f'value="{category.pk}"' in html
    assert f'value="{other.pk}"' not in html


def test_sending_a_form_twice_opens_one_thread(signed_in, category):
    client = signed_in()
    data = fields_of(client.get("/en/ask/?title=Lamp")) | question(category)
    first, second = client.post("/en/ask/", data), client.post("/en/ask/", data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Thread.objects.count() == 1


def test_sending_a_reply_twice_writes_one_post(signed_in, category):
    client, thread = signed_in(), a_thread(category=category)
    data = fields_of(see(client, path_of(thread))) | {"body": "Change the bulb.", "kind": "answer"}
    answers = {client.post(f"/en/t/{thread.pk}/reply", data).headers["Location"] for _ in "ab"}
    assert len(answers) == 1
    assert thread.posts.count() == 2


def test_going_back_and_writing_something_else_is_another_post(signed_in, category):
    client, thread = signed_in(), a_thread(category=category)
    data = fields_of(see(client, path_of(thread))) | {"kind": "answer"}
    for body in ("Change the bulb.", "No, change the switch.", "No, change the switch."):
        client.post(f"/en/t/{thread.pk}/reply", data | {"body": body})
    written = thread.posts.filter(number__gt=1).values_list("body__source", flat=True)
    assert sorted(written) == ["Change the bulb.", "No, change the switch."]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "ab"}, "A title has 3 to 200 characters."),
        ({"body": "   "}, "Please write something."),
        ({"category": "999999"}, "Select a valid choice"),
        ({"kind": "poll"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(signed_in, category, changes, words):
    response = send(signed_in(), "/en/ask/", question(category, **changes))
    assert response.status_code == 422
    assert words in text_of(response)
    kept = {"title": "Warum flackert die Lampe?", "body": "Sie flackert jeden Abend"} | changes
    assert kept["title"] in response.content.decode()
    assert not Thread.objects.exists()


def test_the_preview_works_without_javascript_and_keeps_the_form(signed_in, category):
    response = send(signed_in(), "/en/ask/", question(category, body="So **fett**", preview="1"))
    html = response.content.decode()
    assert "<strong>fett</strong>" in html
    assert "So **fett**" in html and "Warum flackert die Lampe?" in html
    assert not Thread.objects.exists()


def test_the_script_gets_the_preview_alone(signed_in):
    response = signed_in().post("/en/preview", {"body": "`<b>` & **x**"})
    html = response.content.decode()
    assert "<strong>x</strong>" in html and "&lt;b&gt;" in html and "<html" not in html


def test_a_preview_cannot_carry_markup(signed_in):
    html = signed_in().post("/en/preview", {"body": "<script>alert(1)</script>"}).content.decode()
    assert "<script>" not in html


def test_an_answer_appears_with_a_link_to_it(signed_in, category):
    client, thread = signed_in(language="es"), a_thread(category=category)
    data = fields_of(see(client, path_of(thread, "es"))) | {
        "body": "Cambia la bombilla y listo.",
        "kind": "answer",
    }
    response = client.post(f"/es/t/{thread.pk}/reply", data)
    post = thread.posts.last()
    assert response.headers["Location"] == f"/es/t/{thread.pk}/?post={post.pk}#post-{post.pk}"
    assert "Cambia la bombilla" in text_of(see(client, response.headers["Location"]))


def sent_by(response):
    """The composer whose text the browser may forget."""
    cookie = response.cookies.get("sent")
    return cookie.value if cookie else None


def test_the_browser_is_told_what_was_taken_and_may_forget_it(signed_in, category):
    author = an_actor()
    client, thread = signed_in(author.member), a_thread(actor=author, category=category)
    assert sent_by(send(client, "/en/ask/", question(category))) == "ask"
    reply = send(client, f"/en/t/{thread.pk}/reply", {"body": "Change the bulb."})
    assert sent_by(reply) == f"reply-{thread.pk}"
    opening = thread.posts.first().pk
    changes = {"title": "A better title", "body": "A better text."}
    assert sent_by(send(client, f"/en/p/{opening}/edit/", changes)) == f"edit-{opening}"


def test_it_is_told_nothing_where_the_text_was_not_taken(signed_in, visitor, category):
    thread = a_thread(category=category)
    refused = send(signed_in(), "/en/ask/", question(category, title="ab"))
    to_sign_in = visitor.post(f"/en/t/{thread.pk}/reply", {"body": "Change the bulb."})
    assert (refused.status_code, to_sign_in.status_code) == (422, 302)
    assert sent_by(refused) is None and sent_by(to_sign_in) is None


def test_a_reply_says_whom_it_answers(signed_in, category):
    client, thread = signed_in(), a_thread(category=category)
    answered = a_post(thread)
    path = f"/en/t/{thread.pk}/reply?reply_to={answered.pk}"
    send(client, path, {"body": "Thank you, that was it."})
    assert thread.posts.last().reply_to == answered


def test_nobody_answers_a_post_of_another_thread(signed_in, category):
    thread, other = a_thread(category=category), a_post(a_thread())
    response = signed_in().get(f"/en/t/{thread.pk}/reply?reply_to={other.pk}")
    assert response.status_code == 404


def test_only_the_author_may_edit(signed_in, visitor, category):
    author = an_actor()
    post = a_post(a_thread(category=category), actor=author)
    path = f"/en/p/{post.pk}/edit/"
    assert visitor.get(path).status_code == 302
    assert signed_in().get(path).status_code == 403
    assert signed_in(author.member).get(path).status_code == 200


def test_editing_changes_body_and_title(signed_in, category):
    author = an_actor()
    thread = a_thread(actor=author, category=category)
    path = f"/en/p/{thread.posts.first().pk}/edit/"
    send(signed_in(author.member), path, {"title": "A better title", "body": "A better text."})
    thread = Thread.objects.get(pk=thread.pk)
    assert (thread.title.source, thread.posts.first().body.source) == (
        "A better title",
        "A better text.",
    )


def test_an_edit_conflict_shows_both_versions_and_the_next_save_wins(signed_in, category):
    author = an_actor()
    post = a_post(a_thread(category=category), actor=author, body="First.")
    client = signed_in(author.member)
    path = f"/en/p/{post.pk}/edit/"
    data = fields_of(client.get(path))
    edit_post(actor=author, post=post, body="Theirs.", revision=1)
    conflict = client.post(path, data | {"body": "Mine."})
    assert conflict.status_code == 409
    assert "Theirs." in text_of(conflict) and "Mine." in text_of(conflict)
    merged = client.post(path, fields_of(conflict) | {"body": "Mine and theirs."})
    assert merged.status_code == 302
    assert Post.objects.get(pk=post.pk).body.source == "Mine and theirs."


def test_a_title_that_is_wrong_leaves_the_body_as_it_was(signed_in, category):
    author = an_actor()
    thread = a_thread(actor=author, category=category, body="Before.")
    path = f"/en/p/{thread.posts.first().pk}/edit/"
    response = send(signed_in(author.member), path, {"title": "x", "body": "After."})
    assert response.status_code == 422
    assert thread.posts.first().body.source == "Before."


def test_the_author_corrects_the_language_of_post_and_title(signed_in, category):
    author = an_actor("de")
    thread = a_thread(actor=author, category=category, language="nl")
    path = f"/en/p/{thread.posts.first().pk}/language/"
    send(signed_in(author.member), path, {"language": "de", "title_too": "on"})
    thread = Thread.objects.get(pk=thread.pk)
    assert (thread.title.language, thread.posts.first().body.language) == ("de", "de")


def test_deleting_asks_first_and_can_be_undone(signed_in, visitor, category):
    author = an_actor()
    post = a_post(a_thread(category=category), actor=author, body="Gone tomorrow.")
    client = signed_in(author.member)
    assert "Delete this post?" in text_of(client.get(f"/en/p/{post.pk}/delete/"))
    assert Post.objects.get(pk=post.pk).visibility == "public"
    response = client.post(f"/en/p/{post.pk}/delete/", follow=True)
    assert "Gone tomorrow." not in text_of(see(visitor, path_of(post.thread)))
    assert f"/en/p/{post.pk}/restore/" in response.content.decode()
    client.post(f"/en/p/{post.pk}/restore/")
    assert "Gone tomorrow." in text_of(see(visitor, path_of(post.thread)))


def test_an_operator_erases_a_post_for_good(signed_in, visitor, category):
    post = a_post(a_thread(category=category), body="My number is 0151 2345.")
    operator = signed_in(a_role(category.community, "operator").member)
    assert f"/en/p/{post.pk}/erase/" in see(operator, path_of(post.thread)).content.decode()
    assert "cannot be undone" in text_of(operator.get(f"/en/p/{post.pk}/erase/"))
    assert "0151" in text_of(see(visitor, path_of(post.thread)))
    shown = text_of(operator.post(f"/en/p/{post.pk}/erase/", follow=True))
    assert "Post erased" in shown and "0151" not in shown
    assert f"/en/p/{post.pk}/erase/" not in see(operator, path_of(post.thread)).content.decode()
    assert operator.post(f"/en/p/{post.pk}/erase/").status_code == 403


def test_an_operator_deletes_on_its_page_what_its_author_had_deleted(signed_in, category):
    author = an_actor()
    post = a_post(a_thread(category=category), actor=author)
    signed_in(author.member).post(f"/en/p/{post.pk}/delete/")
    operator = signed_in(a_role(category.community, "operator").member)
    assert operator.post(f"/en/p/{post.pk}/delete/").status_code == 302
    assert signed_in(author.member).post(f"/en/p/{post.pk}/restore/").status_code == 404


def test_what_was_deleted_is_erased_as_well_and_by_operators_only(signed_in, category):
    post = a_post(a_thread(category=category), body="My number is 0151 2345.")
    agent = signed_in(a_role(category.community, "agent").member)
    assert agent.get(f"/en/p/{post.pk}/erase/").status_code == 403
    operator = signed_in(a_role(category.community, "operator").member)
    operator.post(f"/en/p/{post.pk}/delete/")
    operator.post(f"/en/p/{post.pk}/erase/")
    post.body.refresh_from_db()
    assert "0151" not in post.body.source


def test_a_thread_is_deleted_with_its_opening_post_and_comes_back(signed_in, visitor, category):
    author = an_actor()
    thread = a_thread(actor=author, category=category)
    client, opening = signed_in(author.member), thread.posts.first()
    client.post(f"/en/p/{opening.pk}/delete/")
    assert see(visitor, path_of(thread)).status_code == 404
    client.post(f"/en/p/{opening.pk}/restore/")
    assert see(visitor, path_of(thread)).status_code == 200


def test_only_the_asker_accepts_an_answer(signed_in, category):
    asker = an_actor()
    thread = a_thread(actor=asker, category=category)
    post = a_post(thread)
    assert signed_in().post(f"/en/p/{post.pk}/accept/").status_code == 403
    client = signed_in(asker.member)
    assert "Did this solve it?" in text_of(client.get(f"/en/p/{post.pk}/accept/"))
    client.post(f"/en/p/{post.pk}/accept/")
    assert Thread.objects.get(pk=thread.pk).accepted_post_id == post.pk
    client.post(f"/en/p/{post.pk}/unaccept/")
    assert Thread.objects.get(pk=thread.pk).accepted_post_id is None


@pytest.mark.parametrize("verb", ["restore"])
def test_reading_an_address_changes_nothing(signed_in, category, verb):
    post = a_post(a_thread(category=category))
    assert signed_in().get(f"/en/p/{post.pk}/{verb}/").status_code == 405


@pytest.mark.parametrize("path", ["ask/", "p/{post}/delete/", "p/{post}/accept/", "preview"])
def test_a_form_from_another_site_is_refused_on_a_page_of_its_own(signed_in, category, path):
    author = an_actor()
    post = a_post(a_thread(actor=author, category=category))
    client = signed_in(author.member, enforce_csrf_checks=True)
    response = client.post(f"/en/{path.format(post=post.pk)}", {"body": "x"})
    assert response.status_code == 403
    assert "Please send that once more" in text_of(response)
    assert '<header class="topbar' in response.content.decode()


def test_a_paused_member_is_told_on_the_page(signed_in, category):
    paused = a_role(category.community, state="paused")
    thread = a_thread(category=category)
    page = see(signed_in(paused.member), path_of(thread))
    assert "You cannot write in this thread." in text_of(page)
    assert signed_in(paused.member).get(f"/en/t/{thread.pk}/reply").status_code in {200, 403}


def test_a_members_own_controls_are_on_the_page_without_javascript(signed_in, category):
    author = an_actor()
    thread = a_thread(category=category)
    post = a_post(thread, actor=author)
    html = see(signed_in(author.member), path_of(thread)).content.decode()
    assert f"/en/p/{post.pk}/edit/" in html
    assert "/edit/" not in see(Client(), path_of(thread)).content.decode()


def test_an_unknown_name_is_not_found_and_a_known_one_has_a_page(visitor, category):
    author = a_member(username="lamplighter", country="DE")
    a_thread(actor=actor_for(author), category=category, title="My favourite lamp")
    page = text_of(visitor.get("/en/m/lamplighter/"))
    assert "My favourite lamp" in page and "Germany" in page
    assert visitor.get("/en/m/nobody/").status_code == 404
