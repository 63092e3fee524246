"""The review queue: who sees what, who works on it, what decisions do and how they are undone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, Membership, Sanction
from accounts.permissions import VISITOR, Actor
from accounts.queries import actor_for
from core import outbox
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from forum.actions import delete_post, edit_post
from forum.actions.claims import claim_review, release_review
from forum.actions.flags import flag_post
from forum.actions.hiding import hide
from forum.actions.removal import restore_post
from forum.actions.reviewing import close_review, open_review
from forum.actions.rulings import Verdict, decide_review, undo_review
from forum.decisions import undo_of
from forum.errors import (
    NotUndoable,
    ReviewClaimed,
    ReviewDecidedAlready,
    SecondPersonNeeded,
)
from forum.models import Flag, Post, ReviewItem
from forum.queries.flag_weights import record_of
from forum.queries.reviewing import Asked, counts_for, item_for, items_for, next_for, waiting_for
from reputation.models import LedgerRow
from reputation.queries import trust_of
from reputation.queries.contributions import report_grants
from reputation.records import Record
from tests.builders import a_category, a_community, a_post, a_role, a_thread, an_actor
from translation.actions import decide_correction, propose_correction, propose_term
from translation.models import Correction, GlossaryTerm
from translation.terms import Term

pytestmark = pytest.mark.django_db

AGENT = Membership.Role.AGENT


@pytest.fixture
def post():
    return a_post(a_thread())


@pytest.fixture
def agent(post):
    return a_role(post.thread.community, AGENT)


def reported(post: Post, reason: str = "spam", **fields: Any) -> ReviewItem:
    flag_post(**{"actor": an_actor(), "post": post, "reason": reason, "language": "en", **fields})
    return ReviewItem.objects.get(post=post, state="open")


def decided(actor: Actor, item: ReviewItem, decision: str, **fields: Any) -> ReviewItem:
    verdict = Verdict(decision=decision, **fields)
    return decide_review(actor=actor, item=item, verdict=verdict)


def seen_by(actor: Actor, **asked: Any) -> list[ReviewItem]:
    return items_for(actor, Asked(**asked)).items


def state_of(post: Post) -> str:
    return Post.objects.get(pk=post.pk).visibility


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


# Who sees what.


def test_one_matter_stands_once_in_the_queue_and_weighs_what_is_heaviest():
    community = a_community()
    given = {"community": community, "kind": "flagged", "subject": ("post", 1)}
    first = open_review(**given, weight=2)
    assert open_review(**given, weight=5) == open_review(**given) == first
    assert ReviewItem.objects.get().weight == 5
    close_review(kind="flagged", subject=("post", 1))
    close_review(kind="flagged", subject=("post", 1))
    assert open_review(**given) != first


def test_what_presses_stands_first_and_nothing_waits_for_ever(post, agent):
    light = reported(post)
    heavy = reported(a_post(post.thread))
    open_review(
        community=post.thread.community, kind="flagged", subject=("post", heavy.post_id), weight=9
    )
    assert seen_by(agent) == [heavy, light]
    ReviewItem.objects.filter(pk=light.pk).update(ranked=timezone.now() - timedelta(days=3))
    assert seen_by(agent) == [light, heavy]


def test_staff_sees_every_language_and_others_those_they_moderate(post, agent):
    community = post.thread.community
    spanish = reported(a_post(post.thread, language="es", body="Compra lámparas aquí."))
    english = reported(post)
    superuser = a_role(community, level=5, moderated_languages=["es"])
    own = a_role(community, level=5)
    assert set(seen_by(agent)) == {spanish, english}
    assert seen_by(superuser) == [spanish]
    assert seen_by(own) == [english]
    with pytest.raises(NotFound):
        item_for(superuser, english.pk)
    with pytest.raises(NotFound):
        decided(superuser, english, "approve")


def test_level_three_sees_translations_and_no_reports(post):
    community = post.thread.community
    reported(post)
    wrong = a_post(post.thread)
    flag_post(actor=an_actor(), post=wrong, reason="translation", language="en")
    found = seen_by(a_role(community, level=3))
    assert [item.kind for item in found] == ["translation_fix"]


def test_others_have_no_queue(post):
    item = reported(post)
    community = post.thread.community
    for actor in (an_actor(), a_role(community, level=2)):
        for ask in (lambda: seen_by(actor), lambda: item_for(actor, item.pk)):  # noqa: B023
            with pytest.raises(NotPermitted):
                ask()
        assert waiting_for(actor) is None
    with pytest.raises(NotSignedIn):
        seen_by(VISITOR)


@pytest.mark.parametrize("state", ["paused", "banned"])
def test_who_is_paused_or_banned_decides_nothing(post, state):
    item = reported(post)
    later = timezone.now() + timedelta(days=1)
    until = {"paused_until": later} if state == "paused" else {}
    actor = a_role(post.thread.community, AGENT, state=state, **until)
    with pytest.raises(NotPermitted):
        decided(actor, item, "approve")


def test_a_token_without_the_scope_has_no_queue(post, agent):
    reported(post)
    narrow = actor_for(agent.member, scopes=frozenset({"read", "write"}))
    with pytest.raises(NotPermitted):
        seen_by(narrow)
    wide = actor_for(agent.member, scopes=frozenset({"read", "write", "moderate"}))
    assert len(seen_by(wide)) == 1


def test_the_queue_of_a_community_is_for_its_own_staff(post, agent):
    item = reported(post)
    other = a_role(a_community(visibility="members"), AGENT)
    assert seen_by(other) == []
    with pytest.raises(NotFound):
        claim_review(actor=other, item=item)
    with pytest.raises(NotPermitted):
        seen_by(other, community=post.thread.community)


def test_what_stands_in_a_room_for_staff_is_for_staff():
    category = a_category(visibility="staff")
    staff = a_role(category.community, AGENT)
    thread = a_thread(actor=staff, category=category)
    item = reported(thread.posts.get(), actor=a_role(category.community, AGENT))
    assert seen_by(a_role(category.community, level=5)) == []
    assert seen_by(a_role(category.community, AGENT)) == [item]


def test_nobody_decides_about_himself(post, agent):
    own = reported(a_post(post.thread, actor=agent))
    assert seen_by(agent) == []
    with pytest.raises(NotFound):
        decided(agent, own, "approve")


def test_nobody_decides_on_his_own_report(post):
    member = a_role(post.thread.community, level=5)
    item = reported(post, actor=member)
    assert (seen_by(member), next_for(member, Asked()), waiting_for(member)) == ([], None, 0)
    with pytest.raises(NotFound):
        decided(member, item, "hide", reason="spam")
    other = a_role(post.thread.community, level=5)
    decided(other, item, "hide", reason="spam")
    assert items_for(member, Asked(), decided=True).items == [item]


def test_who_reports_a_translation_does_not_say_that_it_was_wrong(post):
    corrector = a_role(post.thread.community, level=3)
    item = reported(post, "translation", actor=corrector)
    with pytest.raises(NotFound):
        decided(corrector, item, "fixed")
    decided(a_role(post.thread.community, level=3), item, "fixed")


def test_a_reporter_decides_on_other_matters_of_the_post(post):
    member = a_role(post.thread.community, level=5, moderated_languages=["en", "de"])
    reported(post, "translation", actor=member)
    flag_post(actor=an_actor(), post=post, reason="spam", language="en")
    a_proposal(post)
    assert {item.kind for item in seen_by(member)} == {"flagged", "translation_fix"}
    assert {item.subject_type for item in seen_by(member)} == {"post", "correction"}


def test_staff_decides_on_its_own_reports_and_has_no_record_of_them(post, agent):
    decided(agent, reported(post, actor=agent), "hide", reason="spam")
    community = post.thread.community
    assert record_of(agent.member.pk, community) == (0, 0)
    assert trust_of(agent.member, community).flags == Record(0, 0)
    assert [grant.code for grant in report_grants(Flag.objects.get())] == ["abuse_confirmed"]


def test_the_queue_costs_one_query(post, agent, django_assert_num_queries):
    for _number in range(3):
        reported(a_post(post.thread))
    with django_assert_num_queries(1):
        items = seen_by(agent)
        assert [item.post.thread.community.slug for item in items]
    with django_assert_num_queries(1):
        assert waiting_for(agent) == 3
    with django_assert_num_queries(1):
        assert counts_for(agent) == {("flagged", "en"): 3}


def test_what_asks_for_a_kind_or_a_language_gets_that(post, agent):
    spanish = reported(a_post(post.thread, language="es", body="Compra lámparas aquí."))
    reported(post)
    assert seen_by(agent, language="es") == seen_by(agent, kind="flagged", language="es")
    assert seen_by(agent, language="es") == [spanish]
    assert seen_by(agent, kind="term") == []


# Who works on it.


def test_who_claims_an_item_keeps_it_from_others_for_ten_minutes(post, agent):
    item = reported(post)
    other = a_role(post.thread.community, AGENT)
    claim_review(actor=agent, item=item)
    for act in (claim_review, release_review):
        with pytest.raises(ReviewClaimed) as refused:
            act(actor=other, item=item)
        assert agent.member.name in str(refused.value)
    with pytest.raises(ReviewClaimed):
        decided(other, item, "approve")
    assert next_for(other, Asked()) is None
    assert waiting_for(other) == 0
    ReviewItem.objects.update(claimed_until=timezone.now())
    assert claim_review(actor=other, item=item).claimed_by == other.member


def test_what_is_released_is_free(post, agent):
    item = reported(post)
    claim_review(actor=agent, item=item)
    claim_review(actor=agent, item=item)
    release_review(actor=agent, item=item)
    assert next_for(a_role(post.thread.community, AGENT), Asked()) == item
    assert verbs() == ["review.claimed", "review.released"]


def test_two_never_decide_the_same(post, agent):
    item = reported(post)
    decided(agent, item, "approve")
    with pytest.raises(ReviewDecidedAlready):
        decided(a_role(post.thread.community, AGENT), item, "hide", reason="spam")
    assert state_of(post) == Post.Visibility.PUBLIC


# What decisions do.


def test_a_false_hide_is_undone_in_one_click_and_costs_the_reporters_their_record(post, agent):
    community = post.thread.community
    for _number in range(2):
        item = reported(post, actor=a_role(community, level=4))
    assert state_of(post) == Post.Visibility.HIDDEN
    decided(agent, item, "approve", reason="fine")
    assert state_of(post) == Post.Visibility.PUBLIC
    assert {flag.state for flag in Flag.objects.all()} == {"rejected"}
    item.refresh_from_db()
    assert (item.state, item.decision, item.decided_by) == ("decided", "approve", agent.member)


def test_it_is_put_back_as_well_when_keeping_was_undone_meanwhile(agent, post):
    post = a_post(post.thread, body="Call me at +49 30 1234567 please")
    item = reported(post, reason="personal_data")
    decided(agent, item, "approve")
    undo_review(actor=agent, item=item)
    post.body.refresh_from_db()
    assert "1234567" not in post.body.source
    decided(agent, item, "approve")
    post.body.refresh_from_db()
    assert "1234567" in post.body.source


def test_keeping_a_post_puts_back_what_a_report_had_masked(agent, post):
    post = a_post(post.thread, body="The hotline of the shop is +49 30 1234567, for everybody.")
    item = reported(post, reason="personal_data")
    decided(agent, item, "approve")
    post.body.refresh_from_db()
    assert "+49 30 1234567" in post.body.source


def test_hiding_needs_a_reason_and_upholds_the_reports(post, agent):
    item = reported(post)
    for reason in ("", "fine", "boring"):
        with pytest.raises(InvalidInput) as refused:
            decided(agent, item, "hide", reason=reason)
        assert "reason" in refused.value.fields
    decided(agent, item, "hide", reason="off_topic", statement="Please ask elsewhere.")
    flag = Flag.objects.get()
    assert (flag.state, flag.statement.source) == ("upheld", "Please ask elsewhere.")
    assert state_of(post) == Post.Visibility.HIDDEN
    assert not flag.abuse


def test_the_author_is_told_with_the_reason_and_what_the_decider_wrote(post, agent):
    item = reported(post)
    decided(agent, item, "hide", reason="rules", statement="See rule 3.", note="Third time.")
    outbox.dispatch()
    notice = post.author.decisions.get()
    assert (notice.entry.verb, notice.entry.reason) == ("post.hidden", "rules")
    assert notice.statement.source == "See rule 3."
    assert notice.entry.note == "Third time."


def test_spam_costs_its_author_and_pays_who_reported_it(post, agent):
    item = reported(post)
    decided(agent, item, "hide", reason="spam")
    outbox.dispatch()
    assert set(codes()) == {"flag_ok", "abuse_confirmed"}
    undo_review(actor=agent, item=item)
    outbox.dispatch()
    assert sum(LedgerRow.objects.values_list("applied", flat=True)) == 0


def codes() -> list[str]:
    return list(LedgerRow.objects.values_list("code", flat=True))


def test_editing_keeps_the_post_and_its_earlier_version(post, agent):
    item = reported(post, reason="off_topic")
    decided(agent, item, "edit", reason="rules", body="Change it.", revision=post.revision)
    post = Post.objects.get(pk=post.pk)
    assert post.body.source == "Change it."
    assert post.revisions.count() == 1
    assert Flag.objects.get().state == "upheld"


@pytest.mark.parametrize("body", ["", " \n"])
def test_an_edit_has_words(post, agent, body):
    with pytest.raises(InvalidInput) as refused:
        decided(agent, reported(post), "edit", reason="rules", body=body, revision=1)
    assert "body" in refused.value.fields


def test_masking_seals_what_the_decider_names_also_in_what_was_said_before(post, agent):
    post = a_post(post.thread, body="Ask Erika Mustermann in the shop, she knows the lamp.")
    edit_post(actor=agent, post=post, revision=1, body="Ask Erika Mustermann, she knows it.")
    item = reported(post, reason="personal_data")
    with pytest.raises(InvalidInput) as refused:
        decided(agent, item, "mask", reason="personal_data")
    assert "pieces" in refused.value.fields
    decided(agent, item, "mask", pieces=["Erika Mustermann"], reason="personal_data")
    post = Post.objects.get(pk=post.pk)
    revision = post.revisions.get()
    everything = post.body.html + revision.source + revision.body.source
    assert "Erika" not in everything
    undo_review(actor=agent, item=item)
    assert Post.objects.get(pk=post.pk).body.source == "Ask Erika Mustermann, she knows it."


def test_deleting_takes_two(post, agent):
    item = reported(post)
    decided(agent, item, "delete", reason="illegal")
    assert state_of(post) == Post.Visibility.PUBLIC
    assert (next_for(agent, Asked()), waiting_for(agent)) == (None, 0)
    with pytest.raises(SecondPersonNeeded):
        decided(agent, item, "delete", reason="illegal")
    second = a_role(post.thread.community, level=5)
    decided(second, item, "delete", reason="illegal")
    assert state_of(post) == Post.Visibility.DELETED
    assert [verb for verb in verbs() if verb.startswith("review")] == [
        "review.proposed",
        "review.decided",
    ]
    undo_review(actor=agent, item=item)
    assert state_of(post) == Post.Visibility.PUBLIC


def deleted_by_two(post: Post, agent: Actor, item: ReviewItem) -> ReviewItem:
    decided(agent, item, "delete", reason="illegal")
    return decided(a_role(post.thread.community, level=5), item, "delete", reason="illegal")


def test_what_two_delete_stays_deleted_although_its_author_was_quicker(post, agent):
    item, author = reported(post), actor_for(post.author)
    delete_post(actor=author, post=post)
    deleted_by_two(post, agent, item)
    with pytest.raises(NotFound):
        restore_post(actor=author, post=post)
    outbox.dispatch()
    assert post.author.decisions.get().entry.verb == "post.deleted"
    undo_review(actor=agent, item=item)
    assert state_of(post) == Post.Visibility.DELETED
    assert restore_post(actor=author, post=post).visibility == Post.Visibility.PUBLIC


def test_who_objects_to_the_deletion_of_what_he_deleted_may_restore_it_himself(post, agent):
    item, author = reported(post), actor_for(post.author)
    delete_post(actor=author, post=post)
    deleted_by_two(post, agent, item)
    entry = AuditEntry.objects.get(verb="post.deleted")
    undo_of(entry.verb)(agent, entry)
    assert state_of(post) == Post.Visibility.DELETED
    assert restore_post(actor=author, post=post).visibility == Post.Visibility.PUBLIC


@pytest.mark.parametrize("decision", ["hide", "warn"])
def test_what_is_hidden_comes_back_hidden_although_its_author_deleted_it_first(
    post, agent, decision
):
    item, author = reported(post), actor_for(post.author)
    delete_post(actor=author, post=post)
    decided(agent, item, decision, reason="spam")
    assert state_of(post) == Post.Visibility.DELETED
    assert "post.hidden" in verbs()
    restored = restore_post(actor=author, post=post)
    assert restored.visibility == Post.Visibility.HIDDEN


def test_once_that_is_undone_it_comes_back_for_everybody(post, agent):
    item, author = reported(post), actor_for(post.author)
    delete_post(actor=author, post=post)
    decided(agent, item, "hide", reason="off_topic")
    undo_review(actor=agent, item=item)
    assert state_of(post) == Post.Visibility.DELETED
    assert restore_post(actor=author, post=post).visibility == Post.Visibility.PUBLIC


def test_what_reports_hid_and_its_author_deleted_comes_back_for_everybody_if_it_is_kept(
    post, agent
):
    item, author = reported(post), actor_for(post.author)
    hide(Post.objects.get(pk=post.pk), by=None, reason="spam")
    delete_post(actor=author, post=post)
    decided(agent, item, "approve")
    assert restore_post(actor=author, post=post).visibility == Post.Visibility.PUBLIC


def test_the_second_may_decide_otherwise(post, agent):
    item = reported(post)
    decided(agent, item, "delete", reason="illegal")
    decided(a_role(post.thread.community, AGENT), item, "approve")
    assert state_of(post) == Post.Visibility.PUBLIC


def test_an_author_is_warned_and_paused_by_staff_only(post, agent):
    item = reported(post)
    superuser = a_role(post.thread.community, level=5)
    with pytest.raises(NotPermitted):
        decided(superuser, item, "pause", reason="abuse", hours=24)
    with pytest.raises(InvalidInput):
        decided(agent, item, "pause", reason="abuse", hours=5)
    decided(agent, item, "pause", reason="abuse", hours=24)
    sanction = Sanction.objects.get()
    assert (sanction.kind, sanction.membership.member) == ("pause", post.author)
    assert state_of(post) == Post.Visibility.HIDDEN
    undo_review(actor=agent, item=item)
    sanction.refresh_from_db()
    assert sanction.lifted is not None
    assert state_of(post) == Post.Visibility.PUBLIC


def test_a_warning_is_told_and_written_down(post, agent):
    decided(agent, reported(post), "warn", reason="abuse")
    assert Sanction.objects.get().kind == "warning"
    assert {"member.warned", "post.hidden", "review.decided"} <= set(verbs())


def test_what_was_undone_waits_again_with_its_reports(post, agent):
    item = reported(post)
    decided(agent, item, "hide", reason="off_topic")
    undo_review(actor=agent, item=item)
    item.refresh_from_db()
    assert (item.state, item.decision, item.entry) == ("open", "", None)
    assert Flag.objects.get().state == "open"
    assert AuditEntry.objects.get(verb="review.undone").undoes.verb == "review.decided"
    with pytest.raises(NotUndoable):
        undo_review(actor=agent, item=item)


def test_what_came_up_again_meanwhile_is_decided_on_there(post, agent):
    item = reported(post)
    decided(agent, item, "approve")
    reported(post)
    with pytest.raises(NotUndoable):
        undo_review(actor=agent, item=item)


def test_a_former_members_post_is_decided_on_like_others(post, agent):
    item = reported(post)
    post.author.delete()
    item.refresh_from_db()
    decided(agent, item, "hide", reason="spam")
    assert state_of(post) == Post.Visibility.HIDDEN


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"decision": "boil"}, "decision"),
        ({"decision": "approve", "reason": "boring"}, "reason"),
        ({"decision": "approve", "statement": "x" * 4001}, "statement"),
        ({"decision": "approve", "statement": "\0\1"}, "statement"),
        ({"decision": "approve", "note": "x" * 2001}, "note"),
        ({"decision": "mask", "reason": "rules", "pieces": ["x"] * 21}, "pieces"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(post, agent, wrong, field):
    with pytest.raises(InvalidInput) as refused:
        decide_review(actor=agent, item=reported(post), verdict=Verdict(**wrong))
    assert set(refused.value.fields) == {field}


# Translations and terms.


def a_proposal(post: Post) -> Correction:
    author = a_role(post.thread.community, level=1, language="de")
    source = post.body.plain
    (made,) = propose_correction(
        actor=author,
        text=post.body,
        community=post.thread.community,
        language="de",
        segments=[(source, "Den Kanal des Routers zu wechseln, hat mir geholfen.")],
    )
    outbox.dispatch()
    return made


def test_a_proposed_translation_waits_for_who_corrects_in_its_language(post):
    proposal = a_proposal(post)
    german = a_role(post.thread.community, level=3, language="de")
    (item,) = seen_by(german)
    assert (item.kind, item.language, item.subject_id) == ("translation_fix", "de", proposal.pk)
    assert seen_by(a_role(post.thread.community, level=3)) == []
    decided(german, item, "approve")
    proposal.refresh_from_db()
    assert proposal.state == "approved"


def test_what_is_decided_elsewhere_leaves_the_queue(post, agent):
    proposal = a_proposal(post)
    decide_correction(actor=agent, correction=proposal, approved=False)
    outbox.dispatch()
    assert ReviewItem.objects.get().decision == "elsewhere"


def test_a_wrong_translation_is_answered_by_correctors(post):
    flag_post(actor=an_actor(), post=post, reason="translation", language="en")
    (item,) = seen_by(corrector := a_role(post.thread.community, level=3))
    decided(corrector, item, "fixed")
    outbox.dispatch()
    assert Flag.objects.get().state == "upheld"
    assert not post.author.decisions.exists()
    undo_review(actor=corrector, item=item)
    assert Flag.objects.get().state == "open"


def test_a_proposed_term_waits_for_who_keeps_the_glossary(post):
    community = post.thread.community
    author = a_role(community, level=1)
    term = Term(source_language="en", target_language="de", source="router", target="Router")
    propose_term(actor=author, community=community, term=term)
    outbox.dispatch()
    (item,) = seen_by(keeper := a_role(community, level=4, language="de"))
    decided(keeper, item, "approve")
    assert GlossaryTerm.objects.get().state == "approved"
