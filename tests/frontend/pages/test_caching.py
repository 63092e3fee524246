"""Pages of members are for no cache but their own browser's."""

import pytest

from tests.builders import a_thread
from tests.frontend.pages.conftest import path_of, see

pytestmark = pytest.mark.django_db


def test_pages_of_members_stay_out_of_shared_caches(category, signed_in, visitor):
    path = path_of(a_thread(category=category))
    client = signed_in()
    for address in (path, "/en/", "/en/c/lamps/", "/en/notifications/", "/en/nowhere/"):
        said = see(client, address)["Cache-Control"]
        assert "private" in said and ("no-cache" in said or "no-store" in said), address
    assert "Cache-Control" not in see(visitor, path)


def test_what_says_otherwise_is_left_alone(signed_in):
    assert signed_in().get("/healthz")["Cache-Control"] == "no-store"
