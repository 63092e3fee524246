"""Anybody reports what he can read; staff decides, with reasons, once."""

from typing import Any

import pytest

from accounts.models import Membership
from accounts.permissions import VISITOR
from accounts.queries import actor_for
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from forum.actions.flags import NOTE_MAX_CHARS, decide_flag, flag_post
from forum.errors import FlagDecidedAlready, OwnPost
from forum.models import Flag, Post
from forum.queries.flags import decision_for, flag_by_token, flag_for, flags_for, own_flags
from tests.builders import a_category, a_community, a_post, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return a_post(a_thread())


@pytest.fixture
def staff(post):
    return a_role(post.thread.community, Membership.Role.AGENT)


def a_flag(post: Post, **fields: Any) -> Flag:
    given = {"actor": an_actor(), "reason": "spam", "language": "de", **fields}
    return flag_post(post=post, **given)


def test_a_member_reports_in_one_step_and_once(post):
    actor = an_actor()
    assert a_flag(post, actor=actor) == a_flag(post, actor=actor, reason="abuse")
    assert own_flags(actor) == [Flag.objects.get()]


def test_a_visitor_needs_an_address(post):
    with pytest.raises(InvalidInput) as refused:
        a_flag(post, actor=VISITOR)
    assert "email" in refused.value.fields
    flag = a_flag(post, actor=VISITOR, email="reader@example.org")
    assert flag_by_token(flag.token) == flag


def test_the_same_address_reports_a_post_once_while_nothing_is_decided(post, staff):
    first = a_flag(post, actor=VISITOR, email="reader@example.org")
    assert a_flag(post, actor=VISITOR, email="Reader@Example.org") == first
    decide_flag(actor=staff, flag=first, upheld=False, statement="It is no spam.")
    assert a_flag(post, actor=VISITOR, email="reader@example.org") != first


def test_nobody_reports_himself():
    author = an_actor()
    with pytest.raises(OwnPost):
        a_flag(a_post(a_thread(), actor=author), actor=author)


def test_nobody_reports_what_he_cannot_see():
    community = a_community(visibility="members")
    thread = a_thread(actor=a_role(community), category=a_category(community))
    with pytest.raises(NotFound):
        a_flag(thread.posts.get(), actor=VISITOR, email="reader@example.org")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "boring"}, "reason"),
        ({"reason": ""}, "reason"),
        ({"reason": "other"}, "note"),
        ({"reason": "other", "note": "\0 \ud800"}, "note"),
        ({"note": "x" * (NOTE_MAX_CHARS + 1)}, "note"),
        ({"actor": VISITOR, "email": "nobody"}, "email"),
        ({"actor": VISITOR, "email": f"{'x' * 64}@{'y.' * 100}example.org"}, "email"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(post, wrong, field):
    with pytest.raises(InvalidInput) as refused:
        a_flag(post, **wrong)
    assert set(refused.value.fields) == {field}


def test_what_no_database_takes_is_left_out(post):
    assert a_flag(post, note="ad\0vertising\1 \ud800").note.source == "advertising"


def test_a_note_is_a_text_in_the_language_of_who_wrote_it(post):
    flag = a_flag(post, actor=an_actor("de"), note="Das ist doch bloß Werbung für Lampen.")
    assert flag.note.language == "de"
    visitor = {"actor": VISITOR, "email": "r@example.org", "language": "pl"}
    assert a_flag(post, note="To spam", **visitor).note.language == "pl"


def test_an_upheld_report_of_spam_hides_the_post(post, staff):
    decide_flag(actor=staff, flag=a_flag(post), upheld=True, statement="Advertising.")
    post.refresh_from_db()
    assert post.visibility == Post.Visibility.HIDDEN


@pytest.mark.parametrize(("reason", "upheld"), [("translation", True), ("spam", False)])
def test_other_decisions_leave_the_post_where_it_is(post, staff, reason, upheld):
    flag = decide_flag(
        actor=staff, flag=a_flag(post, reason=reason), upheld=upheld, statement="Because."
    )
    post.refresh_from_db()
    assert post.visibility == Post.Visibility.PUBLIC
    assert flag.state == ("upheld" if upheld else "rejected")


def test_a_decision_is_made_once(post, staff):
    flag = a_flag(post)
    decide_flag(actor=staff, flag=flag, upheld=False, statement="No spam.")
    with pytest.raises(FlagDecidedAlready):
        decide_flag(actor=staff, flag=flag, upheld=True, statement="Spam.")


def test_the_author_reads_the_reasons_of_what_was_upheld_and_nobody_else_does(post, staff):
    flag = decide_flag(actor=staff, flag=a_flag(post), upheld=True, statement="Advertising.")
    assert decision_for(actor_for(post.author), flag.pk).statement.source == "Advertising."
    for other in (an_actor(), staff):
        with pytest.raises(NotFound):
            decision_for(other, flag.pk)
    with pytest.raises(NotSignedIn):
        decision_for(VISITOR, flag.pk)


def test_the_author_hears_nothing_of_reports_that_are_open_or_rejected(post, staff):
    flag = a_flag(post)
    with pytest.raises(NotFound):
        decision_for(actor_for(post.author), flag.pk)
    decide_flag(actor=staff, flag=flag, upheld=False, statement="No spam.")
    with pytest.raises(NotFound):
        decision_for(actor_for(post.author), flag.pk)


def test_staff_decides_on_no_report_of_its_own_posts_or_by_itself(post, staff):
    colleague = a_role(post.thread.community, Membership.Role.OPERATOR)
    about_staff = a_flag(a_post(post.thread, actor=staff))
    by_staff = a_flag(post, actor=staff)
    for flag in (about_staff, by_staff):
        with pytest.raises(OwnPost):
            decide_flag(actor=staff, flag=flag, upheld=False, statement="It is fine.")
        assert decide_flag(actor=colleague, flag=flag, upheld=False, statement="It is fine.")


@pytest.mark.parametrize("statement", ["", " \0 ", "x" * 4001])
def test_a_decision_has_reasons(post, staff, statement):
    with pytest.raises(InvalidInput):
        decide_flag(actor=staff, flag=a_flag(post), upheld=True, statement=statement)


def test_only_staff_of_the_community_sees_and_decides(post, staff):
    flag = a_flag(post)
    other_staff = a_role(a_community(), Membership.Role.OPERATOR)
    for actor, error in ((an_actor(), NotPermitted), (VISITOR, NotSignedIn)):
        with pytest.raises(error):
            flags_for(actor, post.thread.community, state="open")
        with pytest.raises(error):
            decide_flag(actor=actor, flag=flag, upheld=True, statement="Mine.")
    with pytest.raises(NotFound):
        flag_for(other_staff, flag.pk)
    with pytest.raises(NotPermitted):
        decide_flag(actor=other_staff, flag=flag, upheld=True, statement="Mine.")
    assert flags_for(staff, post.thread.community, state="open").items == [flag]
