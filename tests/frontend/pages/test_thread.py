"""A thread's page: what is shown to whom, and what it costs."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Member, Membership
from accounts.permissions import VISITOR
from accounts.queries import actor_for
from forum.actions import accept_answer, delete_post, record_demand
from forum.actions.erasing import erase_post
from forum.models import Post, ReadDemand
from forum.queries import posts_for
from tests.builders import a_member, a_post, a_role, a_thread, an_actor
from tests.frontend.pages.conftest import path_of, see, text_of
from translation.models import Translation, TranslationJob

pytestmark = pytest.mark.django_db

LANGUAGES = ("de", "es", "fr", "ja", "ar")


@pytest.fixture
def german(category, translate):
    """A German thread with an English translation."""
    thread = a_thread(
        category=category,
        language="de",
        title="Die Lampe flackert",
        body="Meine **Lampe** flackert, sagt @nobody.",
    )
    record_demand(community=category.community, thread=thread, language="en")
    translate()
    return thread


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        response = client.get(path)
    assert response.status_code == 200
    return len(caught)


def long_thread(category, translate, posts):
    thread = a_thread(category=category, language="de")
    if not Member.objects.filter(username="lamplighter").exists():
        a_member(username="lamplighter")
    for number in range(posts - 1):
        language = LANGUAGES[number % len(LANGUAGES)]
        a_post(thread, language=language, body=f"Antwort **{number}** für @lamplighter")
    record_demand(community=category.community, thread=thread, language="en")
    translate()
    return thread


def test_a_page_of_20_translated_posts_takes_at_most_14_queries_and_16_at_a_post(
    category, translate, signed_in
):
    thread = long_thread(category, translate, 20)
    client = signed_in()
    path = see(client, path_of(thread)).redirect_chain[-1][0]
    html = client.get(path).content.decode()
    assert html.count('<article class="post') == 20
    assert html.count('class="text__original"') >= 20
    assert queries_of(client, path) <= 14
    assert queries_of(client, f"{path}?post={thread.posts.last().pk}") <= 16


def test_queries_do_not_grow_with_posts_authors_and_languages(
    category, translate, signed_in, visitor
):
    short, full = long_thread(category, translate, 4), long_thread(category, translate, 12)
    for client, most in ((signed_in(), 14), (visitor, 8)):
        costs = {
            queries_of(client, see(client, path_of(t)).redirect_chain[-1][0]) for t in (short, full)
        }
        assert len(costs) == 1
        assert max(costs) <= most


def test_the_slug_is_the_title_in_the_language_of_the_page(german, visitor):
    de = visitor.get(path_of(german, "de")).headers["Location"]
    en = unescape(visitor.get(path_of(german)).headers["Location"])
    assert de.endswith("/die-lampe-flackert/")
    assert en != de and en.startswith(f"/en/t/{german.pk}/")


@pytest.mark.parametrize("slug", ["die-Lampe-flackert", "something-else"])
def test_a_wrong_slug_or_letter_case_leads_to_the_right_one(german, visitor, slug):
    response = visitor.get(f"/de/t/{german.pk}/{slug}/?post={german.posts.first().pk}")
    expected = f"/de/t/{german.pk}/die-lampe-flackert/?post={german.posts.first().pk}"
    assert (response.status_code, response.headers["Location"]) == (302, expected)


def test_a_translated_text_says_so_and_holds_the_original(german, visitor):
    response = see(visitor, path_of(german))
    assert "Translated from German" in text_of(response)
    assert 'lang="de" dir="ltr"><p>Meine <strong>Lampe</strong>' in response.content.decode()


def test_the_original_of_one_text_is_shown_without_javascript(german, visitor):
    body = german.posts.first().body_id
    html = see(visitor, f"{path_of(german)}?original={body}").content.decode()
    assert re.search(rf'data-text="{body}"[^>]*data-view="original"', html)
    assert re.search(rf'data-text="{german.title_id}"[^>]*data-view="shown"', html)


def test_all_originals_of_a_page_are_shown_without_javascript(german, visitor):
    html = see(visitor, f"{path_of(german)}?originals=1").content.decode()
    assert 'data-view="shown"' not in html


def test_languages_a_member_reads_are_left_alone(german, signed_in):
    client = signed_in(a_member("en", kept_languages=["de"]))
    assert 'data-view="shown"' not in see(client, path_of(german)).content.decode()


def test_an_uncertain_translation_stands_beside_its_original(german, visitor):
    Translation.objects.update(uncertain=True)
    response = see(visitor, path_of(german))
    assert 'data-view="both"' in response.content.decode()
    assert "Uncertain translation from German" in text_of(response)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "The translation is not made yet"),
        ("working", "It is being translated right now"),
        ("failed", "Translating did not work so far and will be tried again"),
        ("unsupported", "Nothing here translates that into English yet"),
    ],
)
def test_what_is_not_translated_says_why_and_shows_the_original(category, visitor, state, words):
    thread = a_thread(category=category, language="de", body="Meine Lampe flackert.")
    text = thread.posts.first().body
    TranslationJob.objects.create(
        text=text,
        source_language="de",
        language="en",
        checksum=text.checksum,
        state=state,
        priority=10,
    )
    page = text_of(see(visitor, path_of(thread)))
    assert words in page
    assert "Meine Lampe flackert." in page


def test_a_translation_of_an_earlier_version_says_so(german, visitor):
    Translation.objects.update(source_checksum="other")
    assert "Translated from an earlier version" in text_of(see(visitor, path_of(german)))


def test_reading_alone_records_nothing(german, visitor):
    before = ReadDemand.objects.count()
    see(visitor, path_of(german, "ja"))
    assert ReadDemand.objects.count() == before


def test_the_button_asks_for_a_translation_without_javascript(category, visitor, translate):
    thread = a_thread(category=category, language="de", body="Meine Lampe flackert.")
    page = see(visitor, path_of(thread))
    assert f'action="/en/t/{thread.pk}/read"' in page.content.decode()
    answer = visitor.post(f"/en/t/{thread.pk}/read", headers={"accept": "text/html"})
    assert answer.status_code == 302
    translate()
    assert "Translated from German" in text_of(see(visitor, path_of(thread)))


def test_the_script_is_answered_with_nothing(german, visitor):
    answer = visitor.post(f"/ja/t/{german.pk}/read", headers={"accept": "application/json"})
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize("path", ["read", "viewer", ""])
def test_a_thread_that_is_not_there_is_not_found(visitor, path):
    call = visitor.post if path == "read" else visitor.get
    assert call(f"/en/t/999999/{path}").status_code == 404


def test_a_deleted_post_is_gone_from_the_page(german, visitor, translate):
    author = an_actor("es")
    post = a_post(german, actor=author, language="es", body="Cambia la bombilla.")
    translate()
    delete_post(actor=author, post=post)
    page = see(visitor, path_of(german, "es"))
    assert "bombilla" not in page.content.decode()
    assert visitor.get(f"{path_of(german)}?post={post.pk}").status_code == 404


def test_a_reply_to_a_post_that_is_gone_does_not_name_its_author(german, visitor):
    author = an_actor()
    post = a_post(german, actor=author)
    a_post(german, reply_to=post, kind=Post.Kind.COMMENT)
    delete_post(actor=author, post=post)
    assert author.member.username not in see(visitor, path_of(german)).content.decode()


def test_nobody_can_put_markup_into_a_page(category, visitor, translate):
    evil = "<script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3))"
    thread = a_thread(category=category, language="de", title=evil, body=evil)
    record_demand(community=category.community, thread=thread, language="en")
    translate()
    for language in ("de", "en"):
        for path in (path_of(thread, language), f"/{language}/", f"/{language}/c/lamps/"):
            html = see(visitor, path).content.decode()
            assert "<script>alert" not in html
            assert "<img src=x" not in html
            assert 'href="javascript:' not in html


def test_a_name_cannot_break_out_of_the_data_for_scripts(german, signed_in):
    member = a_member(username="x", display_name="</script><script>alert(1)</script>")
    a_post(german, actor=actor_for(member))
    assert "<script>alert" not in see(signed_in(member), path_of(german)).content.decode()


def test_the_accepted_answer_is_marked_and_linked(category, visitor):
    asker = an_actor()
    thread = a_thread(actor=asker, category=category)
    for _ in range(2):
        a_post(thread, language="es", body="Otra cosa.")
    post = a_post(thread, language="es", body="Esto lo arregla.")
    accept_answer(actor=asker, post=post)
    page = see(visitor, path_of(thread))
    assert "Go to the accepted answer" in text_of(page)
    assert "post--accepted" in page.content.decode()


def test_controls_of_new_posts_come_for_this_viewer_only(category, signed_in, visitor):
    thread = a_thread(category=category)
    author = an_actor()
    post = a_post(thread, actor=author)
    url = f"/en/t/{thread.pk}/viewer?posts={post.pk}"
    own = signed_in(author.member).get(url)
    assert f"/en/p/{post.pk}/edit/" in own.json()["controls"][str(post.pk)]
    assert "no-store" in own.headers["Cache-Control"]
    assert "/edit/" not in visitor.get(url).json()["controls"][str(post.pk)]


def test_search_engines_find_the_thread_in_every_language_under_its_own_slug(german, visitor):
    html = unescape(see(visitor, path_of(german)).content.decode())
    canonical = re.search(r'rel="canonical" href="([^"]+)"', html)[1]
    assert f'hreflang="en" href="{canonical}"' in html
    assert "/de/t/" in html and "die-lampe-flackert" in html


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "?post=abc"])
def test_a_wrong_place_in_a_thread_is_a_page_that_says_so(german, visitor, cursor):
    query = cursor if cursor.startswith("?") else f"?cursor={cursor}"
    assert visitor.get(path_of(german) + query).status_code == 400


def test_an_erased_post_has_no_language_and_no_words_to_change(category, signed_in):
    author = an_actor()
    post = a_post(a_thread(category=category), actor=author, language="de", body="Ruf mich an.")
    own = signed_in(author.member)
    offered = {f"/en/p/{post.pk}/{name}/" for name in ("edit", "language")}
    article = article_of(see(own, path_of(post.thread)), post)
    assert "badge--language" in article
    assert offered <= set(re.findall(r'href="([^"]*)"', article))
    erase_post(actor=a_role(category.community, Membership.Role.OPERATOR), post=post)
    article = article_of(see(own, path_of(post.thread)), post)
    assert "badge--language" not in article
    assert not offered & set(re.findall(r'href="([^"]*)"', article))
    assert own.get(f"/en/p/{post.pk}/edit/").status_code == 403


def article_of(page, post):
    html = page.content.decode()
    return re.search(rf'<article[^>]*id="post-{post.pk}".*?</article>', html, re.DOTALL)[0]


def test_the_level_of_an_author_stands_beside_the_name_at_no_query_more(
    category, visitor, django_assert_num_queries
):
    writer = a_role(category.community, level=3)
    thread = a_thread(category=category)
    a_post(thread, actor=writer)
    with django_assert_num_queries(1):
        (_opening, post) = posts_for(VISITOR, thread).items
        assert post.author_level == 3
    assert "Level 3: Guide" in text_of(see(visitor, path_of(thread)))


def test_who_is_banned_or_new_has_no_level_beside_the_name(category, visitor):
    writer = a_role(category.community, level=3)
    thread = a_thread(category=category)
    a_post(thread, actor=writer)
    Membership.objects.filter(member=writer.member).update(state="banned")
    assert "Guide" not in text_of(see(visitor, path_of(thread)))


def test_a_level_that_was_granted_for_a_time_ends_with_it(category):
    writer = a_role(category.community, level=1, level_granted=5)
    a_post(thread := a_thread(category=category), actor=writer)
    ends = {1: timedelta(seconds=-1), 5: timedelta(days=1)}
    for level, until in ends.items():
        moment = timezone.now() + until
        Membership.objects.filter(member=writer.member).update(level_granted_until=moment)
        assert posts_for(VISITOR, thread).items[-1].author_level == level


def test_a_level_that_changes_is_seen_on_the_next_page(category, visitor):
    writer = a_role(category.community, level=3)
    thread = a_thread(category=category)
    a_post(thread, actor=writer)
    see(visitor, path_of(thread))
    Membership.objects.filter(member=writer.member).update(level=4)
    assert "Level 4: Bridge builder" in text_of(see(visitor, path_of(thread)))
