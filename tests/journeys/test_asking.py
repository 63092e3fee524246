"""Asking: the title first, what is like it while typing, tags by keyboard; with and without
scripts."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("width", [1280, pytest.param(390, marks=pytest.mark.slow)])
def test_what_is_like_it_appears_while_the_title_is_typed(visit, ask, width):
    title = f"The dishwasher beeps {width} times"
    thread = ask(title, "It beeps and stops.", name="anna")
    page = visit("/en/ask/", name="bob", viewport={"width": width, "height": 900})
    page.get_by_label("Title").press_sequentially("My dishwasher beeps")
    link = page.locator("#similar a", has_text=title)
    expect(link).to_have_attribute("href", re.compile(f"/en/t/{thread['id']}/"))
    page.keyboard.press("Enter")
    expect(page.locator("[data-body]")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("My dishwasher beeps")
    expect(link).to_be_visible()


def test_a_question_is_asked_in_two_steps_without_scripts(visit):
    page = visit("/en/ask/", name="hugo", java_script_enabled=False)
    page.get_by_label("Title").fill("How loud is a quiet dishwasher?")
    page.get_by_role("button", name="Continue").click()
    page.locator("[data-body]").fill("The old one was very loud.")
    page.get_by_role("button", name="Publish").click()
    expect(page).to_have_url(re.compile(r"/en/t/\d+/"))
    expect(page.locator("h1")).to_have_text("How loud is a quiet dishwasher?")
