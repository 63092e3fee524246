"""Several moderators and reporters at the same time: one wins, the others are told, and nobody
waits for ever."""

from collections.abc import Callable

import pytest

from accounts.models import AuditEntry, Membership
from accounts.permissions import Actor
from forum.actions.claims import claim_review
from forum.actions.flags import flag_post
from forum.actions.reviewing import open_review
from forum.actions.rulings import Verdict, decide_review
from forum.models import Flag, Post, ReviewItem
from tests.builders import a_post, a_role, a_thread
from tests.translation.test_deciding_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post() -> Post:
    return a_post(a_thread())


def reporting(post: Post, level: int = 0) -> Callable[[], object]:
    actor = a_role(post.thread.community, level=level)
    return lambda: flag_post(actor=actor, post=post, reason="spam", language="en")


def deciding(item: ReviewItem, actor: Actor, decision: str) -> Callable[[], object]:
    verdict = Verdict(decision=decision, reason="off_topic")
    return lambda: decide_review(actor=actor, item=item, verdict=verdict)


def moderators(post: Post) -> list[Actor]:
    return [a_role(post.thread.community, Membership.Role.AGENT) for _ in "ab"]


def test_two_deciders_at_once_decide_once(post):
    reporting(post)()
    item = ReviewItem.objects.get()
    anna, bob = moderators(post)
    refused = at_once(deciding(item, anna, "approve"), deciding(item, bob, "hide"))
    assert refused == ["review_decided"]
    item.refresh_from_db()
    flag, post = Flag.objects.get(), Post.objects.get(pk=post.pk)
    hidden = item.decision == "hide"
    assert (flag.state == "upheld", post.visibility == "hidden") == (hidden, hidden)
    assert AuditEntry.objects.filter(verb="review.decided").count() == 1


def test_two_claims_at_once_give_it_to_one(post):
    reporting(post)()
    item = ReviewItem.objects.get()
    refused = at_once(
        *(lambda actor=actor: claim_review(actor=actor, item=item) for actor in moderators(post))
    )
    assert refused == ["review_claimed"]


def test_reports_at_once_hide_a_post_once_and_open_one_matter(post):
    deeds = [reporting(post, level) for level in (4, 4)]
    assert at_once(*deeds) == []
    assert Post.objects.get(pk=post.pk).visibility == Post.Visibility.HIDDEN
    assert AuditEntry.objects.filter(verb="post.hidden").count() == 1
    assert ReviewItem.objects.get().weight == 10


def test_a_report_while_somebody_decides_is_decided_with_it_or_waits_anew(post):
    reporting(post)()
    item = ReviewItem.objects.get()
    anna, _bob = moderators(post)
    assert at_once(deciding(item, anna, "approve"), reporting(post)) == []
    waiting = ReviewItem.objects.filter(state="open").count()
    assert Flag.objects.filter(state="open").count() == waiting


def test_the_same_matter_opened_at_once_is_one(post):
    community = post.thread.community
    given = {"community": community, "kind": "flagged", "subject": ("post", post.pk)}
    assert at_once(*(lambda: open_review(**given) for _ in "abc")) == []
    assert ReviewItem.objects.count() == 1
