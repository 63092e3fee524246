"""A forum of its own for each proof, with an engine that is quick and translates everything."""

from collections.abc import Callable, Iterator

import pytest

from tests.services.forum import Forum

LANGUAGES = ("de", "es")
"""Into these everything is translated."""


@pytest.fixture
def forum(tmp_path) -> Iterator[Forum]:
    """Not started yet."""
    with Forum(
        tmp_path, TRANSLATION_ENGINES="reference:pseudo", LANGUAGES=",".join(("en", *LANGUAGES))
    ) as forum:
        forum.prepare()
        forum.shell(
            "from accounts.models import Community; from forum.actions import record_demand\n"
            f"for code in {LANGUAGES}:\n"
            "    record_demand(community=Community.objects.get(), language=code)"
        )
        yield forum


@pytest.fixture
def threads(forum) -> Callable[..., list[int]]:
    """Opens threads, each by a member of its own (`writer-0`, …); the server must run."""

    def open_threads(count: int, *, kind: str = "discussion") -> list[int]:
        forum.make_members({f"writer-{number}": "en" for number in range(count)})
        community = forum.api("GET", "/communities")["items"][0]
        return [
            forum.api(
                "POST",
                "/threads",
                {
                    "community": community["slug"],
                    "category": community["categories"][0]["slug"],
                    "kind": kind,
                    "title": f"Thread of writer {number}",
                    "body": "Everything I know, post after post.",
                    "language": "en",
                },
                token=forum.token(f"writer-{number}"),
            )["id"]
            for number in range(count)
        ]

    return open_threads
