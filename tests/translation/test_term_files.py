"""Whole glossaries: all lines or none, counted, by those who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import VISITOR
from core.errors import NotPermitted, NotSignedIn
from core.models import Outbox
from tests.builders import a_community, a_regular, an_actor
from tests.translation.terms import a_manager, a_term, an_approved_term
from translation.actions import Imported, export_terms, import_terms, propose_term
from translation.actions.terms import TERMS_MAX
from translation.errors import FileRefused, GlossaryFull
from translation.events import GlossaryChanged
from translation.glossaries import glossary_for
from translation.models import GlossaryTerm

pytestmark = pytest.mark.django_db

HEADER = "source_language,target_language,source,target,note\n"


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def manager(community):
    return a_manager(community)


def load(manager, community, *lines):
    raw = (HEADER + "\n".join(lines)).encode()
    return import_terms(actor=manager, community=community, raw=raw)


def changes():
    return Outbox.objects.filter(name=GlossaryChanged.name).count()


def test_imported_terms_count_at_once(community, manager):
    load(manager, community, "en,de,router,Router,")
    assert glossary_for(community.pk, "en", "de").terms_in("the router")


def test_it_is_told_what_was_new_changed_and_the_same(community, manager):
    an_approved_term(community)
    an_approved_term(community, "lamp", "Lampe")
    lines = ("en,de,router,Verteiler,", "en,de,lamp,Lampe,", "en,de,cable,Kabel,")
    assert load(manager, community, *lines) == Imported(added=1, updated=1, unchanged=1)


def test_a_term_that_stands_there_is_brought_up_to_the_file(community, manager):
    row = an_approved_term(community)
    load(manager, community, "en,de,router,Verteiler,ours")
    row.refresh_from_db()
    assert (row.target, row.note) == ("Verteiler", "ours")


def test_a_proposal_in_the_file_is_approved(community, manager):
    row = propose_term(actor=a_regular(), community=community, term=a_term())
    load(manager, community, "en,de,router,Router,")
    row.refresh_from_db()
    assert (row.state, row.decided_by) == (GlossaryTerm.State.APPROVED, manager.member)


def test_what_the_file_does_not_name_stays(community, manager):
    an_approved_term(community, "lamp", "Lampe")
    load(manager, community, "en,de,router,Router,")
    assert GlossaryTerm.objects.count() == 2


def test_one_wrong_line_stores_nothing(community, manager):
    with pytest.raises(FileRefused):
        load(manager, community, "en,de,router,Router,", "en,de,123,456,")
    assert not GlossaryTerm.objects.exists()


def test_a_file_that_does_not_fit_stores_nothing(community, manager):
    an_approved_term(community)
    with pytest.raises(GlossaryFull):
        load(manager, community, *(f"en,de,term {number}x,," for number in range(TERMS_MAX)))
    assert GlossaryTerm.objects.count() == 1


def test_a_file_is_one_piece_of_news(community, manager):
    load(manager, community, "en,de,router,Router,", "en,de,lamp,Lampe,")
    assert changes() == 1


def test_the_same_file_again_is_no_news(community, manager):
    load(manager, community, "en,de,router,Router,")
    load(manager, community, "en,de,router,Router,")
    assert changes() == 1


def test_another_note_is_no_news(community, manager):
    load(manager, community, "en,de,router,Router,")
    load(manager, community, "en,de,router,Router,ours")
    assert changes() == 1


def test_a_full_file_takes_few_queries(community, manager):
    lines = [f"en,de,term {number}x,," for number in range(1000)]
    with CaptureQueriesContext(connection) as caught:
        load(manager, community, *lines)
    assert len(caught) < 22


def test_exporting_and_importing_gives_the_same(community, manager):
    an_approved_term(community, "=SUM", "'=Summe", note='"quoted", twice')
    other = a_community()
    raw = export_terms(actor=manager, community=community)
    import_terms(actor=a_manager(other), community=other, raw=raw)
    assert export_terms(actor=a_manager(other), community=other) == raw


def test_proposals_are_not_exported(community, manager):
    propose_term(actor=a_regular(), community=community, term=a_term())
    assert b"router" not in export_terms(actor=manager, community=community)


def test_terms_of_others_are_not_exported(community, manager):
    an_approved_term(a_community())
    assert b"router" not in export_terms(actor=manager, community=community)


@pytest.mark.parametrize("act", [export_terms, lambda **given: import_terms(raw=b"", **given)])
def test_members_visitors_and_other_managers_import_and_export_nothing(community, act):
    for actor, error in (
        (VISITOR, NotSignedIn),
        (an_actor(), NotPermitted),
        (a_manager(a_community()), NotPermitted),
    ):
        with pytest.raises(error):
            act(actor=actor, community=community)
