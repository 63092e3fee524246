"""Who may do what with the terms of a glossary, and what a term may be."""

import pytest

from accounts.models import Membership
from accounts.permissions import VISITOR
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from core.models import Outbox
from core.outbox import dispatch
from tests.builders import a_community, a_regular, a_role
from tests.translation.terms import a_manager, a_term, an_approved_term
from translation.actions import (
    change_term,
    decide_term,
    propose_term,
    remove_term,
    sweep_rejected_terms,
    terms,
)
from translation.errors import GlossaryFull, TermDecided, TermExists, TooManyProposals
from translation.events import GlossaryChanged
from translation.glossaries import glossary_for
from translation.models import GlossaryTerm
from translation.terms import NOTE_MAX_CHARS, TERM_MAX_CHARS, checked

pytestmark = pytest.mark.django_db

State = GlossaryTerm.State


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def manager(community):
    return a_manager(community)


@pytest.fixture
def proposal(community):
    return propose_term(actor=a_regular(), community=community, term=a_term())


def in_force(community, text="my router is old"):
    return [term.target for term in glossary_for(community.pk, "en", "de").terms_in(text)]


def wrong_fields(**fields):
    with pytest.raises(InvalidInput) as caught:
        checked(a_term(**fields))
    return set(caught.value.fields)


# Who


def test_a_members_term_waits_for_approval(community, proposal):
    assert (proposal.state, in_force(community)) == (State.PROPOSED, [])


def test_proposing_takes_part_in_the_community(community):
    actor = a_regular()
    propose_term(actor=actor, community=community, term=a_term())
    assert actor.member.memberships.filter(community=community).exists()


def test_a_managers_term_counts_at_once(community, manager):
    propose_term(actor=manager, community=community, term=a_term())
    assert in_force(community) == ["Router"]


def test_a_visitor_is_asked_to_sign_in(community):
    with pytest.raises(NotSignedIn):
        propose_term(actor=VISITOR, community=community, term=a_term())


@pytest.mark.parametrize("state", [Membership.State.BANNED, Membership.State.PAUSED])
def test_banned_and_paused_members_propose_nothing(community, state):
    with pytest.raises(NotPermitted):
        propose_term(
            actor=a_role(community, state=state, level=1), community=community, term=a_term()
        )


def test_a_member_decides_nothing(proposal):
    with pytest.raises(NotPermitted):
        decide_term(actor=a_regular(), term=proposal, approve=True)


def test_a_manager_of_another_community_decides_nothing(proposal):
    with pytest.raises(NotPermitted):
        decide_term(actor=a_manager(a_community()), term=proposal, approve=True)


def test_a_member_changes_nothing(proposal):
    with pytest.raises(NotPermitted):
        change_term(actor=a_regular(), term=proposal, target="x", case_sensitive=False, note="")


def test_a_member_takes_back_what_she_proposed(community):
    actor = a_regular()
    proposal = propose_term(actor=actor, community=community, term=a_term())
    remove_term(actor=actor, term=proposal)
    assert not GlossaryTerm.objects.exclude(state=State.REJECTED).exists()


def test_a_member_does_not_take_back_what_others_proposed(proposal):
    with pytest.raises(NotPermitted):
        remove_term(actor=a_regular(), term=proposal)


def test_a_member_does_not_remove_what_was_approved(community, manager):
    actor = a_regular()
    proposal = propose_term(actor=actor, community=community, term=a_term())
    decide_term(actor=manager, term=proposal, approve=True)
    with pytest.raises(NotPermitted):
        remove_term(actor=actor, term=proposal)


# Deciding


def test_an_approved_term_counts(community, manager, proposal):
    decide_term(actor=manager, term=proposal, approve=True)
    assert in_force(community) == ["Router"]


def test_a_rejected_term_does_not_count(community, manager, proposal):
    decide_term(actor=manager, term=proposal, approve=False)
    assert in_force(community) == []


def test_it_is_kept_who_decided(manager, proposal):
    row = decide_term(actor=manager, term=proposal, approve=True)
    assert row.decided_by == manager.member
    assert row.decided


def test_the_second_decision_finds_it_decided(community, manager, proposal):
    decide_term(actor=manager, term=proposal, approve=True)
    with pytest.raises(TermDecided):
        decide_term(actor=a_manager(community), term=proposal, approve=True)


def test_what_was_rejected_is_there_no_more(manager, proposal):
    decide_term(actor=manager, term=proposal, approve=False)
    with pytest.raises(NotFound):
        decide_term(actor=manager, term=proposal, approve=True)


def test_what_was_rejected_may_be_proposed_again(community, manager, proposal):
    decide_term(actor=manager, term=proposal, approve=False)
    again = propose_term(actor=a_regular(), community=community, term=a_term())
    assert again.state == State.PROPOSED


def test_a_changed_term_asks_for_something_else(community, manager):
    row = an_approved_term(community)
    change_term(actor=manager, term=row, target="Verteiler", case_sensitive=False, note="")
    assert in_force(community) == ["Verteiler"]


def test_a_removed_term_counts_no_more(community, manager):
    remove_term(actor=manager, term=an_approved_term(community))
    assert in_force(community) == []


def test_only_a_change_of_what_counts_is_news(community, manager):
    row = an_approved_term(community)
    while dispatch():
        pass
    change_term(actor=manager, term=row, target=row.target, case_sensitive=False, note="plural")
    assert not Outbox.objects.filter(name=GlossaryChanged.name, done__isnull=True).exists()


def test_what_was_rejected_is_forgotten_after_a_month(manager, proposal, a_month_passes):
    decide_term(actor=manager, term=proposal, approve=False)
    assert sweep_rejected_terms() == 0
    a_month_passes(proposal)
    assert sweep_rejected_terms() == 1


@pytest.fixture
def a_month_passes():
    """Makes a row look as if nothing had happened to it for a month."""

    def age(row):
        rows = GlossaryTerm.objects.filter(pk=row.pk)
        rows.update(changed=rows.get().changed - terms.REJECTED_KEPT)

    return age


# Limits


def test_the_same_term_stands_once(community, proposal):
    with pytest.raises(TermExists):
        propose_term(actor=a_regular(), community=community, term=a_term(target="Verteiler"))


def test_the_same_term_may_stand_for_another_language(community, proposal):
    term = a_term(target="routeur", target_language="fr")
    assert propose_term(actor=a_regular(), community=community, term=term)


def test_another_community_has_its_own_terms(proposal):
    other = a_community()
    assert propose_term(actor=a_regular(), community=other, term=a_term())


def test_a_glossary_has_an_end(community, manager):
    rows = [
        GlossaryTerm(community=community, source_language="en", source=f"term {number}")
        for number in range(terms.TERMS_MAX)
    ]
    GlossaryTerm.objects.bulk_create(rows, batch_size=500)
    with pytest.raises(GlossaryFull):
        propose_term(actor=manager, community=community, term=a_term())


def test_one_member_does_not_fill_it(community):
    actor = a_regular()
    for number in range(terms.OPEN_PROPOSALS_MAX):
        propose_term(actor=actor, community=community, term=a_term(f"term {number}"))
    with pytest.raises(TooManyProposals):
        propose_term(actor=actor, community=community, term=a_term())


# What a term may be


def test_blanks_and_accents_are_written_in_one_way():
    term = checked(a_term("  cafe\u0301   machine "))
    assert term.source == "café machine"


def test_languages_are_written_in_one_way():
    term = checked(a_term(source_language="EN", target_language="pt_br"))
    assert (term.source_language, term.target_language) == ("en", "pt-BR")


def test_persian_keeps_its_joiners():
    assert checked(a_term("می\u200cخواهم", source_language="fa")).source == "می\u200cخواهم"


UNSEEN = ("a\x00b", "a\x07b", "a\ue000b", "a\u202eb", "a\u200bb", "a\ud800b", "a\U000f0000b")


@pytest.mark.parametrize("source", ["", "   ", "123", "!?", "x" * (TERM_MAX_CHARS + 1), *UNSEEN])
def test_a_term_is_refused(source):
    assert wrong_fields(source=source) == {"source"}


def test_a_translation_obeys_the_same_rules():
    assert wrong_fields(target="a\ue000b") == {"target"}


def test_a_long_note_is_refused():
    assert wrong_fields(note="x" * (NOTE_MAX_CHARS + 1)) == {"note"}


@pytest.mark.parametrize("tag", ["", "xx-nonsense", "und", "english", "<b>"])
def test_an_unknown_language_is_refused(tag):
    assert wrong_fields(source_language=tag) == {"source_language"}


def test_a_translation_needs_a_language():
    assert wrong_fields(target_language="") == {"target_language"}


@pytest.mark.parametrize("tag", ["en", "en-GB"])
def test_a_term_is_not_translated_into_its_own_language(tag):
    assert wrong_fields(target_language=tag) == {"target_language"}
