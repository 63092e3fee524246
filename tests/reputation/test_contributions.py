"""Credit for translations and terms, by the real decisions."""

import pytest

from accounts.models import Membership
from accounts.queries import actor_for
from forum.models import Post
from reputation.models import LedgerRow
from reputation.queries.contributions import fix_grants
from tests.builders import a_community, a_role, a_thread
from tests.reputation.people import lines, points, somebody, tell_all
from tests.translation.correcting import a_text, proposed, speaker
from translation.actions import decide_correction, undo_correction, vote_correction
from translation.actions.terms import decide_term, propose_term
from translation.models import Correction
from translation.terms import Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return a_thread(actor=somebody("de"), language="de")


def a_correction(thread, author, **fields):
    """A correction as `approve` leaves it."""
    post = Post.objects.get(thread=thread, kind=Post.Kind.OPENING)
    return Correction.objects.create(
        **{
            "text": post.body,
            "community": thread.community,
            "source_language": "de",
            "target_language": "en",
            "source_key": "k",
            "source": "Der Router ist kaputt.",
            "target": "The router is broken.",
            "author": author.member,
            "state": Correction.State.APPROVED,
            **fields,
        }
    )


def test_an_approved_correction_earns_from_who_approved_it(thread):
    fixer, reviewer = somebody(), somebody()
    grants = fix_grants(a_correction(thread, fixer, decided_by=reviewer.member))
    assert [(one.code, one.giver) for one in grants] == [
        ("translation_fix_ok", reviewer.id),
        ("welcome_fix", reviewer.id),
    ]


def test_nobody_earns_by_what_he_approved_himself(thread):
    fixer = somebody()
    assert fix_grants(a_correction(thread, fixer, decided_by=fixer.member)) == []


def test_nobody_earns_in_his_own_text(thread):
    author = actor_for(thread.author)
    correction = a_correction(thread, author, decided_by=somebody().member)
    assert fix_grants(correction) == []


def test_what_the_author_of_the_text_agreed_to_comes_from_him(thread):
    correction = a_correction(thread, somebody())
    correction.votes.create(member=thread.author, agrees=True)
    assert {one.giver for one in fix_grants(correction)} == {thread.author_id}


def test_an_approved_term_earns(thread):
    author = somebody(level=1)
    manager = a_role(thread.community, Membership.Role.OPERATOR)
    wanted = Term(source_language="de", target_language="en", source="Weiche", target="points")
    term = propose_term(actor=author, community=thread.community, term=wanted)
    decide_term(actor=manager, term=term, approve=True)
    tell_all()
    assert lines(author) == [("term_ok", 5, "posted")]
    assert points(manager) == 0


@pytest.fixture
def text():
    return a_text(a_community())


def test_a_correction_that_others_approve_earns_until_it_is_undone(text):
    fixer = speaker(text.community)
    operator = a_role(text.community, Membership.Role.OPERATOR)
    correction = proposed(text, fixer)
    decide_correction(actor=operator, correction=correction, approved=True)
    tell_all()
    assert lines(fixer) == [("translation_fix_ok", 3, "posted"), ("welcome_fix", 3, "posted")]
    undo_correction(actor=operator, correction=correction)
    tell_all()
    assert points(fixer) == 0


def test_a_rejected_correction_earns_nothing(text):
    fixer = speaker(text.community)
    operator = a_role(text.community, Membership.Role.OPERATOR)
    decide_correction(actor=operator, correction=proposed(text, fixer), approved=False)
    tell_all()
    assert lines(fixer) == []


def test_what_two_speakers_approve_comes_from_neither_alone(text):
    fixer = speaker(text.community)
    correction = proposed(text, fixer)
    for _ in "ab":
        vote_correction(actor=speaker(text.community), correction=correction, agrees=True)
    tell_all()
    assert set(LedgerRow.objects.values_list("code", "giver")) == {
        ("translation_fix_ok", 0),
        ("welcome_fix", 0),
    }


def test_who_corrects_directly_earns_nothing_by_it(text):
    fixer = speaker(text.community, level=4)
    proposed(text, fixer)
    tell_all()
    assert lines(fixer) == []
