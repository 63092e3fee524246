"""Modules of the pages in a browser, without a server: their logic apart from any page."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route

STATIC: Path = settings.BASE_DIR / "frontend" / "static"
ORIGIN = "http://modules.test"
TYPES = {".js": "text/javascript", ".html": "text/html"}

Call = Callable[..., Any]


def answer(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if path == "/":
        route.fulfill(body="<!doctype html><title>modules</title>", content_type="text/html")
        return
    file = STATIC / path.removeprefix("/")
    route.fulfill(body=file.read_text("utf-8"), content_type=TYPES[file.suffix])


@pytest.fixture(scope="session")
def modules(browser: Browser) -> Iterator[Page]:
    """A page from which every module can be imported."""
    page = browser.new_page()
    page.route(f"{ORIGIN}/**", answer)
    page.goto(f"{ORIGIN}/")
    yield page
    page.close()


@pytest.fixture
def call(modules: Page) -> Call:
    """Calls a function of a module: `call("editing", "wrap", {...}, "**")`."""

    def call(module: str, name: str, *given: Any) -> Any:
        script = f"""async ([given]) => {{
            const found = await import("/js/{module}.js");
            return found[{json.dumps(name)}](...given);
        }}"""
        return modules.evaluate(script, [list(given)])

    return call
