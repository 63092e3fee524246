"""What looks dishonest waits for a decision; the decision posts it or refuses it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import join, link_accounts
from accounts.models import AuditEntry, Member, Membership
from accounts.permissions import Actor
from accounts.queries import actor_for
from accounts.sign_in_places import note_place
from core.errors import Conflict, NotFound, NotPermitted
from forum.actions import vote
from forum.actions.appeals import appeal, decide_appeal
from forum.actions.claims import claim_review
from forum.actions.rulings import Verdict, decide_review, undo_review
from forum.errors import VotesKeptApart
from forum.models import DecisionNotice, Post, ReviewItem
from forum.queries.reviewing import Asked, counts_for, item_for, items_for, waiting_for
from reputation.actions.judging import judge, reinstate
from reputation.actions.nightly import look_through_credit, suspect_gains
from reputation.models import Suspicion
from reputation.reasons import reason_of
from reputation.review_kinds import exhibits
from tests.builders import a_category, a_post, a_role, a_thread
from tests.reputation.histories import check_ledger
from tests.reputation.people import a_known_member, lines, points, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return a_category()


def a_reader(category, *, level: int = 2) -> Actor:
    member = a_known_member()
    membership = join(member=member, community=category.community)
    membership.level = level
    membership.save()
    return actor_for(Member.objects.get(pk=member.pk))


@pytest.fixture
def author(category):
    return a_reader(category)


@pytest.fixture
def voter(category):
    return a_reader(category)


def old_posts(category, author, number: int) -> list[Post]:
    """Answers in threads of their own, each a week old."""
    posts = [a_post(a_thread(category=category), actor=author) for _ in range(number)]
    before = timezone.now() - timedelta(days=7)
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(created=before)
    return posts


def like(voter, posts) -> None:
    for post in posts:
        vote(actor=voter, post=post, value=1)
    tell_all()


def like_elsewhere(category, voter, number: int = 6) -> None:
    """Like what others wrote."""
    thread = a_thread(category=category)
    like(voter, [a_post(thread, actor=a_reader(category)) for _ in range(number)])


@pytest.fixture
def burst(category, author, voter):
    like(voter, old_posts(category, author, 5))
    return Suspicion.objects.get()


def test_a_burst_is_held_from_its_first_vote_on(burst, author):
    assert (burst.kind, points(author), burst.claims.count()) == ("burst", 0, 5)
    held = [row for row in author.member.ledger.order_by("id") if row.state == "held"]
    assert [row.cause for row in held] == ["suspected"] * 5
    assert "looked at" in str(reason_of(held[0]).notes[0])
    check_ledger()


def test_four_votes_are_no_burst_and_new_posts_make_none(category, author, voter):
    like(voter, old_posts(category, author, 4))
    like(voter, [a_post(a_thread(category=category), actor=author)])
    assert (Suspicion.objects.count(), points(author)) == (0, 50)


def test_what_follows_a_burst_joins_it(burst, category, author, voter):
    like(voter, old_posts(category, author, 1))
    assert burst.claims.count() == 6
    assert points(author) == 0


def test_a_burst_of_downvotes_costs_nobody_anything_while_it_waits(category, author, voter):
    """Three a day for one author, so it takes two accounts that count as one, or a clock."""
    posts = old_posts(category, author, 5)
    for post in posts:
        vote(actor=voter, post=post, value=-1, reason="wrong")
        post.votes.update(created=timezone.now() - timedelta(days=1))
    tell_all()
    assert Suspicion.objects.get().claims.count() == 10
    assert (points(author), points(voter)) == (0, 0)
    check_ledger()


def test_at_night_the_burst_of_a_broad_reader_is_released(burst, category, author, voter):
    like_elsewhere(category, voter)
    look_through_credit()
    burst.refresh_from_db()
    assert (burst.state, points(author)) == ("honest", 50)
    entry = AuditEntry.objects.get(verb="credit.acquitted")
    assert (entry.automatic, entry.subject_id) == (True, burst.pk)
    check_ledger()


def test_the_burst_of_who_votes_for_nobody_else_is_for_people(burst, author):
    look_through_credit()
    look_through_credit()
    item = ReviewItem.objects.get()
    assert (item.kind, item.subject_id, points(author)) == ("held_votes", burst.pk, 0)


def test_who_becomes_a_broad_reader_takes_his_burst_out_of_the_queue(burst, category, voter):
    look_through_credit()
    like_elsewhere(category, voter)
    look_through_credit()
    assert ReviewItem.objects.get().state == ReviewItem.State.DECIDED


def moderator(category) -> Actor:
    return a_role(category.community, Membership.Role.OPERATOR)


def test_what_is_found_honest_counts(burst, category, author):
    judge(actor=moderator(category), suspicion_id=burst.pk, honest=True)
    assert points(author) == 50
    assert not DecisionNotice.objects.exists()
    check_ledger()


def test_after_that_the_same_burst_is_left_alone(burst, category, author, voter):
    judge(actor=moderator(category), suspicion_id=burst.pk, honest=True)
    like(voter, old_posts(category, author, 1))
    assert points(author) == 60
    check_ledger()


def test_a_burst_that_the_program_let_go_leaves_nobody_alone(burst, category, author, voter):
    like_elsewhere(category, voter)
    look_through_credit()
    like(voter, old_posts(category, author, 1))
    assert points(author) == 50


def test_what_is_found_dishonest_never_counted(burst, category, author, voter):
    judge(actor=moderator(category), suspicion_id=burst.pk, honest=False, note="Same words.")
    assert points(author) == 0
    assert lines(author)[-1] == ("answer_up", 0, "void")
    with pytest.raises(VotesKeptApart):
        vote(actor=voter, post=old_posts(category, author, 1)[0], value=1)
    check_ledger()


def test_everybody_concerned_is_told_and_it_is_in_the_audit_log(burst, category, author, voter):
    judge(actor=moderator(category), suspicion_id=burst.pk, honest=False)
    told = DecisionNotice.objects.values_list("member", flat=True)
    assert set(told) == {author.id, voter.id}
    entries = AuditEntry.objects.filter(verb="credit.refused", reason="manipulation")
    assert set(entries.values_list("member", flat=True)) == {author.id, voter.id}


def test_an_appeal_gives_everything_back(burst, category, author, voter):
    judge(actor=moderator(category), suspicion_id=burst.pk, honest=False)
    assert reinstate(suspicion_id=burst.pk, actor=moderator(category).member)
    assert not reinstate(suspicion_id=burst.pk, actor=None)
    assert points(author) == 50
    like(a_reader(category), old_posts(category, author, 1))
    assert points(author) == 60
    check_ledger()


def test_who_is_told_appeals_and_somebody_else_gives_the_points_back(burst, category, author):
    judge(actor=moderator(category), suspicion_id=burst.pk, honest=False)
    notice = DecisionNotice.objects.get(member=author.id)
    row = appeal(actor=author, notice=notice, words="They liked what I wrote.")
    decide_appeal(actor=moderator(category), appeal=row, upheld=True, answer="So they did.")
    assert points(author) == 50
    check_ledger()


def test_nobody_judges_himself_or_twice_or_without_the_right(burst, category, author, voter):
    with pytest.raises(NotPermitted):
        judge(actor=voter, suspicion_id=burst.pk, honest=True)
    Membership.objects.filter(member=voter.member).update(role=Membership.Role.OPERATOR)
    with pytest.raises(NotPermitted):
        judge(actor=actor_for(voter.member), suspicion_id=burst.pk, honest=True)
    operator = moderator(category)
    judge(actor=operator, suspicion_id=burst.pk, honest=True)
    with pytest.raises(Conflict):
        judge(actor=operator, suspicion_id=burst.pk, honest=False)
    with pytest.raises(NotFound):
        judge(actor=operator, suspicion_id=0, honest=True)


def test_whom_a_suspicion_concerns_gives_nothing_back_not_even_upon_an_appeal(
    burst, category, author, voter
):
    judge(actor=moderator(category), suspicion_id=burst.pk, honest=False)
    with pytest.raises(NotPermitted):
        reinstate(suspicion_id=burst.pk, actor=voter.member)
    notice = DecisionNotice.objects.get(member=author.id)
    row = appeal(actor=author, notice=notice, words="They liked what I wrote.")
    Membership.objects.filter(member=voter.member).update(role=Membership.Role.OPERATOR)
    with pytest.raises(NotPermitted):
        decide_appeal(actor=actor_for(voter.member), appeal=row, upheld=True, answer="So it was.")
    assert points(author) == 0


def decided(actor: Actor, item: ReviewItem, decision: str) -> ReviewItem:
    return decide_review(actor=actor, item=item, verdict=Verdict(decision=decision))


@pytest.fixture
def item(burst) -> ReviewItem:
    look_through_credit()
    return ReviewItem.objects.get()


def test_the_queue_hides_a_suspicion_from_whom_it_concerns(
    item, category, voter, django_assert_num_queries
):
    other = a_role(category.community, level=5)
    Membership.objects.filter(member=voter.member).update(level=5)
    voter = actor_for(Member.objects.get(pk=voter.id))
    assert items_for(other, Asked()).items == [item]
    for decide in (lambda: None, lambda: decided(other, item, "dishonest")):
        decide()
        with django_assert_num_queries(1):
            assert items_for(voter, Asked()).items == []
        assert (waiting_for(voter), counts_for(voter)) == (0, {})
        assert items_for(voter, Asked(), decided=True).items == []
        for act in (claim_review, undo_review):
            with pytest.raises(NotFound):
                act(actor=voter, item=item)
        with pytest.raises(NotFound):
            item_for(voter, item.pk)


def test_the_queue_hides_it_from_an_operator_of_all_whom_it_concerns(item, category, voter):
    Member.objects.filter(pk=voter.id).update(is_superuser=True)
    voter = actor_for(Member.objects.get(pk=voter.id))
    assert voter.is_operator
    with pytest.raises(NotFound):
        item_for(voter, item.pk)


def test_a_verdict_that_is_taken_back_leaves_the_credit_held(item, burst, category, author, voter):
    decided(moderator(category), item, "dishonest")
    undo_review(actor=moderator(category), item=item)
    burst.refresh_from_db()
    assert (burst.state, burst.decided, points(author)) == ("open", None, 0)
    assert lines(author)[-1] == ("answer_up", 10, "held")
    check_ledger()
    like(voter, [a_post(a_thread(category=category), actor=author)])
    assert points(author) == 10


@pytest.mark.parametrize(("again", "worth"), [("honest", 50), ("dishonest", 0)])
def test_what_was_taken_back_is_judged_again(item, category, author, again, worth):
    decided(moderator(category), item, "dishonest")
    undo_review(actor=moderator(category), item=item)
    decided(moderator(category), item, again)
    assert points(author) == worth
    check_ledger()


def test_a_verdict_against_which_an_appeal_was_upheld_is_not_taken_back(
    item, burst, category, author
):
    decided(moderator(category), item, "dishonest")
    reinstate(suspicion_id=burst.pk, actor=moderator(category).member)
    with pytest.raises(Conflict):
        undo_review(actor=moderator(category), item=item)
    assert ReviewItem.objects.get().state == ReviewItem.State.DECIDED
    assert points(author) == 50


def test_a_verdict_is_not_taken_back_while_the_same_is_suspected_anew(item, burst, category):
    decided(moderator(category), item, "dishonest")
    Suspicion.objects.create(community=burst.community, kind=burst.kind, group=burst.group)
    with pytest.raises(Conflict):
        undo_review(actor=moderator(category), item=item)


def exchange(category, one, other, number: int) -> None:
    for _ in range(number):
        thread = a_thread(category=category)
        for voter, author in ((one, other), (other, one)):
            vote(actor=voter, post=a_post(thread, actor=author), value=1)
    tell_all()


def test_two_who_vote_mostly_for_each_other_are_held_and_reviewed(category, author, voter):
    exchange(category, author, voter, 5)
    assert look_through_credit() == 1
    assert (points(author), points(voter)) == (0, 0)
    item = ReviewItem.objects.get(kind="suspicion")
    assert Suspicion.objects.get(pk=item.subject_id).kind == "mutual"
    check_ledger()


def test_friends_who_vote_for_many_others_are_left_alone(category, author, voter):
    exchange(category, author, voter, 5)
    for one in (author, voter):
        like_elsewhere(category, one, 12)
    assert look_through_credit() == 0
    assert (points(author), points(voter)) == (50, 50)


def test_who_was_found_honest_is_not_asked_again(category, author, voter):
    exchange(category, author, voter, 5)
    look_through_credit()
    judge(actor=moderator(category), suspicion_id=Suspicion.objects.get().pk, honest=True)
    exchange(category, author, voter, 1)
    assert look_through_credit() == 0
    assert (points(author), points(voter)) == (60, 60)


def test_a_ring_is_held(category):
    ring = [a_reader(category) for _ in range(4)]
    for _ in range(3):
        thread = a_thread(category=category)
        for giver, receiver in zip(ring, [*ring[1:], ring[0]], strict=True):
            vote(actor=giver, post=a_post(thread, actor=receiver), value=1)
    tell_all()
    assert look_through_credit() == 1
    assert Suspicion.objects.get().kind == "ring"
    assert [points(one) for one in ring] == [0] * 4
    check_ledger()


def gain_unusually(category, author):
    thread = a_thread(category=category)
    posts = [a_post(thread, actor=a_reader(category)) for _ in range(10)]
    posts += [a_post(a_thread(category=category), actor=author) for _ in range(8)]
    for post in posts:
        vote(actor=a_reader(category), post=post, value=1)
    tell_all()


def test_who_gained_honestly_is_not_asked_again(category, author):
    gain_unusually(category, author)
    tomorrow = timezone.now() + timedelta(days=1)
    suspect_gains(category.community, tomorrow)
    judge(actor=moderator(category), suspicion_id=Suspicion.objects.get().pk, honest=True)
    like(a_reader(category), [a_post(a_thread(category=category), actor=author)])
    assert suspect_gains(category.community, tomorrow) == 0
    assert Suspicion.objects.count() == 1


def test_an_unusual_gain_is_looked_at_and_counts_meanwhile(category, author):
    gain_unusually(category, author)
    tomorrow = timezone.now() + timedelta(days=1)
    assert suspect_gains(category.community, tomorrow) == 1
    assert (Suspicion.objects.get().kind, points(author)) == ("gain", 80)
    judge(actor=moderator(category), suspicion_id=Suspicion.objects.get().pk, honest=False)
    assert points(author) == 0
    check_ledger()


def test_accounts_that_turn_out_to_be_one_gave_each_other_nothing(category, author, voter):
    like(voter, [a_post(a_thread(category=category), actor=author)])
    assert points(author) == 10
    link_accounts(
        actor=moderator(category),
        community=category.community,
        members=[author.member, voter.member],
    )
    tell_all()
    assert points(author) == 0
    check_ledger()


def test_linked_givers_share_the_cap_of_a_pair(category, author, voter):
    second = a_reader(category)
    link_accounts(
        actor=moderator(category),
        community=category.community,
        members=[second.member, voter.member],
    )
    for number in range(7):
        post = a_post(a_thread(category=category), actor=author)
        like((voter, second)[number % 2], [post])
        post.votes.update(created=timezone.now() - timedelta(days=1))
    assert points(author) == 60
    check_ledger()


def test_deciders_see_who_and_how_much(burst, category, author, voter, django_assert_num_queries):
    look_through_credit()
    items, actor = list(ReviewItem.objects.all()), moderator(category)
    for member in (author.member, voter.member, actor.member):
        note_place(member, "2001:db8::1")
    with django_assert_num_queries(3):
        shown = exhibits(actor, items)[items[0].pk]
    values = [str(fact.value) for fact in shown.facts]
    assert values[1:] == [f"{author.member.name}, {voter.member.name}", "5", "50", "2"]
