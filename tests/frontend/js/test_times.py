"""How dates are told on pages."""

from playwright.sync_api import Page

TOLD = """async ([html]) => {
  const { tellTimes } = await import("/js/times.js");
  const place = document.createElement("p");
  place.innerHTML = html;
  tellTimes(place, "en", Date.parse("2026-03-01T12:00:00Z"));
  return [place.textContent, place.querySelector("time").title];
}"""
DUE = "2026-03-08T12:00:00Z"


def told(modules: Page, html: str) -> list[str]:
    found: list[str] = modules.evaluate(TOLD, [html])
    return found


def test_a_date_is_told_as_the_reader_counts(modules: Page):
    text, title = told(modules, f'<time datetime="{DUE}">March 8</time>')
    assert text == "next week" and "March 8, 2026" in title


def test_a_date_that_ends_a_sentence_stays_a_date(modules: Page):
    text, title = told(modules, f'Decided on <time datetime="{DUE}" data-exact>March 8</time>')
    assert text == "Decided on March 8" and "March 8, 2026" in title
