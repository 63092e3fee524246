"""Reading a long thread on: what is new, what loads by itself, what the server hears of it."""

import re

import pytest
from playwright.sync_api import Page, expect

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
POSTS = 50


@pytest.fixture(scope="module")
def long_thread(ask, forum) -> dict:
    """One for all, since every post of it is translated; nobody reads it in two of the tests."""
    thread = ask("A thread that goes on and on", "It begins here.")
    forum.shell(
        "from accounts.models import Member; from accounts.queries import actor_for;"
        "from forum.actions import publish_post; from forum.models import Thread;"
        "bob = actor_for(Member.objects.get(username='bob'));"
        f"thread = Thread.objects.get(pk={thread['id']});"
        "[publish_post(actor=bob, thread=thread, kind='comment', language='en',"
        f" body=f'This is post {{number}}. ' * 30) for number in range(2, {POSTS + 1})]"
    )
    return thread


def read_up_to(forum, thread, number, *, name) -> None:
    forum.shell(
        "from accounts.models import Member; from accounts.queries import actor_for;"
        "from forum.actions import mark_read; from forum.models import Thread;"
        f"mark_read(thread=Thread.objects.get(pk={thread['id']}), number={number},"
        f"actor=actor_for(Member.objects.get(username='{name}')))"
    )


def numbers(page: Page) -> list[int]:
    return page.eval_on_selector_all(
        "#posts > [data-number]", "posts => posts.map((post) => Number(post.dataset.number))"
    )


def test_a_member_reads_on_where_she_stopped(visit, forum, long_thread):
    read_up_to(forum, long_thread, 30, name="anna")
    page = visit(f"/en/t/{long_thread['id']}/", name="anna", viewport=DESKTOP)
    expect(page.locator("#first-unread")).to_be_in_viewport()
    expect(page.locator("[data-jump-label]")).to_contain_text(f"of {POSTS}")


def test_earlier_posts_come_without_moving_what_is_read(visit, forum, long_thread):
    read_up_to(forum, long_thread, 30, name="dora")
    page = visit(f"/en/t/{long_thread['id']}/", name="dora", viewport=PHONE)
    expect(page.locator("#first-unread")).to_be_in_viewport()
    top = page.locator("#posts > [data-number='28']")
    top.evaluate("post => post.scrollIntoView({ block: 'start', behavior: 'instant' })")
    expect(page.locator("#posts > [data-number]").first).not_to_have_attribute("data-number", "28")
    expect(top).to_be_in_viewport()
    found = numbers(page)
    assert found == sorted(set(found))


def test_later_posts_come_by_themselves_and_the_address_keeps_up(visit, long_thread):
    page = visit(f"/en/t/{long_thread['id']}/", viewport=DESKTOP)
    while numbers(page)[-1] < POSTS:
        page.locator("#posts > article").last.scroll_into_view_if_needed()
        page.wait_for_timeout(100)
    assert numbers(page) == list(range(1, POSTS + 1))
    expect(page.locator("#later-posts a")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"[?]post=\d+#post-\d+$"))


def test_the_server_hears_what_was_really_seen(visit, long_thread):
    page = visit(f"/en/t/{long_thread['id']}/", name="hugo", viewport=DESKTOP)
    with page.expect_request(lambda asked: asked.url.endswith("/seen")) as caught:
        page.wait_for_timeout(200)
    assert 'name="number"' in caught.value.post_data
    assert caught.value.response().status == 204


def test_the_slider_leads_anywhere_with_the_keyboard(visit, long_thread):
    page = visit(f"/ar/t/{long_thread['id']}/", viewport=PHONE)
    page.locator("#jump > summary").press("Enter")
    page.locator("#jump-slide").focus()
    page.keyboard.press("End")
    expect(page.locator("#jump-slide")).to_have_value(str(POSTS))
    page.locator("[data-jump-slide] button").press("Enter")
    page.wait_for_url("**/?post=*")
    expect(page.locator(f"#posts > [data-number='{POSTS}']")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_only_higher_numbers_are_told(visit):
    expected = [([3], 3), ([3, 2], 3), ([], None), ([1], None)]
    found = visit("/en/").evaluate(
        """async (cases) => {
            const state = await import(new URL("/static/js/read-progress.js", location));
            return cases.map(([steps]) => {
                const progress = new state.Progress(2);
                for (const number of steps) progress.see(number);
                return [steps, progress.take()];
            });
        }""",
        expected,
    )
    assert [tuple(case) for case in found] == expected
