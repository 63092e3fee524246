"""What search engines are told: what exists, in its own language, and nothing that is private."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import Community, Membership
from forum.actions import accept_answer, delete_post
from forum.models import Category, Post, ReadDemand
from frontend.findable import sitemaps
from tests.builders import a_category, a_community, a_member, a_post, a_role, a_thread, an_actor
from translation.models import Text, Translation, TranslationJob
from translation.pipeline import PIPELINE_VERSION, RENDERER_VERSION

pytestmark = pytest.mark.django_db

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
HREFLANG = re.compile(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"')
LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def category() -> Category:
    return a_category(a_community(slug="lamps"), slug="bulbs", name="Bulbs", language="en")


@pytest.fixture
def visitor() -> Client:
    return Client()


def translated(text: Text, language: str, plain: str, *, withheld: bool = False) -> None:
    """Let `text` be translated, as a worker would have stored it."""
    Translation.objects.create(
        text=text,
        language=language,
        html=plain,
        plain=plain,
        source_checksum=text.checksum,
        source_language=text.language,
        pipeline_version=PIPELINE_VERSION,
        renderer_version=RENDERER_VERSION,
        origin=Translation.Origin.MACHINE,
        quality=0.9,
        withheld=withheld,
    )


def in_spanish(thread, title="La lampara parpadea", body="Desde ayer"):
    translated(thread.title, "es", title)
    translated(opening(thread).body, "es", body)


def opening(thread) -> Post:
    return Post.objects.select_related("body").get(thread=thread, number=1)


def page(visitor, thread, language="en", query="") -> str:
    response = visitor.get(f"/{language}/t/{thread.pk}/{query}", follow=True)
    assert response.status_code == 200
    return response.content.decode()


def data_of(html: str) -> dict[str, dict]:
    return {found["@type"]: found for found in map(json.loads, LINKED_DATA.findall(html))}


def addresses(response) -> list[str]:
    return [found.text or "" for found in ElementTree.fromstring(response.content).iter(LOC)]


def test_a_thread_names_only_the_languages_it_exists_in(category, visitor):
    thread = a_thread(category=category, language="en", title="The lamp blinks")
    in_spanish(thread)
    translated(thread.title, "fr", "Seulement le titre")
    found = dict(HREFLANG.findall(page(visitor, thread)))
    assert set(found) == {"en", "es"}
    assert found["es"].endswith(f"/es/t/{thread.pk}/la-lampara-parpadea/")


def test_a_withheld_translation_does_not_exist(category, visitor):
    thread = a_thread(category=category, language="en")
    translated(thread.title, "es", "Malo", withheld=True)
    translated(opening(thread).body, "es", "Malo", withheld=True)
    assert "es" not in dict(HREFLANG.findall(page(visitor, thread)))


def test_a_page_that_exists_is_its_own_canonical(category, visitor):
    thread = a_thread(category=category, language="en")
    in_spanish(thread)
    html = page(visitor, thread, "es")
    assert re.search(rf'rel="canonical" href="[^"]+/es/t/{thread.pk}/la-lampara-parpadea/"', html)
    assert "noindex" not in html


def test_a_page_not_yet_translated_points_to_the_original(category, visitor):
    thread = a_thread(category=category, language="en", title="The lamp blinks")
    html = page(visitor, thread, "fr")
    assert re.search(rf'rel="canonical" href="[^"]+/en/t/{thread.pk}/the-lamp-blinks/"', html)
    assert '<meta name="robots" content="noindex, follow">' in html


def test_a_question_is_described_in_the_language_of_the_page(category, visitor):
    asker = an_actor()
    thread = a_thread(actor=asker, category=category, kind="question", language="en")
    in_spanish(thread)
    answer = a_post(thread, kind="answer", body="Change the bulb, it is worn out.", language="en")
    translated(answer.body, "es", "Cambia la bombilla")
    accept_answer(actor=asker, post=answer)
    found = data_of(page(visitor, thread, "es"))["QAPage"]["mainEntity"]
    assert (found["name"], found["inLanguage"]) == ("La lampara parpadea", "es")
    assert found["answerCount"] == 1
    assert found["acceptedAnswer"]["text"] == "Cambia la bombilla"
    assert found["acceptedAnswer"]["url"].endswith(f"?post={answer.pk}#post-{answer.pk}")


def test_a_discussion_is_no_question(category, visitor):
    thread = a_thread(category=category, kind="discussion")
    a_post(thread, kind="comment", body="So do I.", language="en")
    found = data_of(page(visitor, thread))
    assert found["DiscussionForumPosting"]["comment"][0]["text"] == "So do I."
    assert "QAPage" not in found


def test_the_way_to_a_thread_is_described(category, visitor):
    found = data_of(page(visitor, a_thread(category=category)))["BreadcrumbList"]
    assert [step["name"] for step in found["itemListElement"]] == [
        category.community.name,
        "Bulbs",
    ]


def test_nothing_that_people_write_ends_the_block(category, visitor):
    evil = "</script><script>alert(1)</script> & so on"
    thread = a_thread(
        category=category, kind="discussion", title=evil, body=f"`{evil}`", language="en"
    )
    html = page(visitor, thread)
    assert "<script>alert" not in html
    assert data_of(html)["DiscussionForumPosting"]["headline"] == evil


def test_a_link_shows_a_card_in_the_language_of_the_page(category, visitor):
    thread = a_thread(category=category, language="en")
    in_spanish(thread)
    html = page(visitor, thread, "es")
    for name, content in (
        ("og:title", "La lampara parpadea"),
        ("og:description", "Desde ayer"),
        ("og:locale", "es"),
        ("og:locale:alternate", "en"),
    ):
        assert f'<meta property="{name}" content="{content}">' in html


def test_members_pay_no_query_for_what_search_engines_want(category):
    thread = a_thread(category=category)
    client = Client()
    client.force_login(a_member("en"))
    html = client.get(f"/en/t/{thread.pk}/", follow=True).content.decode()
    assert "ld+json" not in html
    assert "og:title" not in html


def test_robots_are_told_where_the_sitemaps_are(visitor, settings):
    said = visitor.get("/robots.txt").content.decode()
    assert "Disallow: /api/" in said
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in said


def test_the_sitemaps_of_a_language_list_what_exists_in_it(category, visitor):
    both, only_english = (a_thread(category=category, language="en") for _number in range(2))
    in_spanish(both)
    spanish, english = (
        addresses(visitor.get(f"/sitemaps/{code}/threads-0.xml")) for code in ("es", "en")
    )
    assert [f"/t/{both.pk}/" in url for url in spanish] == [True]
    assert len(english) == 2
    assert any(f"/t/{only_english.pk}/" in url for url in english)


def test_the_index_names_sitemaps_that_hold_something(category, visitor):
    a_thread(category=category, language="en")
    found = addresses(visitor.get("/sitemap.xml"))
    assert [url for url in found if "threads" in url] == [
        url for url in found if url.endswith("/sitemaps/en/threads-0.xml")
    ]
    for url in found:
        assert visitor.get("/" + url.split("/", 3)[3]).status_code == 200


def test_places_are_listed_in_every_language(category, visitor):
    found = addresses(visitor.get("/sitemaps/ar/places.xml"))
    assert any(url.endswith("/ar/c/lamps/bulbs/") for url in found)


def test_private_and_deleted_things_are_in_no_sitemap(category, visitor):
    author = an_actor()
    gone = a_thread(actor=author, category=category, language="en")
    delete_post(actor=author, post=opening(gone))
    private = a_community(visibility=Community.Visibility.MEMBERS, slug="secret")
    a_thread(actor=a_role(private), category=a_category(private), kind="discussion", language="en")
    staff = a_role(category.community, Membership.Role.AGENT)
    a_thread(
        actor=staff, category=a_category(category.community, visibility="staff"), language="en"
    )
    listed = addresses(visitor.get("/sitemap.xml"))
    assert not [url for url in listed if "threads" in url]
    places = addresses(visitor.get("/sitemaps/en/places.xml"))
    assert not [url for url in places if "secret" in url]


@pytest.mark.parametrize(
    "path",
    ["/sitemaps/xx/places.xml", "/sitemaps/en/threads-999999999.xml", "/sitemaps/xx/threads-0.xml"],
)
def test_a_sitemap_that_does_not_exist_is_not_found(visitor, path):
    assert visitor.get(path, follow=True).status_code == 404


def test_a_stretch_costs_the_same_however_many_threads_it_holds(
    category, django_assert_num_queries
):
    a_thread(category=category)
    with django_assert_num_queries(3):
        sitemaps._listed(0)
    for _number in range(5):
        in_spanish(a_thread(category=category))
    with django_assert_num_queries(3):
        sitemaps._listed(0)


def paths(patterns, prefix=""):
    """Every address without arguments, as one may type it."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from paths(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and not re.search(r"[<(\\]", route):
            yield route.replace("^", "").replace("$", "")


def test_crawlers_start_no_translation(category, visitor):
    thread = a_thread(category=category, language="en")
    a_post(thread, kind="comment", body="So do I.", language="en")
    TranslationJob.objects.all().delete()
    own = [
        f"t/{thread.pk}/",
        f"t/{thread.pk}/x/print/",
        "c/lamps/",
        "c/lamps/bulbs/",
        f"m/{thread.author.username}/",
        "feed/latest.atom",
    ]
    for path in [
        *(f"/fr/{path}" for path in own),
        *(f"/{path}" for path in paths(get_resolver().url_patterns)),
    ]:
        visitor.get(path, follow=True)
    assert not TranslationJob.objects.exists()
    assert not ReadDemand.objects.exists()
