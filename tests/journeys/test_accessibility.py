"""Every kind of page, as axe-core judges it: by day in English at a desk, by night in Arabic on a
phone. Nothing scrolls sideways."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("workshop")

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => {
    const { violations } = await axe.run({ resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""
OVERFLOW = """() => {
    const excess = document.documentElement.scrollWidth - innerWidth;
    if (excess <= 0) return [];
    const wide = [...document.querySelectorAll("body *")].filter((node) => {
        const box = node.getBoundingClientRect();
        return box.width && (box.right > innerWidth + 1 || box.left < -1);
    });
    return wide.slice(0, 5).map((node) => `${node.tagName}.${node.className}`).concat(excess);
}"""
LOOKS = {
    "desk": {
        "lang": "en",
        "options": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    },
    "phone": {
        "lang": "ar",
        "options": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    },
}
TURNS = 4
SEEN_BY = {
    "": """/ /languages/ /m/emil/ /legal/ /boards/ /badges/ /badges/thanks/ /c/workshop/boards/
        /c/workshop/ /c/workshop/?filter=1 /c/workshop/bulbs/ /c/workshop/tags/
        /c/workshop/tag/{tag}/ /c/workshop/product/{product}/ /c/workshop/legal/privacy/
        /c/workshop/glossary/ /t/{thread}/ /t/{thread}/x/print/ /t/{long}/
        /p/{answer}/report/ /report/{flag}/
        /accounts/login/ /accounts/signup/ /accounts/password/reset/ /api/v1/docs""",
    "anna": """/ /ask/ /ask/?title=The+lamp+blinks /t/{thread}/
        /t/{thread}/reply?reply_to={answer}&quote={answer} /p/{opening}/edit/ /p/{answer}/history/
        /p/{answer}/translation/ /p/{answer}/language/report/ /p/{opening}/language/
        /p/{opening}/delete/ /p/{answer}/bookmark/ /t/{thread}/tags/
        /t/{thread}/close/ /notifications/ /notifications/settings/ /drafts/ /bookmarks/
        /following/ /uploads/ /ledger/ /profile/ /privacy/ /privacy/name/ /privacy/delete/ /m/emil/
        /m/anna/ /m/emil/block/ /decisions/ /decisions/{told}/ /accounts/email/
        /accounts/password/change/ /accounts/logout/""",
    "olga": """/c/workshop/audit/ /c/workshop/members/anna/ /c/workshop/appeals/{appealed}/
        /c/workshop/members/emil/ban/ /t/{thread}/ /review/ /c/workshop/review/ /review/{waiting}/
        /c/workshop/coverage/ /c/workshop/glossary/
        /c/workshop/glossary/import/ /c/workshop/legal/privacy/edit/ /p/{gone}/deleted/""",
}
"""Paths below the language, by who visits them."""
OPENERS = (
    "[data-language-menu] > summary",
    ".menu:has(.menu__who) > summary",
    "[data-bell] > a",
    ".follow > summary",
    "#jump > summary",
    "#reply [data-tool=help]",
)
"""What opens menus, panels and dialogs on the page of a thread."""


@pytest.fixture(scope="module")
def forum(workshop):
    return workshop.forum


@pytest.mark.parametrize(
    "turn", [0, *(pytest.param(turn, marks=pytest.mark.slow) for turn in range(1, TURNS))]
)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", SEEN_BY)
def test_no_page_has_a_barrier(visit, workshop, name, look, turn):
    """Every second page in one of the looks, and with the slow tests all of them in both."""
    lang, options = LOOKS[look]["lang"], LOOKS[look]["options"]
    page = visit("/healthz", name=name, reduced_motion="reduce", **options)
    found = {}
    first = (2 * list(LOOKS).index(look) + turn) % TURNS
    for path in SEEN_BY[name].format(**workshop.named).split()[first::TURNS]:
        address = path if path.startswith("/api/") else f"/{lang}{path}"
        assert page.goto(address).ok, address
        if wrong := faults(page):
            found[address] = wrong
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def test_a_page_that_is_not_there_has_no_barrier(visit):
    page = visit("/ar/nowhere/", **LOOKS["phone"]["options"])
    assert faults(page) == []


@pytest.mark.parametrize("look", ["desk", pytest.param("phone", marks=pytest.mark.slow)])
def test_what_opens_has_no_barrier(visit, workshop, look):
    lang, options = LOOKS[look]["lang"], LOOKS[look]["options"]
    path = f"/{lang}/t/{workshop.named['long']}/"
    page = visit(path, name="anna", reduced_motion="reduce", **options)
    found = {}
    for opener in OPENERS:
        page.locator(opener).first.click()
        if wrong := faults(page):
            found[opener] = wrong
        page.keyboard.press("Escape")
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, for people who read it in a report."""
    page.evaluate(AXE.read_text("utf-8"))
    return page.evaluate(RUN_AXE) + [f"too wide: {node}" for node in page.evaluate(OVERFLOW)]
