"""Lists as feeds: well-formed, in the language of their address, and never more than is public."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from accounts.queries import actor_for
from forum.actions import delete_post, record_demand
from forum.models import Product, Tag, Thread, ThreadTag
from frontend.feeds import Entry, atom
from tests.builders import a_category, a_community, a_member, a_post, a_thread, an_actor
from tests.frontend.pages.conftest import see
from translation.actions import write_text
from translation.models import Translation, TranslationJob
from translation.queries import Side

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PLACES = ("latest", "unanswered", "c/lamps", "c/lamps/bulbs")


def fetched(client, place, language="en", **headers):
    return client.get(f"/{language}/feed/{place}.atom", headers=headers)


def entries(response):
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def titles(response):
    return [entry.findtext(f"{ATOM}title") for entry in entries(response)]


def named(model, community, slug):
    name = write_text(
        source="wlan", format="plain", community=community, author=None, language="en"
    )
    return model.objects.create(community=community, slug=slug, name=name)


def test_every_list_has_a_feed(category, visitor):
    a_thread(category=category, title="The lamp is dark")
    for place in PLACES:
        response = fetched(visitor, place)
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert titles(response) == ["The lamp is dark"]


def test_a_category_tells_of_those_below_it_too(category, visitor):
    below = a_category(category.community, parent=category)
    a_thread(category=below, title="A bulb of another kind")
    assert titles(fetched(visitor, "c/lamps/bulbs")) == ["A bulb of another kind"]


def test_tags_and_products_have_feeds(category, visitor):
    tagged, other = a_thread(category=category), a_thread(category=category)
    tag = named(Tag, category.community, "wlan")
    product = named(Product, category.community, "lamp-3")
    ThreadTag.objects.create(thread=tagged, tag=tag)
    Thread.objects.filter(pk=other.pk).update(product=product)
    for place, thread in (("c/lamps/tag/wlan", tagged), ("c/lamps/product/lamp-3", other)):
        [entry] = entries(fetched(visitor, place))
        assert entry.findtext(f"{ATOM}id").endswith(f"/en/t/{thread.pk}/")
    assert fetched(visitor, "c/lamps/tag/nothing").status_code == 404


def test_a_thread_tells_its_posts_newest_first(category, visitor):
    thread = a_thread(category=category)
    post = a_post(thread)
    found = entries(fetched(visitor, f"t/{thread.pk}"))
    assert len(found) == 2
    assert found[0].findtext(f"{ATOM}id").endswith(f"/en/t/{thread.pk}/?post={post.pk}")


def test_a_member_tells_what_he_wrote(category, visitor):
    member = a_member(username="lena")
    a_post(a_thread(category=category), actor=actor_for(member), body="Turn it twice.")
    [entry] = entries(fetched(visitor, "m/lena"))
    assert "Turn it twice." in entry.findtext(f"{ATOM}content")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == member.name


def test_it_is_in_the_language_of_its_address(category, visitor, translate):
    thread = a_thread(category=category, language="de", title="Die Lampe flackert immer")
    record_demand(community=category.community, thread=thread, language="en")
    translate()
    for language in ("en", "de"):
        response = fetched(visitor, "latest", language)
        root = ElementTree.fromstring(response.content)
        [entry] = entries(response)
        assert root.get(LANG) == language
        assert entry.find(f"{ATOM}title").get(LANG) == language
        assert entry.find(f"{ATOM}content").get(LANG) == language


def test_what_is_not_translated_says_in_which_language_it_is(category, visitor):
    a_thread(category=category, language="ar", title="المصباح لا يعمل", body="المصباح لا يعمل.")
    [entry] = entries(fetched(visitor, "latest"))
    assert entry.find(f"{ATOM}title").get(LANG) == "ar"
    assert '<div lang="ar" dir="rtl">' in entry.findtext(f"{ATOM}content")


def test_programs_start_no_translation(category, visitor, translate):
    a_thread(category=category, language="de")
    translate()
    before = TranslationJob.objects.count(), Translation.objects.count()
    fetched(visitor, "latest", "ja")
    translate()
    assert (TranslationJob.objects.count(), Translation.objects.count()) == before


def test_only_what_is_public_is_told_also_to_members(category, signed_in):
    operator = a_member(is_superuser=True)
    acts = actor_for(operator)
    a_thread(category=a_category(category.community, visibility="staff"), actor=acts)
    a_thread(category=a_category(a_community(visibility="members")), actor=acts)
    gone = a_thread(category=category, actor=acts)
    delete_post(actor=acts, post=gone.posts.get())
    client = signed_in(operator)
    assert titles(fetched(client, "latest")) == []
    assert fetched(client, f"t/{gone.pk}").status_code == 404
    assert titles(fetched(client, f"m/{operator.username}")) == []


def test_a_private_community_has_no_feed(signed_in, visitor):
    hidden = a_category(a_community(slug="inside", visibility="members"), slug="deep")
    thread = a_thread(category=hidden, actor=an_actor(is_superuser=True))
    client = signed_in(a_member(is_superuser=True))
    for place in ("c/inside", "c/inside/deep", f"t/{thread.pk}"):
        assert fetched(client, place).status_code == 404


HOSTILE = "a\x0bb\x1f c\ufffe\uffff d]]> & <b> \U0001f525 \x85"


def test_nothing_that_people_write_breaks_it(category, visitor):
    thread = a_thread(category=category, title=f"Title {HOSTILE}", body=f"Body {HOSTILE}")
    name = "N\x01\ufffe]]>"
    thread.author.display_name = name
    thread.author.save()
    for place in ("latest", f"t/{thread.pk}", f"m/{thread.author.username}"):
        [entry] = entries(fetched(visitor, place))
        assert "\ufffe" not in entry.findtext(f"{ATOM}title")


def test_even_what_no_action_would_store_is_well_formed():
    side = Side("en", "ltr", "<p>a\x00\x1b\ufffe</p>", "a\x00\x1b\ufffe")
    now = timezone.now()
    entry = Entry("http://x.test/1", side, side, "\x02", "", now, now, ["\x03"])
    made = atom(
        title="\x04",
        subtitle="",
        url="http://x.test/",
        feed_url="u",
        language="en",
        entries=[entry],
    )
    assert ElementTree.fromstring(made).find(f"{ATOM}entry/{ATOM}title").text == "a"


def test_addresses_are_absolute(category, visitor, settings):
    a_member(username="lena")
    a_thread(category=category, body="Ask @lena or [see](/en/languages/).")
    response = fetched(visitor, "latest")
    root = ElementTree.fromstring(response.content)
    hrefs = [link.get("href") for link in root.iter(f"{ATOM}link")]
    assert hrefs and all(href.startswith(settings.PUBLIC_URL) for href in hrefs)
    assert f'href="{settings.PUBLIC_URL}/en/m/lena/"' in entries(response)[0].findtext(
        f"{ATOM}content"
    )


def test_what_has_not_changed_is_not_sent_again(category, visitor):
    a_thread(category=category)
    first = fetched(visitor, "latest")
    for header in (
        {"if-none-match": first.headers["ETag"]},
        {"if-modified-since": first.headers["Last-Modified"]},
    ):
        again = fetched(visitor, "latest", **header)
        assert (again.status_code, again.content) == (304, b"")
    a_thread(category=category)
    assert fetched(visitor, "latest", **{"if-none-match": first.headers["ETag"]}).status_code == 200


def test_a_translation_that_arrives_is_a_change(category, visitor, translate):
    thread = a_thread(category=category, language="de")
    past = timezone.now() - timedelta(days=2)
    Thread.objects.update(last_activity=past)
    thread.posts.update(created=past)
    before = fetched(visitor, "latest")
    record_demand(community=category.community, thread=thread, language="en")
    translate()
    since = {"if-modified-since": before.headers["Last-Modified"]}
    assert fetched(visitor, "latest", **since).status_code == 200


def test_a_feed_costs_the_same_however_long(category, visitor, django_assert_max_num_queries):
    for _ in range(8):
        a_thread(category=category, language="de")
    with django_assert_max_num_queries(6):
        fetched(visitor, "latest")


def test_an_empty_feed_is_a_feed(visitor, category):
    response = fetched(visitor, "c/lamps")
    assert ElementTree.fromstring(response.content).findtext(f"{ATOM}updated")


def test_pages_tell_programs_where_their_feed_is(category, visitor):
    thread = a_thread(category=category)
    for path, feed in (
        ("/en/", "/en/feed/latest.atom"),
        ("/de/c/lamps/", "/de/feed/c/lamps.atom"),
        ("/en/c/lamps/bulbs/", "/en/feed/c/lamps/bulbs.atom"),
        (f"/en/t/{thread.pk}/", f"/en/feed/t/{thread.pk}.atom"),
        (f"/en/m/{thread.author.username}/", f"/en/feed/m/{thread.author.username}.atom"),
    ):
        html = see(visitor, path).content.decode()
        assert re.search(rf'type="application/atom.xml" title="[^"]+" href="{feed}"', html)
    assert "application/atom+xml" not in see(visitor, "/en/languages/").content.decode()
