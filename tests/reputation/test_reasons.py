"""Every line of the ledger says in words what it is for."""

import pytest
from django.utils import translation

from forum.actions import vote
from reputation.models import LedgerRow
from reputation.reasons import BARRED, CAUSED, CLIPPED, EARNED, WAITING, reason_of
from reputation.rules import DAY, VERSIONS
from tests.builders import a_post, a_regular, a_thread
from tests.reputation.people import somebody, tell_all


def test_everything_that_earns_and_clips_is_put_in_words():
    rules = [(code, rule) for table in VERSIONS.values() for code, rule in table.items()]
    available = [(code, rule) for code, rule in rules if rule.available]
    assert {code for code, _rule in available} == EARNED.keys()
    reasons = {cap.reason for _code, rule in available for cap in rule.caps}
    assert reasons | BARRED.keys() == CLIPPED.keys()


@pytest.mark.parametrize("table", VERSIONS.values(), ids=VERSIONS)
def test_the_most_for_a_day_is_another_number_under_another_name_only(table):
    caps = {cap for rule in table.values() for cap in rule.caps if cap.length == DAY}
    most = {(cap.reason, cap.points) for cap in caps}
    assert len(most) == len({cap.reason for cap in caps})


def test_every_cause_but_earning_is_put_in_words():
    assert set(LedgerRow.Cause.values) - CAUSED.keys() == {"earned"}
    assert WAITING.keys() == {"held", "pending"}


@pytest.mark.django_db
def test_a_line_is_explained_in_the_language_of_its_reader():
    answer = a_post(a_thread(), actor=somebody())
    vote(actor=a_regular(), post=answer, value=1)
    tell_all()
    reason = reason_of(LedgerRow.objects.get())
    assert [str(note) for note in reason.notes] == [
        "This waits until the voter is verified, a week at most."
    ]
    with translation.override("de"):
        assert str(reason.what) == "Deine Antwort wurde als nützlich bewertet"


@pytest.mark.django_db
def test_a_clipped_line_says_by_what_and_a_reversed_one_why():
    row = LedgerRow(code="term_ok", state="posted", cause="earned", cap="terms_a_day")
    assert len(reason_of(row).notes) == 1
    row = LedgerRow(code="term_ok", state="posted", cause="withdrawn", reverses_id=1)
    assert [str(note) for note in reason_of(row).notes] == ["This was taken back."]
