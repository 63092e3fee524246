"""Browsers of journeys are used again; the next one must not meet the one before."""

from tests.journeys.conftest import forget


def test_a_used_browser_has_forgotten_everything(visit, forum):
    page = visit("/en/profile/", name="anna")
    assert "/login/" not in page.url
    page.evaluate("localStorage.setItem('mine', 'yes')")
    page.context.set_offline(True)
    context = page.context
    forget(context, forum.url)
    page = context.new_page()
    page.goto("/en/profile/")
    assert "/login/" in page.url
    assert page.evaluate("localStorage.getItem('mine')") is None
