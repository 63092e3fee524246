"""The tabs above lists, where they are wider than the window."""

import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}
FADES = """nav => ["--faded-start", "--faded-end"].map(
    (name) => parseFloat(getComputedStyle(nav).getPropertyValue(name)) > 4)"""
SCROLLED = """(nav, share) => {
    const way = getComputedStyle(nav).direction === "rtl" ? -1 : 1;
    nav.scrollLeft = way * share * (nav.scrollWidth - nav.clientWidth);
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
WITHIN = """nav => {
    const [all, one] = [nav, nav.querySelector("[aria-current]")].map(
        (each) => each.getBoundingClientRect());
    return one.left >= all.left - 1 && one.right <= all.right + 1;
}"""


def tabs(page: Page):
    return page.locator("nav.filters").first


@pytest.mark.parametrize("language", ["en", "ar"])
def test_tabs_fade_where_there_are_more(visit, language):
    nav = tabs(visit(f"/{language}/", name="dora", viewport=PHONE))
    expect(nav).to_be_visible()
    assert nav.evaluate("nav => nav.scrollWidth > nav.clientWidth")
    for share, wanted in ((0, [False, True]), (0.5, [True, True]), (1, [True, False])):
        nav.evaluate(SCROLLED, share)
        assert nav.evaluate(FADES) == wanted


def test_tabs_that_fit_do_not_fade(visit):
    nav = tabs(visit("/en/", name="dora", viewport={"width": 1280, "height": 800}))
    assert nav.evaluate("nav => nav.scrollWidth === nav.clientWidth")
    assert nav.evaluate(FADES) == [False, False]


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "ar"])
def test_the_chosen_tab_is_always_in_view(visit, language):
    page = visit(f"/{language}/", name="dora", viewport=PHONE)
    addresses = tabs(page).locator("a").evaluate_all("links => links.map((link) => link.href)")
    for address in addresses:
        page.goto(address)
        for share in (0, 0.5, 1):
            tabs(page).evaluate(SCROLLED, share)
            assert tabs(page).evaluate(WITHIN), address
