"""How the tests run: quick hashing, a real Chromium last, PostgreSQL for what touches a database.

Fixtures that several packages share stand here; those of one package stand beside its tests.
"""

import contextlib
import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.nodeid import NodeId
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck, settings as hypothesis_settings

from tests.services.emptying import empty_only_what_is_filled
from tests.services.run import ON_BOTH
from tests.services.servers import Missing, chromium
from tests.services.template import copy_template

# How long an example takes says more about the machine's other work than about ours.
hypothesis_settings.register_profile(
    "lingora", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("lingora")

# What is imported and collected stays: looking through it for garbage finds nothing.
gc.disable()

COMMITTING_FIXTURES = {"transactional_db", "django_db_reset_sequences", "live_server"}
DATABASE_FIXTURES = {"db", *COMMITTING_FIXTURES}
BROWSER_FIXTURES = {"page", "context", "browser"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="only tests that depend on the database, without a browser (for another database)",
    )
    parser.addoption(
        "--whole-database",
        action="store_true",
        help="with --database-only: all that touch the database",
    )


def pytest_configure(config: pytest.Config) -> None:
    # Real hashing takes a quarter of a second for every member that a test makes.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Tests write more in a second than people in a day; those of the limits turn them on.
    settings.POSTING_LIMITS = False
    keep_data_apart(config)
    with contextlib.suppress(Missing):
        os.environ["CHROMIUM"] = chromium()


def keep_data_apart(config: pytest.Config) -> None:
    """Give this run a folder of its own: several may run at once, beside a running forum."""
    folder = tempfile.TemporaryDirectory(prefix="lingora-tests-")
    config.add_cleanup(folder.cleanup)
    settings.DATA_DIR = Path(folder.name)
    settings.STATIC_ROOT = settings.DATA_DIR / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES["default"]["OPTIONS"]["location"] = str(settings.DATA_DIR / "files")
    database = settings.DATABASES["default"]
    if "sqlite3" in database["ENGINE"]:
        database["TEST"]["NAME"] = str(settings.DATA_DIR / "test.db")


def on_sqlite() -> bool:
    return "sqlite3" in settings.DATABASES["default"]["ENGINE"]


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The copy of the template is there already; the folder of the run goes in the end."""
    return on_sqlite()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    test = settings.DATABASES["default"].setdefault("TEST", {})
    if on_sqlite():
        copy_template(Path(test["NAME"]))
        test["MIGRATE"] = False
    elif template := os.environ.get("TEST_DATABASE_TEMPLATE"):
        test |= {"TEMPLATE": template, "MIGRATE": False}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A server may still see the sessions of threads that ended just now, and would then not let
    the database go."""
    with django_db_blocker.unblock():
        empty_only_what_is_filled()
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Iterator[None]:
    """Groups are told before pytest-xdist looks for them; the order is ours after pytest-django
    has made its own."""
    for item in items:
        if BROWSER_FIXTURES & fixtures_of(item):
            item.add_marker("browser")
        if "redis_url" in fixtures_of(item):
            # There is one server, which every test empties.
            item.add_marker(pytest.mark.xdist_group("redis"))
    yield
    left_out = {item for item in items if not runs_here(item, config)}
    config.hook.pytest_deselected(items=list(left_out))
    # Playwright's event loop never stops once started, so what uses it comes last.
    items[:] = sorted((item for item in items if item not in left_out), key=in_browser)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Let groups of tests run in one process: pytest-xdist 3.8 writes a test's group where pytest
    9.2 no longer reads it (https://github.com/pytest-dev/pytest-xdist/issues/1386)."""
    for item in session.items:
        if grouped := vars(item).get("_nodeid"):
            item._id = NodeId.parse(grouped)
    # From here on only what tests leave behind is garbage.
    gc.collect()
    gc.freeze()
    gc.enable()


def fixtures_of(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def in_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


def runs_here(item: pytest.Item, config: pytest.Config) -> bool:
    """Whether this run can prove anything by `item`."""
    postgresql = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    if item.get_closest_marker("postgres") and not postgresql:
        return False
    if in_browser(item) and not os.environ.get("CHROMIUM"):
        return False
    if config.getoption("--database-only"):
        on_both = commits(item) or item.nodeid.startswith(ON_BOTH)
        wanted = config.getoption("--whole-database") or on_both
        return wanted and not in_browser(item) and touches_the_database(item)
    return True


def touches_the_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(DATABASE_FIXTURES & fixtures_of(item))


def commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    marked = marker is not None and bool(marker.kwargs.get("transaction"))
    return (
        marked
        or item.get_closest_marker("postgres") is not None
        or bool(COMMITTING_FIXTURES & fixtures_of(item))
    )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, as it runs for root and in containers."""
    return {
        **browser_type_launch_args,
        "executable_path": os.environ["CHROMIUM"],
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }


@pytest.fixture(autouse=True)
def _browser_beside_database(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Playwright's event loop runs in the test's own thread; Django must not mind it there."""
    if in_browser(request.node):
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def redis_url() -> Iterator[str]:
    """A Redis server of the tests' own, emptied; tests that need one are skipped without."""
    url = os.environ.get("TEST_REDIS_URL")
    if not url:
        pytest.skip("TEST_REDIS_URL is not set; `make test` starts a Redis server")
    from redis import Redis

    with Redis.from_url(url) as client:
        client.flushall()
        yield url
