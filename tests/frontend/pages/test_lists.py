"""Lists of threads on pages: tabs, filters, badges, tags, what is unread; and their cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.actions import Details, create_product, create_tag, open_thread
from forum.models import Thread, ThreadRead, Visit
from tests.builders import a_category, a_member, a_post, a_thread, an_actor
from tests.frontend.pages.conftest import see, text_of

pytestmark = pytest.mark.django_db


def tagged(category, *, title="The lamp flickers", kind="question", **details):
    return open_thread(
        actor=an_actor(),
        community=category.community,
        category=category,
        kind=kind,
        title=title,
        body="It happens every evening.",
        language="de",
        details=Details(**details),
    )


@pytest.fixture
def tag(category):
    return create_tag(community=category.community, name="Bad light", language="en")


@pytest.fixture
def product(category):
    return create_product(community=category.community, name="Glimmer", language="en")


def test_a_tag_has_a_page_with_its_threads(category, tag, visitor):
    tagged(category, title="About the light", tags=["bad-light"])
    a_thread(category=category, title="About something else")
    page = text_of(see(visitor, "/en/c/lamps/tag/bad-light/"))
    assert "About the light" in page and "1 thread has this tag" in page
    assert "About something else" not in page


def test_a_tag_in_any_script_has_an_address(category, visitor):
    create_tag(community=category.community, name="ضوء سيئ", language="ar")
    tagged(category, title="About the light", tags=["ضوء سيئ"])
    html = see(visitor, "/en/c/lamps/tags/").content.decode()
    assert 'lang="ar" dir="rtl"' in html
    assert "About the light" in text_of(see(visitor, "/en/c/lamps/tag/ضوء-سيئ/"))


def test_names_of_tags_are_read_in_the_readers_language(category, tag, visitor, translate):
    tagged(category, tags=["bad-light"])
    visitor.post("/es/c/lamps/read")
    translate()
    page = see(visitor, "/es/c/lamps/")
    assert "Bad light" not in text_of(page)
    assert 'href="/es/c/lamps/tag/bad-light/" lang="es"' in page.content.decode()


def test_a_product_has_a_page_with_its_threads(category, product, visitor):
    tagged(category, title="About the lamp", product=product)
    a_thread(category=category, title="About something else")
    page = text_of(see(visitor, "/en/c/lamps/product/glimmer/"))
    assert "About the lamp" in page and "About something else" not in page


@pytest.mark.parametrize("path", ["tag/nothing/", "product/nothing/", "tag/%00/", "tag/a/b/"])
def test_what_is_not_there_is_not_found(category, visitor, path):
    assert visitor.get(f"/en/c/lamps/{path}").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=idea", "A better lamp"),
        ("show=unanswered", "The lamp flickers"),
        ("language=fr", "La lampe"),
        ("product=glimmer", "About Glimmer"),
        ("order=newest", "A better lamp"),
    ],
)
def test_a_list_is_narrowed_by_its_address(visitor, category, product, query, found):
    category.kinds = ["question", "idea", "discussion"]
    category.save()
    answered = a_thread(category=category, title="La lampe", language="fr")
    a_post(answered)
    a_thread(category=category, title="The lamp flickers")
    tagged(category, title="About Glimmer", product=product, kind="discussion")
    tagged(category, title="A better lamp", kind="idea")
    assert found in text_of(see(visitor, f"/en/c/lamps/?{query}"))


@pytest.mark.parametrize(
    "query",
    ["kind=rant", "language=klingon", "country=ZZZ", "show=all", "order=votes", "state=x",
     "product=%00", "product=" + "x" * 400, "kind=%00&language=%00", "show=following"],
)  # fmt: skip
def test_filters_that_do_not_exist_are_none(visitor, category, query):
    a_thread(category=category, title="The lamp flickers")
    response = visitor.get(f"/en/c/lamps/?{query}")
    assert response.status_code in {200, 404}
    if "product=x" not in query:
        assert "The lamp flickers" in text_of(response)


def test_the_form_of_filters_opens_without_a_script(category, product, visitor):
    closed = see(visitor, "/en/c/lamps/").content.decode()
    opened = see(visitor, "/en/c/lamps/?kind=idea&filter=1").content.decode()
    assert 'id="filters"' not in closed
    assert '<option value="idea" selected>' in opened and '<option value="glimmer"' in opened


def test_a_filter_in_force_can_be_taken_away(category, product, visitor):
    html = see(visitor, "/en/c/lamps/?kind=idea&product=glimmer").content.decode()
    assert 'href="?product=glimmer"' in html and 'href="?kind=idea"' in html


def test_paging_keeps_the_filters(category, visitor):
    for _ in range(21):
        a_thread(category=category)
    html = see(visitor, "/en/c/lamps/?kind=question").content.decode()
    assert 'rel="next" href="?kind=question&amp;cursor=' in html


def test_members_have_lists_of_their_own(category, signed_in, visitor):
    assert "Following" in text_of(see(signed_in(), "/en/"))
    assert "Following" not in text_of(see(visitor, "/en/"))
    assert "You follow nothing here yet" in text_of(see(signed_in(), "/en/?show=following"))


def test_states_and_urgency_are_told_in_lists(category, visitor):
    tagged(category, urgency=2)
    Thread.objects.update(closed=True, pinned=True)
    page = text_of(see(visitor, "/en/c/lamps/"))
    assert all(word in page for word in ("Nothing works", "Closed", "Pinned"))


def test_what_is_solved_is_urgent_no_more(category, visitor):
    tagged(category, urgency=2)
    Thread.objects.update(state="solved")
    assert "Nothing works" not in text_of(see(visitor, "/en/c/lamps/"))


def test_pinned_threads_stand_on_top_once(category, visitor):
    pinned = a_thread(category=category, title="Read this first")
    for _ in range(3):
        a_thread(category=category, title="Something newer")
    Thread.objects.filter(pk=pinned.pk).update(pinned=True)
    page = text_of(see(visitor, "/en/c/lamps/"))
    assert page.count("Read this first") == 1
    assert page.index("Read this first") < page.index("Something newer")


def test_unread_posts_are_counted_for_members(category, signed_in):
    member, now = a_member(), timezone.now()
    Visit.objects.create(member=member, before=now - timedelta(days=1), seen=now)
    begun, fresh = a_thread(category=category), a_thread(category=category)
    ThreadRead.objects.create(member=member, thread=begun, number=begun.last_number)
    a_post(begun)
    html = see(signed_in(member), "/en/c/lamps/").content.decode()
    assert html.count("thread-row--unread") == 2
    assert html.count("badge--new") == 2 and fresh.pk != begun.pk


def test_every_level_of_categories_is_named(category, visitor):
    child = a_category(category.community, slug="led", parent=category, name="LED")
    leaf = a_category(category.community, slug="warm", parent=child, name="Warm light")
    a_thread(category=leaf, title="The lamp is too warm")
    assert "The lamp is too warm" in text_of(see(visitor, "/en/c/lamps/bulbs/"))
    html = see(visitor, "/en/c/lamps/warm/").content.decode()
    crumbs = html[html.index('<ol class="crumbs"') : html.index("</ol>")]
    assert "/en/c/lamps/bulbs/" in crumbs and "/en/c/lamps/led/" in crumbs
    assert html.count('aria-current="page">Warm light') == 1


PAGES = ["/fr/", "/fr/c/lamps/", "/fr/c/lamps/bulbs/", "/fr/c/lamps/tag/bad-light/",
         "/fr/c/lamps/product/glimmer/", "/fr/c/lamps/?kind=question&filter=1"]  # fmt: skip
VISITOR_QUERIES, MEMBER_QUERIES = 11, 18


def cost(client, path):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_lists_cost_the_same_for_one_row_and_for_six(
    category, tag, product, visitor, signed_in, translate
):
    member, now = a_member("fr"), timezone.now()
    Visit.objects.create(member=member, before=now - timedelta(days=1), seen=now)
    client = signed_in(member)

    def a_row():
        thread = tagged(category, tags=["bad-light"], product=product)
        ThreadRead.objects.create(member=member, thread=thread, number=1)
        a_post(thread, actor=other)

    def costs():
        return {path: (cost(visitor, path), cost(client, path)) for path in PAGES}

    other = an_actor("de")
    a_row()
    visitor.post("/fr/c/lamps/read")
    translate()
    costs()
    before = costs()
    for _ in range(5):
        a_row()
    translate()
    assert costs() == before
    assert all(one <= VISITOR_QUERIES and two <= MEMBER_QUERIES for one, two in before.values())
