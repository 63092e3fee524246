"""The rows themselves: never changed, read by their owner, and counted right."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.actions import grant_level
from accounts.actions.deletion import delete_member, request_deletion
from accounts.models import Membership
from accounts.permissions import VISITOR
from accounts.queries import actor_for
from core.append_only import AppendOnly
from core.errors import NotFound, NotSignedIn
from core.events import Told
from core.reconciling import reconcilers
from forum.actions import accept_answer, vote
from forum.actions.flags import decide_flag, flag_post
from forum.actions.importing.claims import take_over
from forum.models import Placeholder
from reputation.actions import credit
from reputation.errors import RuleNotAvailable
from reputation.grants import Grant
from reputation.models import Balance, Claim, LedgerRow, Withdrawal
from reputation.queries import points_of, trust_of
from reputation.queries.statement import lines_of
from reputation.records import ratio
from reputation.rules import VERSION, VERSIONS
from tests.builders import a_community, a_post, a_role, a_thread
from tests.reputation.histories import BEGIN
from tests.reputation.people import points, somebody, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper():
    return somebody()


@pytest.fixture
def asker():
    return somebody()


@pytest.fixture
def answer(asker, helper):
    """An accepted answer with a vote."""
    answer = a_post(a_thread(actor=asker), actor=helper)
    accept_answer(actor=asker, post=answer)
    vote(actor=somebody(level=2), post=answer, value=1)
    tell_all()
    return answer


def test_a_row_is_neither_changed_nor_deleted(answer):
    row = LedgerRow.objects.first()
    row.applied = 1000
    for act in (row.save, row.delete, LedgerRow.objects.all().delete):
        with pytest.raises(AppendOnly):
            act()
    with pytest.raises(AppendOnly):
        LedgerRow.objects.update(applied=1000)
    with pytest.raises(AppendOnly):
        LedgerRow.objects.bulk_update([row], ["applied"])


def test_the_database_itself_refuses_changes(answer):
    for column in ("applied", "cap", "code", "state", "happened"):
        with (
            pytest.raises(DatabaseError, match="changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE reputation_ledgerrow SET {column} = {column}")


@pytest.mark.postgres
def test_postgresql_refuses_to_delete_rows(answer):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reputation_ledgerrow")


def test_every_line_is_for_its_owner_only(answer, helper, asker):
    assert len(lines_of(helper).items) == 3
    assert {row.member_id for row in lines_of(asker).items} == {asker.id}
    with pytest.raises(NotSignedIn):
        lines_of(VISITOR)


def test_own_lines_cost_one_query(answer, helper, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = lines_of(helper, answer.thread.community).items
        assert [hasattr(row, "reversed_by") for row in rows] == [False] * 3


def test_totals_are_for_everybody_who_reads_there(answer, helper):
    community = answer.thread.community
    assert points_of(VISITOR, helper.member, community) == 15 + 5 + 10
    assert points_of(VISITOR, somebody().member, community) == 0
    hidden = a_community(visibility="members")
    with pytest.raises(NotFound):
        points_of(VISITOR, helper.member, hidden)


def test_what_has_no_event_yet_is_refused():
    grant = Grant(code="bounty", member_id=1, object_type="post", object_id=1, points=50)
    with pytest.raises(RuleNotAvailable):
        credit(community=a_community(), told=Told(1, BEGIN), grants=[grant])
    missing = {code for code, rule in VERSIONS[VERSION].items() if not rule.available}
    assert {"bounty", "endorsed", "helper_rated", "idea_done", "handover_ok"} <= missing


def test_a_ratio_begins_at_a_half_and_moves_with_evidence():
    assert (ratio(0, 0), ratio(2, 0), ratio(96, 0)) == (0.5, 4 / 6, 0.98)


def test_trust_counts_what_was_done_lately(answer, helper, asker, django_assert_num_queries):
    operator = a_role(answer.thread.community, Membership.Role.OPERATOR)
    flag = flag_post(
        actor=helper, post=a_post(answer.thread), reason="other", note="x", language="en"
    )
    decide_flag(actor=operator, flag=flag, upheld=True, statement="Yes.")
    vote(actor=somebody(level=2), post=answer, value=-1, reason="wrong")
    tell_all()
    with django_assert_num_queries(3):
        trust = trust_of(helper.member, answer.thread.community)
    assert (trust.accepted, trust.bridged, trust.fixes) == (1, 0, 0)
    ratios = (trust.posts.ratio, trust.flags.ratio, trust.edits.ratio)
    assert ratios == (3 / 6, 3 / 5, 0.5)


def test_trust_forgets_after_180_days(answer, helper):
    Claim.objects.update(happened=timezone.now() - timedelta(days=181))
    assert trust_of(helper.member, answer.thread.community).accepted == 0


def test_reconciling_brings_a_wrong_balance_to_its_rows(answer, helper):
    Balance.objects.update(points=7)
    assert reconcilers()["ledger"]() == 2
    assert points(helper) == 30
    assert reconcilers()["ledger"]() == 0


def test_reconciling_brings_the_ledger_to_the_facts_by_new_rows(answer, helper):
    claim = Claim.objects.get(code="answer_up")
    Withdrawal.objects.create(
        community=claim.community,
        topic=claim.topic,
        object_type="post",
        object_id=answer.pk,
        giver=claim.giver,
        happened=claim.happened,
        event=claim.event + 1,
    )
    assert reconcilers()["ledger"]() == 1
    assert points(helper) == 20
    assert LedgerRow.objects.order_by("id").last().reverses.code == "answer_up"
    assert reconcilers()["ledger"]() == 0


def test_a_replay_of_the_history_ends_at_the_same_balances(answer, capsys):
    slug = answer.thread.community.slug
    call_command("replay_ledger", slug)
    assert f"{slug}: 2 balances, 0 differ" in capsys.readouterr().out
    Balance.objects.update(points=0)
    with pytest.raises(CommandError):
        call_command("replay_ledger")
    with pytest.raises(CommandError):
        call_command("replay_ledger", "nowhere")


def test_of_an_erased_member_only_nameless_rows_stay(answer, helper, asker):
    deletion = request_deletion(actor=actor_for(helper.member), erase_texts=False)
    delete_member(deletion=deletion)
    assert LedgerRow.objects.filter(member=None).count() == 3
    assert not Claim.objects.filter(code="answer_up").exists()
    assert points(asker) == 4
    call_command("replay_ledger")


def test_of_an_erased_giver_the_credit_stays(answer, helper, asker):
    delete_member(deletion=request_deletion(actor=actor_for(asker.member), erase_texts=False))
    assert points(helper) == 30
    call_command("replay_ledger")


def test_who_takes_over_an_imported_account_takes_its_credit(asker):
    member, imported = somebody(), somebody()
    thread = a_thread(actor=asker)
    answer = a_post(thread, actor=imported)
    a_post(thread, actor=member)
    accept_answer(actor=asker, post=answer)
    grant_level(member=member.member, level=1, reason="test")
    vote(actor=actor_for(member.member), post=answer, value=1)
    tell_all()
    placeholder = Placeholder.objects.create(member=imported.member, community=thread.community)
    take_over(placeholder=placeholder, member=member.member)
    tell_all()
    # What he gave his former self does not count.
    assert points(member) == 15 + 5
    assert reconcilers()["ledger"]() == 0
