"""Who says too often that something is read is not listened to any more, and never told."""

import pytest
from django.test import Client

from forum.models import ReadDemand, Thread
from frontend import limits
from frontend.limits import Limit
from tests.builders import a_member, a_thread
from tests.frontend.api.callers import a_caller

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two new demands of a visitor or member; the window is a day, so that none ends meanwhile."""
    for name in ("DEMANDS_OF_VISITORS", "DEMANDS_OF_MEMBERS"):
        monkeypatch.setattr(limits, name, Limit(getattr(limits, name).name, 2, 86_400))


@pytest.fixture
def thread(db: None) -> Thread:
    return a_thread()


def read(thread: Thread, language: str, *, address: str = "203.0.113.7") -> int:
    path = f"/{language}/t/{thread.pk}/read"
    return Client().post(path, headers={"accept": "*/*"}, REMOTE_ADDR=address).status_code


def read_languages(thread: Thread) -> set[str]:
    return set(ReadDemand.objects.filter(thread=thread).values_list("language", flat=True))


def test_a_visitor_is_not_heard_beyond_the_limit(thread: Thread) -> None:
    assert [read(thread, language) for language in ("de", "es", "fr")] == [204, 204, 204]
    assert read_languages(thread) == {"de", "es"}


def test_another_address_is_heard(thread: Thread) -> None:
    for language in ("de", "es"):
        read(thread, language)
    read(thread, "fr", address="203.0.113.8")
    assert read_languages(thread) == {"de", "es", "fr"}


def test_what_was_known_already_costs_nothing(thread: Thread) -> None:
    for _visit in range(5):
        read(thread, "de")
    read(thread, "es")
    assert read_languages(thread) == {"de", "es"}


@pytest.mark.parametrize("path", ["/{}/read", "/{}/c/{slug}/read"])
def test_communities_are_no_way_around(thread: Thread, path: str) -> None:
    for language in ("de", "es", "fr"):
        address = path.format(language, slug=thread.community.slug)
        assert Client().post(address, headers={"accept": "*/*"}).status_code == 204
    assert ReadDemand.objects.count() == 2


def test_members_of_the_api_are_limited_too(thread: Thread) -> None:
    program = a_caller(a_member(), exempt=False)
    for language in ("de", "es", "fr"):
        assert program.get(f"/threads/{thread.pk}", lang=language).status_code == 200
    assert read_languages(thread) == {"de", "es"}
