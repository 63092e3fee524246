"""Members take what they have earned along, not who gave it."""

import pytest

from forum.actions import accept_answer
from forum.queries.exports import parts
from tests.builders import a_post, a_thread
from tests.reputation.people import somebody, tell_all

pytestmark = pytest.mark.django_db


def test_the_ledger_is_a_file_of_the_export():
    asker, helper = somebody(), somebody()
    accept_answer(actor=asker, post=a_post(a_thread(actor=asker), actor=helper))
    tell_all()
    (credit,) = [part for part in parts() if part.name == "credit"]
    rows = list(credit.rows(helper.member))
    assert {(row["code"], row["applied"], row["state"]) for row in rows} >= {
        ("answer_accepted", 15, "posted")
    }
    assert all("giver" not in row for row in rows)
