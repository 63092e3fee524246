"""Legal pages have versions; taking part is agreement, and a newer version is asked for once."""

import pytest

from accounts.models import Membership
from core.errors import InvalidInput, NotFound, NotPermitted
from forum.actions import edit_post
from forum.actions.legal import accept_terms, store_legal_page, write_legal_page
from forum.errors import TermsChanged
from forum.models import LegalAcceptance
from forum.queries.legal import current_pages, legal_page, pages_to_accept, versions_of
from tests.builders import a_category, a_community, a_post, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def thread(community):
    return a_thread(category=a_category(community))


def a_page(community, kind="terms", source="Be kind."):
    return store_legal_page(community=community, kind=kind, source=source, language="en")


def test_the_newest_version_holds_and_earlier_ones_stay(community):
    a_page(community)
    newer = a_page(community, source="Be very kind.")
    assert current_pages(community)["terms"] == newer
    assert legal_page(community, "terms", 1).text.source == "Be kind."
    assert [page.version for page in versions_of(community, "terms")] == [2, 1]


def test_the_same_words_are_no_new_version(community):
    assert a_page(community) == a_page(community)


def test_a_page_that_is_not_there_is_not_found(community):
    with pytest.raises(NotFound):
        legal_page(community, "imprint")


def test_only_operators_write_legal_pages(community):
    page = {"kind": "rules", "source": "Be kind.", "language": "en"}
    with pytest.raises(NotPermitted):
        agent = a_role(community, Membership.Role.AGENT)
        write_legal_page(actor=agent, community=community, **page)
    operator = a_role(community, Membership.Role.OPERATOR)
    assert write_legal_page(actor=operator, community=community, **page).version == 1


@pytest.mark.parametrize("wrong", [{"kind": "poems"}, {"source": " "}, {"source": "x" * 100_001}])
def test_what_is_no_legal_page(community, wrong):
    with pytest.raises(InvalidInput):
        a_page(community, **wrong)


def test_writing_for_the_first_time_is_agreement(community, thread):
    page, actor = a_page(community), an_actor()
    a_post(thread, actor=actor)
    assert LegalAcceptance.objects.get(member=actor.member).page == page


def test_a_newer_version_is_asked_for_before_writing_on_and_only_once(community, thread):
    a_page(community)
    a_page(community, kind="privacy", source="We keep little.")
    actor = an_actor()
    post = a_post(thread, actor=actor)
    newer = a_page(community, source="Be very kind.")
    a_page(community, kind="privacy", source="We keep less.")
    assert pages_to_accept(actor, community) == [newer]
    for write in (
        lambda: a_post(thread, actor=actor),
        lambda: a_thread(actor=actor, category=thread.category),
        lambda: edit_post(actor=actor, post=post, revision=1, body="Changed."),
    ):
        with pytest.raises(TermsChanged):
            write()
    assert accept_terms(actor=actor, community=community) == 1
    assert pages_to_accept(actor, community) == []
    assert a_post(thread, actor=actor)


def test_agreeing_twice_is_once(community):
    a_page(community)
    actor = an_actor()
    assert accept_terms(actor=actor, community=community) == 1
    assert accept_terms(actor=actor, community=community) == 0
