"""A running forum and browsers of people who read different languages."""

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.services.forum import Forum
from tests.services.template import copy_template

HERE = Path(__file__).parent
MEMBERS = {
    "anna": "en",
    "bob": "en",
    "clara": "de",
    "greta": "de",
    "dora": "en",
    "emil": "de",
    "felix": "es",
    "gitta": "es",
    "hugo": "en",
}
"""Who takes part, and the language each reads and writes."""
WORKSHOP_MEMBERS = {"anna": "en", "emil": "de", "amal": "ar", "yuki": "ja", "olga": "en"}
PATIENCE_MS = 30_000
STORED = "local_storage,indexeddb,websql,service_workers,cache_storage,file_systems"
"""Where pages keep things, beside cookies and what ends with a tab."""
expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks for groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those who share a forum run in one process: a second one would start a second forum."""
    for item in items:
        if HERE in item.path.parents and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group("forum"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": os.environ["CHROMIUM"],
        "args": [
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
        ],
    }


@pytest.fixture(scope="session")
def forum(tmp_path_factory) -> Iterator[Forum]:
    """Server and worker with real engines where there are any."""
    engines = "argos,apertium" if shutil.which("apertium") else "argos,reference:pseudo"
    folder = tmp_path_factory.mktemp("forum")
    copy_template(folder / "lingora.db")
    with Forum(folder, TRANSLATION_ENGINES=engines) as forum:
        forum.prepare()
        forum.make_members(MEMBERS)
        forum.start()
        forum.wait_until_ready()
        yield forum


@dataclass(frozen=True)
class Workshop:
    """A forum with the community of `scenery`, and the names of what stands there."""

    forum: Forum
    named: dict[str, str | int]


@pytest.fixture(scope="session")
def workshop(tmp_path_factory) -> Iterator[Workshop]:
    """A second forum, whose engine knows every language and needs no model."""
    folder = tmp_path_factory.mktemp("workshop")
    copy_template(folder / "lingora.db")
    with Forum(folder, TRANSLATION_ENGINES="reference:pseudo") as forum:
        forum.prepare()
        forum.make_members(WORKSHOP_MEMBERS)
        said = forum.shell("from tests.journeys.scenery import build; build()")
        forum.start()
        forum.wait_until_ready()
        yield Workshop(forum, json.loads(said))


Visit = Callable[..., Page]
Used = dict[str, list[BrowserContext]]


@pytest.fixture(scope="session")
def used_browsers() -> Used:
    """Browsers that earlier journeys left behind, by their options."""
    return defaultdict(list)


@pytest.fixture
def visit(forum: Forum, browser: Browser, used_browsers: Used) -> Iterator[Visit]:
    """Opens a browser of its own for somebody: `visit("/de/")`; with a name, signed in.

    It knows nobody and nothing, but for what its cache holds: a page loads thirty scripts and
    styles the first time.
    """
    opened: list[tuple[str, BrowserContext]] = []

    def open_browser(path: str, *, name: str = "", **options) -> Page:
        options["base_url"] = forum.url
        key = json.dumps(options, sort_keys=True)
        used = used_browsers[key]
        context = used.pop() if used else browser.new_context(**options)
        opened.append((key, context))
        context.set_default_timeout(PATIENCE_MS)
        if name:
            context.add_cookies(
                [{"name": "sessionid", "value": forum.session(name), "url": forum.url}]
            )
        page = context.new_page()
        page.goto(path)
        return page

    yield open_browser
    for key, context in opened:
        forget(context, forum.url)
        used_browsers[key].append(context)


def forget(context: BrowserContext, origin: str) -> None:
    """Close all pages and take everything away that they kept, but for what is in the cache."""
    for page in context.pages:
        page.close()
    context.set_offline(False)
    context.clear_cookies()
    page = context.new_page()
    kept = {"origin": origin, "storageTypes": STORED}
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", kept)
    page.close()


@pytest.fixture(scope="module")
def ask(forum: Forum) -> Callable[..., dict]:
    """Opens a thread through the API; the thread as the API tells it."""

    def ask(title: str, body: str, *, name: str = "anna", language: str = "en") -> dict:
        community = forum.api("GET", "/communities")["items"][0]
        return forum.api(
            "POST",
            "/threads",
            {
                "community": community["slug"],
                "category": community["categories"][0]["slug"],
                "kind": "question",
                "title": title,
                "body": body,
                "language": language,
            },
            token=forum.token(name),
        )

    return ask


@pytest.fixture(scope="module")
def answer(forum: Forum) -> Callable[..., dict]:
    """Answers a thread through the API; the post as the API tells it."""

    def answer(thread: dict, body: str, *, name: str = "bob", language: str = "en") -> dict:
        return forum.api(
            "POST",
            f"/threads/{thread['id']}/posts",
            {"body": body, "language": language},
            token=forum.token(name),
        )

    return answer
