"""The bell rings in the language of whoever it rings for."""

import re
import time

from playwright.sync_api import Page, expect


def test_an_answer_rings_the_bell_in_the_askers_own_language(visit, ask, answer):
    thread = ask("Die Lampe flackert", "Sie flackert jeden Abend.", name="greta", language="de")
    german = visit("/de/", name="greta")
    bell = german.locator("[data-bell]")
    expect(bell).to_have_attribute("data-state", "on")
    german.evaluate("globalThis.neverReloaded = true")
    answer(thread, "Change the bulb and it stops.", name="bob")

    expect(bell.locator("[data-bell-number]")).to_have_text("1")
    expect(bell.locator("[data-bell-count]")).to_be_visible()
    bell.locator("a").first.click()
    line = bell.locator(".note").first
    expect(line).to_contain_text("bob")
    expect(line.locator(".note__title[lang=de]")).to_have_text("Die Lampe flackert")
    expect(bell.locator("[data-bell-count]")).to_be_hidden()
    assert german.evaluate("globalThis.neverReloaded") is True

    line.locator("a").click()
    german.wait_for_url(re.compile(rf"/de/t/{thread['id']}/"))
    expect(german.locator("#posts > article", has_text="Change the bulb")).to_be_attached()
    is_read(german, "Die Lampe flackert")


def is_read(page: Page, title: str) -> None:
    """What says that a line was opened is sent beside the next page, and may come after it. Other
    lines may come from other tests, which take place in the same forum."""
    ends = time.monotonic() + 60
    notes = page.locator(".note", has_text=title)
    while page.goto("/de/notifications/?unread=1") and notes.count() and time.monotonic() < ends:
        page.wait_for_timeout(200)
    expect(notes).to_have_count(0)


def test_a_follower_reads_a_foreign_title_in_his_own_language(visit, forum, ask, answer):
    thread = ask("The display is dark", "Since yesterday it stays dark.", name="anna")
    spanish = visit("/es/notifications/", name="felix")
    expect(spanish.locator("[data-bell]")).to_have_attribute("data-state", "on")
    answer(thread, "Did you try another cable, @felix?", name="bob")
    expect(spanish.locator("[data-notes] .note")).to_have_count(1)
    spanish.locator("[data-bell] a").first.click()
    title = spanish.locator("[data-bell-panel] .note__title")
    expect(title).to_have_attribute("lang", "es")
