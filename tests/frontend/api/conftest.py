"""Who calls in these tests, what they call about, and an engine that answers at once."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.cache import cache

from accounts.models import Community, Member
from forum.models import Category, Thread
from tests.builders import a_category, a_community, a_member, a_post, a_thread
from tests.frontend.api.callers import Caller, a_caller
from translation import routing


@pytest.fixture(autouse=True)
def _pseudo_translations(settings: LazySettings) -> Iterator[None]:
    """An engine that translates every pair at once, and counters that begin at zero."""
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    routing.forget()
    cache.clear()
    yield
    routing.forget()


@pytest.fixture
def visitor() -> Caller:
    return Caller()


@pytest.fixture
def member(db: None) -> Member:
    return a_member("de")


@pytest.fixture
def caller(member: Member, community: Community) -> Caller:
    """A program of somebody who may vote in the community."""
    return a_caller(member, level=2)


@pytest.fixture
def community(db: None) -> Community:
    return a_community(slug="aurora")


@pytest.fixture
def category(community: Community) -> Category:
    return a_category(community, slug="routers")


@pytest.fixture
def thread(category: Category) -> Thread:
    """An English question with one German answer."""
    thread = a_thread(category=category)
    a_post(thread, language="de", body="Der **Kanal** war bei mir schuld.")
    return thread
