"""Members who want to hear nothing of others."""

import pytest

from accounts.actions import block_member, unblock_member
from accounts.models import Block
from accounts.permissions import VISITOR
from accounts.standing import blocked_names, blocks_of
from core.errors import InvalidInput, NotSignedIn
from tests.builders import a_member, an_actor

pytestmark = pytest.mark.django_db


def test_who_is_blocked_is_known_by_both_sides():
    me, other = an_actor(), a_member()
    block_member(actor=me, blocked=other)
    assert blocked_names(me.member) == {other.pk: other.username}
    assert blocked_names(other) == {}


def test_twice_is_once():
    me, other = an_actor(), a_member()
    assert block_member(actor=me, blocked=other) == block_member(actor=me, blocked=other)
    assert Block.objects.count() == 1


def test_a_block_is_taken_back_and_that_twice():
    me, other = an_actor(), a_member()
    block_member(actor=me, blocked=other)
    for _time in "ab":
        unblock_member(actor=me, blocked=other)
    assert blocks_of(me.member) == []


def test_nobody_blocks_himself():
    me = an_actor()
    with pytest.raises(InvalidInput):
        block_member(actor=me, blocked=me.member)


def test_visitors_block_nobody():
    with pytest.raises(NotSignedIn):
        block_member(actor=VISITOR, blocked=a_member())
    assert blocked_names(None) == {}
