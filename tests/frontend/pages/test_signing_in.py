"""Guessing passwords: slowed down for who guesses, and for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from axes.models import AccessAttempt
from django.conf import settings
from django.test import AsyncClient, Client
from django.utils import timezone, translation

from accounts.models import Member
from accounts.sign_in import forgive, sweep_attempts, tried_address, unlocked_at
from frontend.middleware.errors import HEADINGS
from tests.builders import a_member
from tests.frontend.pages.conftest import text_of

pytestmark = pytest.mark.django_db

PASSWORD = "a lamp behind the third door"
HOME, OFFICE = "198.51.100.7", "203.0.113.9"


@pytest.fixture
def lena() -> Member:
    member = a_member(username="lena", email="lena@example.org")
    member.set_password(PASSWORD)
    member.save()
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def try_to(name: str, password: str, *, address: str = HOME, language: str = "en") -> Any:
    return Client(REMOTE_ADDR=address).post(
        f"/{language}/accounts/login/", {"login": name, "password": password}
    )


def guess(name: str, times: int = 5, **options: Any) -> Any:
    for number in range(times):
        answer = try_to(name, f"wrong {number}", **options)
    return answer


def test_who_guesses_too_often_is_told_in_his_language_when_to_try_again(lena):
    answer = guess("lena", language="de")
    assert answer.status_code == 429
    assert 800 < int(answer["Retry-After"]) <= 900
    assert '<html lang="de"' in answer.content.decode()
    assert "15" in text_of(answer) and "/de/accounts/password/reset/" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
async def test_the_server_tells_the_same_time():
    """It serves asynchronously, where django-axes goes another way."""
    client = AsyncClient(REMOTE_ADDR=HOME)
    for number in range(5):
        sent = {"login": "nobody", "password": f"wrong {number}"}
        answer = await client.post("/en/accounts/login/", sent)
    assert answer.status_code == 429
    assert 800 < int(answer["Retry-After"]) <= 900


def test_even_the_right_password_waits_then(lena):
    guess("lena")
    assert try_to("lena", PASSWORD).status_code == 429


def test_some_slips_are_forgiven_by_the_right_password(lena):
    guess("lena", 4)
    assert try_to("lena", PASSWORD).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_the_member_comes_in_from_elsewhere_meanwhile(lena):
    guess("lena", address=HOME)
    assert try_to("lena", PASSWORD, address=OFFICE).status_code == 302


def test_others_in_the_same_office_come_in_meanwhile(lena):
    guess("somebody.else", address=OFFICE)
    assert try_to("lena", PASSWORD, address=OFFICE).status_code == 302


def test_name_and_address_of_a_member_count_together(lena):
    guess("LENA", 3)
    assert guess("lena@example.org", 2).status_code == 429


def test_a_name_that_nobody_has_is_treated_like_any_other():
    assert guess("nobody").status_code == 429


@pytest.mark.parametrize("name", ["a" * 5000, "\U0001f600 name", "x\ty", "ﬁ.ñandú"])
def test_whatever_was_typed_is_counted_without_a_complaint(name):
    assert guess(name).status_code == 429


def test_nothing_that_was_typed_is_kept(lena):
    guess("my-secret-password-in-the-wrong-field", 2)
    row = AccessAttempt.objects.get()
    kept = " ".join(map(str, row.__dict__.values()))
    assert "secret" not in kept and "wrong 1" not in kept


def test_trying_on_makes_nobody_wait_longer(lena):
    guess("lena")
    before = AccessAttempt.objects.get().attempt_time
    guess("lena", 3)
    assert AccessAttempt.objects.get().attempt_time == before


def test_after_the_time_it_works_again(lena):
    guess("lena")
    long_ago = timezone.now() - settings.AXES_COOLOFF_TIME
    AccessAttempt.objects.update(attempt_time=long_ago)
    assert try_to("lena", PASSWORD).status_code == 302


def test_failed_attempts_are_forgotten_after_the_time(lena):
    guess("lena", 1)
    assert sweep_attempts() == 0
    AccessAttempt.objects.update(attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME)
    assert sweep_attempts() == 1


def test_who_sets_a_new_password_by_mail_comes_in_at_once(lena, mailoutbox):
    guess("lena")
    visitor = Client(REMOTE_ADDR=HOME)
    visitor.post("/en/accounts/password/reset/", {"email": "lena@example.org"})
    link = next(word for word in mailoutbox[-1].body.split() if "/password/reset/key/" in word)
    form = visitor.get(link, follow=True)
    renewed = {"password1": PASSWORD * 2, "password2": PASSWORD * 2}
    visitor.post(form.redirect_chain[-1][0], renewed)
    assert try_to("lena", PASSWORD * 2).status_code == 302


def test_forgiving_one_forgives_nobody_else(lena):
    guess("somebody.else", 2)
    guess("lena", 2)
    assert forgive(lena) == 1
    assert AccessAttempt.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("", None),
        ("unix:", None),
    ],
)
def test_a_household_counts_as_one_address(rf, address, counted):
    assert tried_address(rf.get("/", REMOTE_ADDR=address)) == counted


def test_a_lock_ends_when_enough_attempts_are_old():
    now, minute = timezone.now(), timedelta(minutes=1)
    attempts = [(now - 9 * minute, 2), (now - 4 * minute, 3), (now - 30 * minute, 9)]
    until = unlocked_at(attempts, pause=10 * minute, most=5, now=now)
    assert until == now + minute


def test_without_too_many_attempts_nothing_is_locked():
    now = timezone.now()
    assert unlocked_at([(now, 4)], pause=timedelta(hours=1), most=5, now=now) == now


@pytest.mark.parametrize(
    ("path", "fields", "most"),
    [
        ("password/reset", {"email": "lena@example.org"}, 20),
        ("signup", {}, 20),
        ("login", {}, 30),
    ],
)
def test_what_else_stands_around_signing_in_is_limited_in_the_readers_language(path, fields, most):
    visitor = Client(REMOTE_ADDR=HOME)
    answers = [visitor.post(f"/de/accounts/{path}/", fields) for _ in range(most + 1)]
    assert answers[0].status_code != 429
    assert answers[-1].status_code == 429
    with translation.override("de"):
        assert str(HEADINGS[429]) in text_of(answers[-1])
