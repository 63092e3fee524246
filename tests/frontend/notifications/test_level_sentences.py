"""What members read of their levels and appointments, and where it leads."""

import pytest
from django.utils import translation

from frontend.notifications.level_sentences import level_path, level_template, level_values

HERE = {"community": "lamps", "place": "Lamps"}
ENDS = "2026-12-06T10:00:00+00:00"


def said(**data):
    with translation.override("en"):
        return level_template(data) % level_values(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"level": 1}, "You have reached a new level in Lamps: Neighbour"),
        (
            {"level": 2, "ends": ENDS},
            "Your level “Helper” in Lamps ends on December 6, 2026, unless you earn it again",
        ),
        (
            {"appointment": "appointed", "ends": ENDS},
            "You are appointed as a super-user in Lamps. Do you accept?",
        ),
        (
            {"appointment": "ends_soon", "ends": ENDS},
            "Your time as a super-user in Lamps ends on December 6, 2026",
        ),
        (
            {"appointment": "ended", "ends": ENDS},
            "Your time as a super-user in Lamps is over. Thank you for it",
        ),
    ],
)
def test_a_level_and_an_appointment_are_told_in_a_sentence(data, sentence):
    assert said(**HERE, **data) == sentence


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"level": 1}, "/en/ledger/?community=lamps"),
        ({"appointment": "appointed"}, "/en/c/lamps/super-user/"),
        ({"appointment": "ended"}, "/en/ledger/?community=lamps"),
    ],
)
def test_it_leads_to_what_can_be_done_about_it(data, path):
    with translation.override("en"):
        assert level_path(HERE | data) == path
