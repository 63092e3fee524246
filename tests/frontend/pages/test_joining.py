"""Signing up: programs are kept out, people lose nothing."""

import time
from typing import Any

import pytest

from accounts.models import Member
from accounts.trap import HUMAN_SECONDS, LIVES_SECONDS, age_seconds, stamp
from tests.frontend.pages.conftest import fields_of, see, text_of

pytestmark = pytest.mark.django_db

PATH = "/en/accounts/signup/"
TYPED = {
    "username": "lena",
    "email": "lena@example.org",
    "password1": "a lamp behind the third door",
    "language": "fr",
}


def opened(seconds_ago: float = 60) -> dict[str, str]:
    return {"opened": stamp(time.time() - seconds_ago)}


def join(visitor: Any, **fields: str) -> Any:
    return visitor.post(PATH, TYPED | fields)


def test_people_join(visitor):
    assert join(visitor, **opened()).status_code == 302
    assert Member.objects.filter(username="lena").exists()


def test_somebody_with_a_password_manager_joins_quickly(visitor):
    assert join(visitor, **opened(HUMAN_SECONDS)).status_code == 302


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"opened": "1732290000"},
        {"opened": stamp(time.time() - LIVES_SECONDS)},
        {"opened": stamp(time.time() + LIVES_SECONDS)},
        {**opened(), "subject": "https://spam.example"},
    ],
)
def test_a_program_does_not(visitor, fields):
    answer = join(visitor, **fields)
    assert "Please send the form once more." in text_of(answer)
    assert not Member.objects.exists()


@pytest.mark.parametrize("fields", [{}, {**opened(), "subject": "Filled in by the browser"}])
def test_who_is_taken_for_a_program_sends_the_same_form_once_more(visitor, fields):
    again = join(visitor, **fields)
    page = again.content.decode()
    assert all(f'value="{value}"' in page for value in ("lena", "lena@example.org"))
    assert f'value="{TYPED["password1"]}"' in page and '<option value="fr" selected' in page
    assert age_seconds(fields_of(again)["opened"]) < LIVES_SECONDS
    assert "Filled in by the browser" not in page


def test_who_was_too_fast_keeps_the_time_that_passed(visitor):
    sent = opened(HUMAN_SECONDS / 2)
    assert fields_of(join(visitor, **sent))["opened"] == sent["opened"]


def test_nobody_sees_the_trap(visitor):
    page = see(visitor, PATH).content.decode()
    trap = page[page.index('class="trap"') :][:400]
    assert 'aria-hidden="true"' in trap and 'tabindex="-1"' in trap and 'name="subject"' in trap
    assert page.count('name="subject"') == 1
