"""Earlier versions of a post, conflicts, closing, whispers, solutions: as pages show them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.actions import accept_answer, delete_post, edit_post, record_demand
from forum.actions.revisions import GRACE
from forum.models import Category, Post, PostRevision, Thread
from forum.queries import post_for
from tests.builders import a_member, a_post, a_role, a_thread, an_actor
from tests.frontend.pages.conftest import fields_of, path_of, see, text_of
from translation.actions import erase_text, propose_correction
from translation.models import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return an_actor("de")


@pytest.fixture
def post(category, author, translate):
    """A German post that English readers read, and that was changed an hour later."""
    thread = a_thread(category=category, language="de", title="Die Lampe")
    post = a_post(thread, actor=author, language="de", body="Die rote Lampe flackert sehr.")
    record_demand(community=category.community, thread=thread, language="en")
    translate()
    change(author, post, "Die blaue Lampe flackert sehr.")
    translate()
    return post


def change(actor, post, body):
    then = timezone.now() - GRACE
    Post.objects.update(created=then)
    PostRevision.objects.update(created=then)
    present = post_for(actor, post.pk)
    edit_post(actor=actor, post=present, revision=present.revision, body=body)


def history(client, post, query="", language="en"):
    return client.get(f"/{language}/p/{post.pk}/history/{query}")


def test_the_words_that_changed_are_marked(visitor, post):
    html = history(visitor, post, language="de").content.decode()
    assert '<div class="diff" lang="de" dir="ltr">Die <del>rote</del><ins>blaue</ins>' in html


def test_readers_of_another_language_compare_what_they_read(visitor, post):
    html = history(visitor, post).content.decode()
    assert '<div class="diff" lang="en" dir="ltr">' in html
    diff = html.partition('<div class="diff"')[2].partition("</div>")[0]
    assert "<del>röö" in diff and "rote" not in diff


def test_they_may_see_what_was_typed(visitor, post):
    html = history(visitor, post, "?in=original").content.decode()
    assert '<div class="diff" lang="de" dir="ltr">Die <del>rote</del>' in html


def test_who_reads_the_language_sees_the_original_first(signed_in, post):
    client = signed_in(a_member("en", kept_languages=["de"]))
    assert "<del>rote</del>" in history(client, post).content.decode()


def test_the_first_version_stands_there_as_it_was(visitor, post):
    page = history(visitor, post, "?version=1", language="de")
    assert "Die rote Lampe flackert sehr." in text_of(page)
    assert "<del>" not in page.content.decode()


def test_what_cannot_be_read_yet_is_translated_on_demand(visitor, post, translate):
    action = f"/fr/p/{post.pk}/history/translate"
    assert f'action="{action}"' in history(visitor, post, language="fr").content.decode()
    answer = visitor.post(action, {"version": "2"})
    assert answer.status_code == 302
    translate()
    assert '<div class="diff" lang="fr"' in history(visitor, post, language="fr").content.decode()


def test_corrections_of_the_translation_are_part_of_the_history(visitor, category, post, author):
    body = Text.objects.get(pk=post.body_id)
    fixer = a_role(category.community, level=4)
    propose_correction(
        actor=fixer,
        text=body,
        community=category.community,
        language="en",
        segments=[(body.source, "The blue lamp flickers a lot.")],
    )
    page = history(visitor, post)
    assert "Corrections of the translation into English" in text_of(page)
    assert "<ins>The blue lamp flickers a lot.</ins>" in page.content.decode()


def test_the_thread_leads_to_the_history(visitor, post):
    html = see(visitor, path_of(post.thread)).content.decode()
    assert f'href="/en/p/{post.pk}/history/"' in html


def test_the_author_restores_a_version(signed_in, visitor, post, author):
    assert "Restore" not in text_of(history(visitor, post, "?version=1"))
    client = signed_in(author.member)
    assert "Restore this version" in text_of(history(client, post, "?version=1"))
    client.post(f"/en/p/{post.pk}/history/restore", {"version": "1", "present": "2"})
    assert Post.objects.get(pk=post.pk).body.source == "Die rote Lampe flackert sehr."


def test_restoring_over_somebody_elses_edit_is_told(signed_in, post, author):
    client = signed_in(author.member)
    data = {"version": "1", "present": "1"}
    answer = client.post(f"/en/p/{post.pk}/history/restore", data, follow=True)
    assert "Somebody changed this post meanwhile." in text_of(answer)
    assert Post.objects.get(pk=post.pk).body.source == "Die blaue Lampe flackert sehr."


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "1\0"])
def test_a_version_that_is_none_is_refused(signed_in, post, author, number):
    data = {"version": number, "present": "2"}
    answer = signed_in(author.member).post(f"/en/p/{post.pk}/history/restore", data)
    assert answer.status_code == 422
    assert history(signed_in(), post, f"?version={number[:20]}").status_code == 200


def test_strangers_restore_nothing(signed_in, post):
    data = {"version": "1", "present": "2"}
    assert signed_in().post(f"/en/p/{post.pk}/history/restore", data).status_code == 403


def test_of_an_erased_version_nothing_is_left(visitor, post):
    row = PostRevision.objects.get()
    erase_text(text=row.body)
    PostRevision.objects.update(source="", title="")
    for language in ("de", "en"):
        page = history(visitor, post, "?version=1", language=language)
        assert page.status_code == 200
        assert "rote" not in page.content.decode()


def test_the_history_of_what_is_deleted_is_gone(visitor, post, author):
    delete_post(actor=author, post=post)
    assert history(visitor, post).status_code == 404


def test_a_history_takes_as_many_queries_however_long_it_is(visitor, post, author, translate):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert history(visitor, post).status_code == 200
        return len(caught)

    cost()
    short = cost()
    for number in range(3):
        change(author, post, f"Fassung {number} der Lampe.")
        translate()
    assert cost() == short <= 7


def test_a_conflict_shows_both_versions_and_what_saving_changes(signed_in, post, author):
    client = signed_in(author.member)
    path = f"/en/p/{post.pk}/edit/"
    data = fields_of(client.get(path))
    helper = a_role(post.thread.community, level=4)
    edit_post(actor=helper, post=post, revision=2, body="Die gelbe Lampe flackert sehr.")
    conflict = client.post(path, data | {"body": "Die grüne Lampe flackert sehr."})
    assert conflict.status_code == 409
    assert "Die <del>gelbe</del><ins>grüne</ins> Lampe" in conflict.content.decode()
    client.post(path, fields_of(conflict) | {"body": "Die grüne oder gelbe Lampe."})
    kept = set(PostRevision.objects.values_list("source", flat=True))
    assert "Die gelbe Lampe flackert sehr." in kept
    assert Post.objects.get(pk=post.pk).body.source == "Die grüne oder gelbe Lampe."


def test_the_merge_of_two_windows_of_one_author_keeps_both(signed_in, category, author):
    post = a_post(a_thread(category=category), actor=author, body="First.")
    client = signed_in(author.member)
    path = f"/en/p/{post.pk}/edit/"
    one, other = (fields_of(client.get(path)) for _ in "ab")
    client.post(path, one | {"body": "From the first window."})
    conflict = client.post(path, other | {"body": "From the second window."})
    client.post(path, fields_of(conflict) | {"body": "From the second window."})
    assert PostRevision.objects.get().source == "From the first window."


def test_a_conflict_about_a_title_shows_both_titles(signed_in, category, author):
    thread = a_thread(actor=author, category=category, title="The first title")
    opening = thread.posts.get()
    client = signed_in(author.member)
    path = f"/en/p/{opening.pk}/edit/"
    data = fields_of(client.get(path)) | {"body": "Other words."}
    helper = a_role(category.community, level=4)
    edit_post(actor=helper, post=opening, revision=1, title="Their title")
    conflict = client.post(path, data | {"title": "My title"})
    assert "<del>Their</del><ins>My</ins> title" in conflict.content.decode()


def test_the_author_closes_his_thread_and_opens_it_again(signed_in, visitor, category):
    asker = an_actor()
    thread = a_thread(actor=asker, category=category)
    client = signed_in(asker.member)
    path = f"/en/t/{thread.pk}/close/"
    assert f'href="{path}"' in see(client, path_of(thread)).content.decode()
    assert "No longer needed" in text_of(client.get(path))
    client.post(path, {"reason": "not_needed"})
    page = text_of(see(visitor, path_of(thread)))
    assert "nothing new can be written here. Reason: No longer needed." in page
    assert "Sign in to answer" not in page
    client.post(f"/en/t/{thread.pk}/reopen")
    assert "Sign in to answer" in text_of(see(visitor, path_of(thread)))


def test_a_reply_to_what_was_closed_meanwhile_says_so_and_is_not_lost(signed_in, category):
    client, thread = signed_in(), a_thread(category=category)
    data = fields_of(see(client, path_of(thread))) | {"body": "Just too late.", "kind": "answer"}
    Thread.objects.update(closed=True)
    answer = client.post(f"/en/t/{thread.pk}/reply", data)
    assert answer.status_code == 409
    assert "This thread is closed" in text_of(answer)
    assert "Just too late." in answer.content.decode()


@pytest.mark.parametrize("deed", ["reopen", "lock", "unlock", "pin", "unpin"])
def test_strangers_neither_open_nor_lock_nor_pin(signed_in, visitor, category, deed):
    thread = a_thread(category=category)
    path = f"/en/t/{thread.pk}/{deed}"
    assert signed_in().post(path).status_code == 403
    assert visitor.post(path).status_code == 302
    assert signed_in().get(path).status_code == 405


def test_staff_closes_locks_and_pins_on_the_page(signed_in, category):
    thread = a_thread(category=category)
    client = signed_in(a_role(category.community, "agent").member)
    html = see(client, path_of(thread)).content.decode()
    for deed in ("close/", "tools/lock/", "pin"):
        assert f"/en/t/{thread.pk}/{deed}" in html
    for deed in ("lock", "pin"):
        client.post(f"/en/t/{thread.pk}/{deed}")
    row = Thread.objects.get()
    assert (row.locked, row.pinned) == (True, True)
    wrong = client.post(f"/en/t/{thread.pk}/close/", {"reason": "nonsense"})
    assert wrong.status_code == 422


def test_a_whisper_is_on_the_pages_of_staff_only(signed_in, visitor, category):
    thread = a_thread(category=category)
    agent = a_role(category.community, "agent").member
    client = signed_in(agent)
    data = fields_of(see(client, path_of(thread)))
    assert "For staff only" in text_of(see(client, path_of(thread)))
    client.post(f"/en/t/{thread.pk}/reply", data | {"body": "Psst, wait.", "whisper": "on"})
    whisper = thread.posts.last()
    assert whisper.visibility == "staff"
    assert "Psst, wait." in text_of(see(client, path_of(thread)))
    for other in (visitor, signed_in(thread.author)):
        page = see(other, path_of(thread))
        assert "Psst" not in page.content.decode() and "0 replies" in text_of(page)
        assert history(other, whisper).status_code == 404
        assert "Psst" not in other.get("/en/c/lamps/").content.decode()


def test_a_member_cannot_whisper_by_a_forged_form(signed_in, category):
    thread = a_thread(category=category)
    client = signed_in()
    data = fields_of(see(client, path_of(thread))) | {"body": "Psst.", "whisper": "on"}
    assert client.post(f"/en/t/{thread.pk}/reply", data).status_code == 403
    assert thread.posts.count() == 1


def test_the_solution_stands_above_the_posts_wherever_it_was_given(visitor, category):
    asker = an_actor()
    thread = a_thread(actor=asker, category=category)
    Category.objects.update(several_solutions=True)
    for number in range(24):
        a_post(thread, kind="comment", body=f"Comment {number}.")
    posts = [a_post(thread, body=f"Solution {number}. " * 60) for number in (1, 2)]
    for post in posts:
        accept_answer(actor=asker, post=post)
    html = see(visitor, path_of(thread)).content.decode()
    top = html.partition('<section class="solution"')[2].partition("</section>")[0]
    assert "Solution 1." in top and "Show all" in top
    for post in posts:
        assert f"?post={post.pk}#post-{post.pk}" in top
    there = see(visitor, f"{path_of(thread)}?post={posts[0].pk}").content.decode()
    assert 'class="solution"' not in there
