"""Writing in a browser: keys, names, quotations, files; and nothing lost, nothing doubled."""

import re

import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}


def body_of(page: Page):
    return page.locator("#reply [data-body]")


def saved(page: Page) -> None:
    expect(page.locator("#reply [data-draft-status]")).to_have_attribute("data-state", "saved")


def write(page: Page, text: str) -> None:
    """Type in two goes with a pause between, as people do; wait until the draft is saved."""
    half = len(text) // 2
    body_of(page).click()
    page.keyboard.type(text[:half])
    page.wait_for_timeout(1400)
    page.keyboard.type(text[half:])
    saved(page)


def thread_path(thread: dict, lang: str = "en") -> str:
    return f"/{lang}/t/{thread['id']}/"


def posts_of(forum, thread: dict) -> list[dict]:
    return forum.api("GET", f"/threads/{thread['id']}/posts?lang=en&keep=en")["items"]


def test_a_text_goes_on_on_another_device_and_is_gone_from_both_when_sent(forum, visit, ask):
    thread = ask("Device to device", "Which lamp?")
    desk = visit(thread_path(thread), name="bob")
    write(desk, "Take the small lamp.")
    phone = visit(thread_path(thread, "ar"), name="bob", viewport=PHONE)
    body_of(phone).scroll_into_view_if_needed()
    expect(body_of(phone)).to_have_value("Take the small lamp.")
    phone.locator("#reply .button--primary[type=submit]").click()
    phone.wait_for_url("**post=**")
    desk.reload()
    body_of(desk).scroll_into_view_if_needed()
    expect(body_of(desk)).to_have_value("")
    assert forum.api("GET", f"/drafts/reply/{thread['id']}", token=forum.token("bob")) == {
        "items": []
    }


def test_two_tabs_with_one_draft_lose_nothing(visit, ask):
    thread = ask("Two tabs", "Which lamp?")
    first = visit(thread_path(thread), name="bob")
    write(first, "Take the small lamp.")
    second = visit(thread_path(thread), name="bob")
    body_of(second).scroll_into_view_if_needed()
    expect(body_of(second)).to_have_value("Take the small lamp.")
    body_of(second).press("Control+End")
    second.keyboard.type(" Or")
    second.wait_for_timeout(1400)
    second.keyboard.type(" the large one.")
    saved(second)
    body_of(first).press("Control+End")
    first.keyboard.type(" It is red.")
    notice = first.locator("#reply .composer__other")
    expect(notice).to_contain_text("Or the large one.")
    notice.locator("[data-take]").click()
    text = body_of(first).input_value()
    assert "It is red." in text and "Or the large one." in text


def test_offline_for_a_minute_while_writing(visit, ask):
    thread = ask("Offline", "Which lamp?")
    page = visit(thread_path(thread), name="bob")
    body_of(page).scroll_into_view_if_needed()
    page.context.set_offline(True)
    body_of(page).click()
    page.keyboard.type("Take the small")
    page.wait_for_timeout(1400)
    page.keyboard.type(" lamp.")
    status = page.locator("#reply [data-draft-status]")
    expect(status).to_have_attribute("data-state", "offline")
    page.context.set_offline(False)
    saved(page)
    other = visit(thread_path(thread), name="bob")
    body_of(other).scroll_into_view_if_needed()
    expect(body_of(other)).to_have_value("Take the small lamp.")


def test_back_after_sending_shows_an_empty_form_and_sends_nothing_twice(forum, visit, ask):
    thread = ask("Back again", "Which lamp?")
    page = visit(thread_path(thread), name="bob")
    body_of(page).fill("Take the small lamp.")
    page.locator("#reply .button--primary[type=submit]").click()
    page.wait_for_url("**post=**")
    page.go_back()
    expect(body_of(page)).to_have_value("")
    assert len(posts_of(forum, thread)) == 2


def test_a_double_click_on_publish_writes_one_post(forum, visit, ask):
    thread = ask("Double click", "Which lamp?")
    page = visit(thread_path(thread), name="bob")
    body_of(page).fill("Take the small lamp.")
    page.locator("#reply .button--primary[type=submit]").dblclick()
    page.wait_for_url("**post=**")
    assert len(posts_of(forum, thread)) == 2


def test_a_new_token_after_signing_in_again_elsewhere_loses_nothing(forum, visit, ask):
    thread = ask("New token", "Which lamp?")
    page = visit(thread_path(thread), name="bob")
    body_of(page).fill("Take the small lamp.")
    other = page.context.new_page()
    other.context.clear_cookies(name="csrftoken")
    other.goto("/en/ask/")
    page.locator("#reply .button--primary[type=submit]").click()
    page.wait_for_url("**post=**")
    assert len(posts_of(forum, thread)) == 2


def test_formatting_and_names_by_keyboard_alone(visit, ask, answer):
    thread = ask("By keyboard", "Which lamp?")
    answer(thread, "The small one.", name="hugo")
    page = visit(thread_path(thread), name="bob")
    field = body_of(page)
    field.focus()
    page.keyboard.type("Thanks @hu")
    option = page.locator("#reply [role=option]")
    expect(option).to_contain_text("@hugo")
    expect(field).to_have_attribute("aria-activedescendant", re.compile("completion_0"))
    page.keyboard.press("Enter")
    page.keyboard.type("for ")
    page.keyboard.press("Alt+F10")
    expect(page.locator("[data-tool=bold]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-tool=italic]")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.keyboard.type("this")
    expect(field).to_have_value("Thanks @hugo for **this**")
    page.keyboard.press("Control+z")
    expect(field).not_to_have_value("Thanks @hugo for **this**")
    field.fill("- one")
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    expect(field).to_have_value("- one\n- two")
    page.keyboard.press("Tab")
    expect(field).not_to_be_focused()


@pytest.mark.parametrize(("lang", "options"), [("en", {}), ("ar", {"viewport": PHONE})])
def test_a_selection_is_quoted_in_the_language_that_is_read(visit, ask, answer, lang, options):
    thread = ask("A quotation", "Which lamp?")
    answer(thread, "Take the small lamp. It is better.", name="hugo")
    page = visit(thread_path(thread, lang), name="bob", **options)
    page.evaluate(
        """() => {
            const sides = [...document.querySelectorAll("#posts article:last-child .prose")];
            const seen = sides.find((each) => each.offsetParent);
            getSelection().selectAllChildren(seen.querySelector("p"));
        }"""
    )
    page.locator(".quote-button").click()
    expect(body_of(page)).to_have_value(re.compile(r"> \[@hugo, #2\]\(/t/\d+/\?post=\d+&shown="))
    page.keyboard.type("I agree.")
    page.locator("#reply .button--primary[type=submit]").click()
    page.wait_for_url("**post=**")
    head = page.locator("#posts .quote__head").last
    expect(head).to_contain_text("#2")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_pasted_picture_is_sent_and_described(visit, ask):
    thread = ask("A picture", "Which lamp?")
    page = visit(thread_path(thread), name="bob")
    answer = {
        "id": "x",
        "kind": "image",
        "name": "lamp.png",
        "url": "/static/img/mark.svg",
        "thumbnail_url": "/static/img/mark.svg",
        "markdown": "![lamp.png](/media/lamp.png)",
    }
    page.route("**/api/v1/uploads", lambda route: route.fulfill(status=201, json=answer))
    picture = {"name": "lamp.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
    page.locator("#reply [data-files]").set_input_files(picture)
    page.locator("dialog[data-alt] [data-alt-text]").fill("A red lamp")
    page.keyboard.press("Enter")
    expect(body_of(page)).to_have_value(re.compile(r"!\[A red lamp\]\(/media/lamp\.png\)"))


def test_a_picture_that_is_refused_leaves_no_trace_in_the_text(visit, ask):
    thread = ask("A file", "Which lamp?")
    page = visit(thread_path(thread), name="bob")
    error = {"error": {"code": "x", "message": "No such files.", "fields": {}}}
    page.route("**/api/v1/uploads", lambda route: route.fulfill(status=422, json=error))
    body_of(page).fill("Look: ")
    file = {"name": "a.exe", "mimeType": "application/x", "buffer": b"x"}
    page.locator("#reply [data-files]").set_input_files(file)
    expect(page.locator("#reply [data-draft-status]")).to_contain_text("No such files.")
    expect(body_of(page)).to_have_value(re.compile(r"^Look: \s*$"))


@pytest.mark.parametrize("typed", [":katze", ":cat2"])
def test_an_emoji_is_found_by_its_name_in_the_language_of_the_page(visit, ask, typed):
    page = visit(thread_path(ask("Emoji", "Which lamp?"), "de"), name="emil")
    body_of(page).click()
    page.keyboard.type(typed)
    found = page.locator("#reply [role=option]", has_text="🐈")
    expect(found).to_contain_text("Katze")
    found.click()
    expect(body_of(page)).to_have_value(re.compile("^🐈 ?$"))
