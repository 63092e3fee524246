"""Since when a member names a country."""

import pytest

from accounts.actions.members import update_profile
from tests.builders import a_member

pytestmark = pytest.mark.django_db


def say(member, country: str) -> None:
    update_profile(
        member=member,
        display_name="",
        reading_language="en",
        written_languages=["en"],
        kept_languages=[],
        country=country,
        timezone="UTC",
    )


def test_another_country_counts_from_now_on_and_the_same_as_before():
    member = a_member(country="AT")
    say(member, "at")
    assert member.country_since is None
    say(member, "PT")
    first = member.country_since
    say(member, "PT")
    assert first is not None
    assert member.country_since == first
