"""Addresses that nobody writes by hand: answered like any other, never with a fault of ours."""

import pytest
from django.conf import settings
from django.test import Client

from tests.builders import a_post, a_thread
from tests.frontend.pages.conftest import see

pytestmark = pytest.mark.django_db

HUGE = "9" * 5000


@pytest.mark.parametrize("number", ["9" * 16, "9" * 20, "9" * 400, HUGE, "-1", "1e9", "٣" * 30])
def test_numbers_of_any_length_are_answered(visitor, category, number):
    thread = a_thread(category=category)
    post = a_post(thread)
    viewer = visitor.get(f"/en/t/{thread.pk}/viewer?posts={number},{post.pk}")
    assert list(viewer.json()["controls"]) == [str(post.pk)]
    path = f"/en/t/{thread.pk}/"
    assert see(visitor, f"{path}?post={number}").status_code == 400
    assert see(visitor, f"{path}?original={number}").status_code == 200
    assert visitor.get(f"/en/t/{number}/").status_code == 404
    assert visitor.post(f"/en/t/{number}/read").status_code == 404


def test_a_nul_in_a_name_is_not_found(visitor, category):
    assert visitor.get("/en/m/a%00b/").status_code == 404
    assert see(visitor, "/en/m/a%00b/?next=%00").status_code == 404


def test_a_nul_in_the_session_is_no_session(visitor, category):
    client = Client(headers={"cookie": f'{settings.SESSION_COOKIE_NAME}="abcdefgh\\000ijkl"'})
    assert client.get("/en/").status_code == 200
    assert client.get("/").status_code == 302
