"""From a link in a post to what is known of its page: by the worker, guarded, kept, forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.permissions import VISITOR
from core import outbox
from core.errors import NotFound
from forum.actions import delete_post, edit_post
from forum.actions.link_previews import fetch_next, forget_unused_previews
from forum.events import PostPublished
from forum.link_receivers import note_links_of_post
from forum.models import LinkPreview, LinkPreviewUse, Post, Upload
from forum.queries.link_previews import previews_of
from forum.queries.uploads import upload_for
from tests.builders import a_post, a_thread, an_actor
from tests.forum.previews.conftest import (
    LOCAL,
    Site,
    site as site,
)
from tests.pictures import a_photo

pytestmark = pytest.mark.django_db
PAGE = b"""<html lang="de"><title>Router</title><meta property="og:description" content="Gut">
<meta property="og:image" content="/p.jpg">"""


@pytest.fixture(autouse=True)
def previews_wanted(settings: Any, site: Site) -> None:
    """The operator wants previews, and the guard lets this test's own server pass."""
    settings.LINK_PREVIEWS = True
    settings.LINK_PREVIEW_PORTS = [site.port]
    settings.LINK_PREVIEW_PRIVATE_ADDRESSES = frozenset({(LOCAL, site.port)})
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


def address(site: Site, path: str = "/") -> str:
    return site.url(path, host=LOCAL)


def linked(url: str, **options: Any) -> Post:
    """A post with a link alone on its line, after the news of it were told."""
    post = a_post(options.pop("thread", None) or a_thread(), body=f"Look:\n\n{url}", **options)
    while outbox.dispatch():
        pass
    return post


def fetched(url: str) -> LinkPreview:
    while fetch_next():
        pass
    return LinkPreview.objects.get(url=url)


def let_come_due() -> None:
    LinkPreview.objects.update(due=timezone.now() - timedelta(seconds=1))


def test_the_worker_fetches_what_a_page_says_of_itself(site: Site) -> None:
    site.answers("/", PAGE)
    site.answers("/p.jpg", a_photo(), content_type="image/jpeg")
    linked(address(site))
    assert site.asked == []  # nothing happens while somebody writes
    row = fetched(address(site))
    assert (row.state, row.title, row.description, row.site, row.language) == (
        "ready",
        "Router",
        "Gut",
        LOCAL,
        "de",
    )
    assert previews_of([address(site)]) == {address(site): row}


def test_its_picture_is_kept_here_without_its_metadata(site: Site) -> None:
    site.answers("/", PAGE)
    site.answers("/p.jpg", a_photo(), content_type="image/jpeg")
    linked(address(site))
    image = fetched(address(site)).image
    assert image is not None
    with image.file.open() as file:
        assert b"SecretCamera" not in file.read()
    assert (image.width, image.height, image.member) == (60, 80, None)


def test_who_reads_the_post_sees_the_picture_and_nobody_else(site: Site) -> None:
    site.answers("/", PAGE)
    site.answers("/p.jpg", a_photo(), content_type="image/jpeg")
    author = an_actor()
    post = linked(address(site), actor=author)
    image = fetched(address(site)).image
    assert image is not None
    assert upload_for(VISITOR, image.pk) == image
    delete_post(actor=author, post=post)
    with pytest.raises(NotFound):
        upload_for(VISITOR, image.pk)


@pytest.mark.parametrize("picture", [b"<svg/>", b"", a_photo()[:300]])
def test_a_picture_that_cannot_be_kept_leaves_the_rest(site: Site, picture: bytes) -> None:
    site.answers("/", PAGE)
    site.answers("/p.jpg", picture, content_type="image/jpeg")
    linked(address(site))
    row = fetched(address(site))
    assert (row.state, row.image) == ("ready", None)
    assert Upload.objects.count() == 0


def test_a_picture_inside_is_not_fetched(site: Site) -> None:
    page = PAGE.replace(b"/p.jpg", b"http://169.254.169.254/secret.png")
    site.answers("/", page)
    linked(address(site))
    row = fetched(address(site))
    assert (row.state, row.image) == ("ready", None)


def test_an_address_inside_is_refused(site: Site) -> None:
    linked("http://192.168.1.1/admin")
    row = fetched("http://192.168.1.1/admin")
    assert (row.state, row.reason) == ("refused", "port")
    assert previews_of([row.url]) == {}


def test_a_failure_is_tried_again_later_and_later(site: Site) -> None:
    linked(address(site))
    waits = []
    for _attempt in range(5):
        row = fetched(address(site))
        assert row.due is not None
        # Minutes: the last two waits are both the longest, and told apart only by the clock.
        waits.append(round((row.due - timezone.now()) / timedelta(minutes=1)))
        let_come_due()
    assert (row.state, row.reason, len(site.asked)) == ("failed", "status_404", 5)
    assert waits == sorted(waits)
    assert waits[0] >= 9


def test_what_failed_may_work_later(site: Site) -> None:
    linked(address(site))
    fetched(address(site))
    site.answers("/", PAGE)
    let_come_due()
    row = fetched(address(site))
    assert (row.state, row.attempts, row.reason) == ("ready", 0, "")


def test_what_is_known_outlives_a_failure(site: Site) -> None:
    site.answers("/", PAGE)
    linked(address(site))
    fetched(address(site))
    del site.pages["/"]
    let_come_due()
    row = fetched(address(site))
    assert (row.state, row.title) == ("failed", "Router")
    assert address(site) in previews_of([address(site)])


def test_a_page_that_was_read_anew_leaves_no_old_picture(site: Site) -> None:
    site.answers("/", PAGE)
    site.answers("/p.jpg", a_photo(), content_type="image/jpeg")
    linked(address(site))
    fetched(address(site))
    let_come_due()
    row = fetched(address(site))
    assert list(Upload.objects.all()) == [row.image]


def test_one_link_in_many_posts_is_fetched_once(site: Site) -> None:
    site.answers("/", b"<title>x</title>")
    linked(address(site))
    linked(address(site))
    fetched(address(site))
    assert len(site.asked) == 1


def test_the_same_news_twice_change_nothing(site: Site) -> None:
    post = linked(address(site))
    note_links_of_post(PostPublished(thread_id=post.thread_id, post_id=post.pk))
    assert LinkPreviewUse.objects.count() == 1


def test_links_in_sentences_are_left_alone(site: Site) -> None:
    linked(f"See {address(site)} for more")
    assert LinkPreview.objects.count() == 0


def test_nothing_is_fetched_unless_the_operator_wants_it(settings: Any, site: Site) -> None:
    settings.LINK_PREVIEWS = False
    linked(address(site))
    assert (LinkPreview.objects.count(), fetch_next(), site.asked) == (0, 0, [])


def test_when_the_operator_changes_his_mind_nothing_more_is_fetched_or_shown(
    settings: Any, site: Site
) -> None:
    site.answers("/", PAGE)
    linked(address(site))
    fetched(address(site))
    let_come_due()
    settings.LINK_PREVIEWS = False
    assert fetch_next() == 0
    assert previews_of([address(site)]) == {}


def test_a_link_that_no_text_holds_any_more_is_forgotten(site: Site) -> None:
    site.answers("/", PAGE)
    site.answers("/p.jpg", a_photo(), content_type="image/jpeg")
    author = an_actor()
    post = linked(address(site), actor=author)
    fetched(address(site))
    assert forget_unused_previews() == 0
    edit_post(actor=author, post=post, revision=1, body="Never mind.")
    while outbox.dispatch():
        pass
    assert fetch_next() == 0
    assert forget_unused_previews() == 1
    assert (LinkPreview.objects.count(), Upload.objects.count()) == (0, 0)
